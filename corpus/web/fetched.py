"""What came back from an address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address holds.

    Attributes:
        address: Where it was found in the end, after redirects.
        body: The bytes, decompressed.
        media_type: Such as "text/html", in lower case; empty where the server does not say.
        charset: The encoding that the server states.
    """

    address: str
    body: bytes
    media_type: str
    charset: str | None
