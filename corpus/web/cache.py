"""Responses kept on disk, so that a server need not send again what has not changed.

A refresh is asked for what is new, so every request goes to the server, conditionally.  hishel 2.0, which caches for
httpx2 by RFC 9111, was tried: it asks the server about a fresh response only where the request says
`Cache-Control: no-cache`, which makes caches on the way ask in turn; it keeps the bodies of responses without a
validator, which are never used again; and which addresses were fetched before would have to be remembered beside it.
What is needed here is little: validators, the body that belongs to them, and the address.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

MAX_BYTES = 500_000_000
"""How much is kept on disk; what was not used for longest goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A response as it was last sent.

    Attributes:
        etag: Its `ETag`.
        modified: Its `Last-Modified`.
        content_type: Its `Content-Type`.
        fetched: When its body came, as ISO 8601 in UTC; `None` where an earlier version kept it.
        body: What it held; empty where it had neither validator and is only remembered.
    """

    etag: str | None
    modified: str | None
    content_type: str
    body: bytes
    fetched: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the body only if it has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


class ResponseCache:
    """A folder of responses by address.

    A cache that cannot be read or written makes a refresh slower and nothing else: errors end here.

    Args:
        folder: Where they are kept; made when the first is.
        most: Bytes kept in all.
    """

    def __init__(self, folder: Path, most: int = MAX_BYTES) -> None:
        self._folder = folder
        self._most = most

    def get(self, address: str) -> Kept | None:
        """What is kept of an address; `None` where nothing is, or where it is damaged."""
        path = self._path(address)
        try:
            head, _, packed = path.read_bytes().partition(b"\n")
            facts = json.loads(head)
            if facts.pop("address") != address:
                return None
            kept = Kept(**facts, body=zlib.decompress(packed))
            os.utime(path)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, zlib.error):
            return None
        return kept

    def put(self, address: str, kept: Kept) -> None:
        """Keep a response in the place of the one before, in one step."""
        body = kept.body if kept.conditions else b""
        facts = {name: value for name, value in asdict(kept).items() if name != "body"}
        head = json.dumps({"address": address, **facts}).encode()
        temporary: str | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=self._folder, prefix="new-")
            with os.fdopen(handle, "wb") as file:
                file.write(head + b"\n" + zlib.compress(body, 6))
            Path(temporary).replace(self._path(address))
        except OSError:
            if temporary is not None:
                with suppress(OSError):
                    Path(temporary).unlink()

    def prune(self) -> None:
        """Let go of what was not used for longest, until the rest fits."""
        try:
            files = [(entry.stat(), entry.path) for entry in os.scandir(self._folder) if entry.is_file()]
        except OSError:
            return
        size = sum(info.st_size for info, _ in files)
        for info, path in sorted(files, key=lambda pair: pair[0].st_mtime_ns):
            if size <= self._most:
                break
            with suppress(OSError):
                Path(path).unlink()
                size -= info.st_size

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
