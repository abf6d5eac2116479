"""The keys that seal links: what is sealed can neither be read nor altered, nor made by anybody else.

Several keys may hold at a time, so that one can be changed while links that it sealed are still about: the first one
seals, all of them open.  The seal is AES-SIV (RFC 5297), which gives the same link for the same words, and
hides the name of the article, which may be a path of this machine.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
import stat
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.errors import SettingsError
from retrieval.link_key import HINT, LinkKey, parsed_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, timedelta
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

KEY_FILE = "link.key"
"""Name of the file in `PRESSCITE_HOME` that holds the keys where no setting does."""

_LONGEST_TOKEN = 4_000


class LinkKeys:
    """Seals and opens; safe to use from several threads.

    Args:
        keys: Gives the keys that there are now, the one that seals first.
        now: Tells the time.
    """

    def __init__(
        self, keys: Callable[[], Sequence[LinkKey]], now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._keys = keys
        self._now = now

    def seal(self, purpose: str, content: bytes) -> str:
        """Content as a token of letters, digits, `-` and `_`; the same for the same content.

        Args:
            purpose: What it is for; it opens for nothing else.
            content: At most a few hundred bytes.

        Raises:
            SettingsError: There is no key that holds.
        """
        keys = self._holding()
        if not keys:
            raise SettingsError(f"there is no key for links that still holds; {HINT}")
        sealed = _cipher(keys[0].secret).encrypt(content, [purpose.encode()])
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def open(self, purpose: str, token: str) -> bytes | None:
        """The content of a token; `None` for one that was not sealed so, or with a key that holds no more."""
        from cryptography.exceptions import InvalidTag

        sealed = _decoded(token)
        if sealed is None:
            return None
        for key in self._holding():
            try:
                return _cipher(key.secret).decrypt(sealed, [purpose.encode()])
            except (InvalidTag, ValueError):
                continue
        return None

    def _holding(self) -> list[LinkKey]:
        today = self._now().astimezone(UTC).date()
        return [key for key in self._keys() if key.holds(today)]


def _decoded(token: str) -> bytes | None:
    """The bytes of a token; `None` where it is not written as `seal` writes it."""
    if len(token) > _LONGEST_TOKEN:
        return None
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    # Each token is written in one way only.
    return sealed if base64.urlsafe_b64encode(sealed).rstrip(b"=").decode() == token else None


@lru_cache(maxsize=16)
def _cipher(secret: str) -> AESSIV:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(hashlib.sha512(b"presscite links\0" + secret.encode()).digest())


class KeyFile:
    """The keys in a file, which is read again when it changes and made where it is missing.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int, int], tuple[LinkKey, ...]] | None = None

    def __call__(self) -> tuple[LinkKey, ...]:
        """The keys that are in it now.

        Raises:
            SettingsError: It cannot be made or read, others can read it, or it holds no keys.
        """
        try:
            known = self._path.stat()
        except FileNotFoundError:
            self._make()
            known = self._path.stat()
        except OSError as error:
            raise self._in_words(error) from error
        # By its number too: whoever changes keys puts a new file in the old one's place.
        as_it_is = (known.st_mtime_ns, known.st_ino, known.st_mode)
        if self._read is None or self._read[0] != as_it_is:
            self._read = (as_it_is, self._keys(known.st_mode))
        return self._read[1]

    def change(self, keep: timedelta, today: date) -> None:
        """Put a new key first; the ones before hold for some time more.

        Args:
            keep: How long.
            today: In UTC.
        """
        last = today + keep
        before = [LinkKey(key.secret, min(key.until or last, last)) for key in self() if key.holds(today)]
        self._write([_fresh(), *before])

    def _keys(self, mode: int) -> tuple[LinkKey, ...]:
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise SettingsError(
                f"{self._path} can be read by others; keep it to yourself: chmod 600 {self._path}"
            )
        try:
            keys = parsed_keys(self._path.read_text(encoding="utf-8"))
        except OSError as error:
            raise self._in_words(error) from error
        except ValueError as error:
            raise SettingsError(f"{self._path} is not valid: {error}") from None
        if not keys:
            raise SettingsError(f"{self._path} holds no key; remove it, and another one is made")
        return keys

    def _make(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._write([_fresh()], replace=False)
        except OSError as error:
            raise self._in_words(error) from error

    def _write(self, keys: Sequence[LinkKey], *, replace: bool = True) -> None:
        """Bring keys to the disk in one step; where nothing is to be replaced, who comes first wins."""
        beside = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines(f"{key}\n" for key in keys)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                beside.replace(self._path)
            else:
                _link(beside, self._path)
        finally:
            beside.unlink(missing_ok=True)

    def _in_words(self, error: OSError) -> SettingsError:
        return SettingsError(
            f"{self._path} cannot be used ({error.strerror}); set PRESSCITE_LINK_KEY, or PRESSCITE_HOME to a folder "
            "that can be written"
        )


def _link(source: Path, target: Path) -> None:
    """Give a file its name unless another one has it already."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not target.exists():
            source.replace(target)


def _fresh() -> LinkKey:
    return LinkKey(secrets.token_urlsafe(32))
