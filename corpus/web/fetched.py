"""What came back from an address."""

from __future__ import annotations

import email.message
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - a field's type


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address holds.

    Attributes:
        address: Where it was found in the end, after redirects.
        body: The bytes, decompressed.
        media_type: Such as "text/html", in lower case; empty where the server does not say.
        charset: The encoding that the server states.
        at: When the body came, in the time zone of who fetched it; `None` where that is not known any more.
        asked: What was asked for, where that is another address.
        moved_from: Addresses on the way that have moved here for good, as their servers say.
    """

    address: str
    body: bytes
    media_type: str
    charset: str | None
    at: datetime | None = None
    asked: str | None = None
    moved_from: tuple[str, ...] = ()


def content_type(value: str) -> tuple[str, str | None]:
    """The media type and the encoding that a `Content-Type` header states."""
    message = email.message.Message()
    message["content-type"] = value.replace("\r", " ").replace("\n", " ")
    charset = message.get_content_charset() if value else None
    return (message.get_content_type() if value else ""), charset
