"""Requests that fail, in plain words."""

from __future__ import annotations

import re

from corpus.address import without_credentials

REASONS = {
    401: "may not be read without a password (HTTP 401)",
    403: "may not be read (HTTP 403): its server refuses",
    404: "is not there (HTTP 404); check the address",
    410: "is gone for good (HTTP 410)",
    429: "is refused for now (HTTP 429): its server wants fewer requests; try again later",
}
"""What to say of an HTTP status, behind the address."""

_ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] ")


class BrokenRequestError(Exception):
    """A request without a usable answer, and whether to try it again at once."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


def cause_of(error: Exception) -> str:
    """The innermost reason, on one line."""
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    text = " ".join(_ERROR_NUMBER.sub("", str(error)).split())
    return without_credentials(text)[:200] or type(error).__name__
