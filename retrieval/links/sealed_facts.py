"""Facts in a sealed token that ends after a time, by whole days, so that it is the same all day."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.links.keys import LinkKeys

_DAY = 86_400


class SealedFacts:
    """Seals facts and opens them again.

    Args:
        purpose: What the tokens are for; one opens for nothing else.
        keys: Seal the tokens.
        lifetime: Seconds after which a token ends, rounded up to a day; `None` for never.
        now: Tells the time.
    """

    def __init__(
        self,
        purpose: str,
        keys: LinkKeys,
        lifetime: float | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._purpose = purpose
        self._keys = keys
        self._lifetime = lifetime
        self._now = now

    def token(self, facts: Sequence[Any]) -> str:
        """The token of facts, which are plain JSON types.

        Raises:
            SettingsError: There is no key that holds.
        """
        content = json.dumps([*facts, self._end()], ensure_ascii=False, separators=(",", ":"))
        return self._keys.seal(self._purpose, content.encode())

    def facts(self, token: str) -> list[Any] | None:
        """The facts in a token; `None` for one that was not made here, was altered, or has ended."""
        content = self._keys.open(self._purpose, token)
        if content is None:
            return None
        *facts, end = json.loads(content)
        return facts if end is None or self._now().timestamp() // _DAY < end else None

    def _end(self) -> int | None:
        """The first day, since 1970, on which a token made now is of no use."""
        if self._lifetime is None:
            return None
        return int((self._now().timestamp() + self._lifetime) // _DAY) + 1
