"""Mail: a newsletter a file, or a message of a mailbox."""

from __future__ import annotations

import mailbox
import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.utils import parseaddr
from functools import cache
from typing import TYPE_CHECKING

from corpus.address import canonical
from corpus.errors import ArticleError, CorpusError, SourceError
from corpus.languages.registry import any_pattern
from corpus.readers.contents import BINARY, decode, load, too_long
from corpus.readers.html_tree import text_of_fragment
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from corpus.article import Article

MAX_BYTES = 50_000_000
"""The most bytes a message may have: most of them are pictures."""

MAX_MESSAGES = 100_000
_AS_GOOD = 0.7  # of the words of the plain text, which HTML that is worth reading has at least
_PREFIXES = re.compile(r"^(?:(?:fwd?|re|aw)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
_TORN = range(50, 81)  # characters of a line that a mail program broke
_IN_HEADER = ("From", "Subject", "Date", "Received", "MIME-Version", "Content-Type", "To", "Message-ID")


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a message.

    Raises:
        CorpusError: If it is no mail, or holds no text.
        OSError: If it cannot be read.
    """
    yield from _articles(load(path, origin, MAX_BYTES), origin)


def read_mailbox(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read the messages of a mailbox (mbox), one at a time.

    Raises:
        SourceError: If it holds none.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        if not file.read(1):
            raise SourceError(origin, "is empty")
    box = mailbox.mbox(path, create=False)
    try:
        keys = box.keys()
        if not keys:
            raise SourceError(origin, "holds no message (none begins with a line From )")
        for number, key in enumerate(keys[:MAX_MESSAGES], start=1):
            try:
                yield from _articles(box.get_bytes(key), f"{origin}#{number}")
            except CorpusError as error:
                yield error
    finally:
        box.close()


def _articles(data: bytes, origin: str) -> Iterator[Article | CorpusError]:
    if len(data) > MAX_BYTES:
        raise too_long(origin, len(data), MAX_BYTES)
    if b"\0" in data[:1000]:
        raise SourceError(origin, BINARY)
    try:
        message: EmailMessage = message_from_bytes(data, policy=policy.default)
        fields = _fields(message, origin)
    except CorpusError:
        raise
    except Exception as error:  # header fields of broken mail raise whatever they like
        raise ArticleError(
            origin, f"is mail that cannot be read ({type(error).__name__}); save it anew"
        ) from error
    yield from Record(fields, path=origin).read()


def _fields(message: EmailMessage, origin: str) -> dict[str, object]:
    if not any(name in message for name in _IN_HEADER):
        raise SourceError(origin, "is no mail: it has no header")
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
        raise SourceError(origin, "is encrypted; save it as its reader shows it")
    name, address = parseaddr(_header(message, "From"))
    archived = _header(message, "Archived-At").strip("<> ")
    return {
        "id": _header(message, "Message-ID").strip("<> ") or None,
        "title": _PREFIXES.sub("", _header(message, "Subject")),
        "source": name or address.rpartition("@")[2],
        "published": _header(message, "Date"),
        "url": canonical(archived) if archived else None,
        "text": _text(message, origin),
    }


def _header(message: EmailMessage, name: str) -> str:
    with suppress(Exception):  # a field that cannot be read is as good as none
        return str(message.get(name) or "")
    return ""


def _text(message: EmailMessage, origin: str) -> str:
    """The text of a message: that of its HTML, unless its plain text clearly says more."""
    markup = _part(message, "html", origin)
    plain = _unwrapped(_SIGNATURE.sub("", _part(message, "plain", origin)))
    shown = text_of_fragment(markup) if markup.strip() else ""
    best = shown if len(shown.split()) >= _AS_GOOD * len(plain.split()) else plain
    return _without_furniture(best)


def _part(message: EmailMessage, kind: str, origin: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        return ""
    with suppress(LookupError, UnicodeError):
        stated = part.get_content_charset()
        return payload.decode(stated) if stated else payload.decode("ascii")
    return decode(payload, origin)


def _unwrapped(text: str) -> str:
    """A plain text whose paragraphs are lines again where a mail program broke them."""
    paragraphs = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join(_joined(paragraph.split("\n")) for paragraph in paragraphs)


def _joined(lines: list[str]) -> str:
    torn = all(len(line.rstrip()) in _TORN for line in lines[:-1])
    return (" " if torn else "\n").join(line.strip() for line in lines)


def _without_furniture(text: str) -> str:
    """A text without the links around it; what stands behind the one to unsubscribe is the sender's address."""
    lines = text.split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _furniture().search(line) and len(line) < 400:
            if _leave().search(line) and 2 * number >= len(lines):
                break
            continue
        kept.append(line)
    return "\n".join(kept)


@cache
def _furniture() -> re.Pattern[str]:
    view = any_pattern(lambda language: language.page_furniture.view_online)
    leave = any_pattern(lambda language: language.page_furniture.unsubscribe)
    return re.compile(rf"{view}|{leave}", re.IGNORECASE)


@cache
def _leave() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.page_furniture.unsubscribe), re.IGNORECASE)
