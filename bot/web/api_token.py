"""Tokens that other programs show to be let in, of which only hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 20
"""Characters of a token; a shorter one could be guessed."""

_NAMED = re.compile(r"(?P<name>[A-Za-z0-9_.-]{1,64})=(?P<secret>[\x21-\x2b\x2d-\x7e]{20,512})")
_BEARER = re.compile(r"(?i:bearer) +(?P<secret>[\x21-\x7e]{1,512})")
_HOW = (
    f"write name=token, such as reports=..., with at least {SHORTEST} letters, digits or other visible characters but "
    "the comma in a token; python -c 'import secrets; print(secrets.token_urlsafe())' makes one"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token by its name.

    Attributes:
        name: Whose it is, for limits and the log.
        digest: Its SHA-256.
    """

    name: str
    digest: bytes

    @classmethod
    def parsed(cls, text: str) -> Self:
        """A token as it stands in a setting.

        Raises:
            ValueError: It is none; the message does not repeat it.
        """
        match = _NAMED.fullmatch(text.strip())
        if match is None:
            raise ValueError(_HOW)
        return cls(name=match["name"], digest=_digest(match["secret"]))


class TokenList:
    """The tokens that let in.

    Args:
        tokens: With different names.
    """

    def __init__(self, tokens: Iterable[ApiToken]) -> None:
        self._tokens = tuple(tokens)

    def __bool__(self) -> bool:
        return bool(self._tokens)

    def named(self, authorization: str | None) -> str | None:
        """The name of the token that a request shows; `None` where it shows none of these.

        Args:
            authorization: The header of that name.
        """
        match = _BEARER.fullmatch(authorization.strip()) if authorization else None
        if match is None:
            return None
        shown = _digest(match["secret"])
        # All are compared, each in constant time, so that the time tells nothing of any of them.
        fitting = [token.name for token in self._tokens if hmac.compare_digest(token.digest, shown)]
        return fitting[0] if fitting else None


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
