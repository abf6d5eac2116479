"""Pages that stand in the way of an article: requests for consent, checks for robots, calls for scripts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST_OF_TEXT = 0.5  # of its characters; with less, it is an article with a banner


class Split(NamedTuple):
    """The lines of a page's text.

    Attributes:
        lines: Those that are no wall's.
        wall: What the page shows instead of an article, for reports; `None` where it shows an article.
    """

    lines: list[str]
    wall: str | None


def without_wall(lines: Iterable[str]) -> Split:
    """Tell what a wall or a banner says from what the article does.

    Args:
        lines: The paragraphs of a page's text.
    """
    kept: list[str] = []
    walls: dict[str, int] = {}
    for line in lines:
        name = next((name for name, pattern in _walls().items() if pattern.search(line)), None)
        if name is None:
            kept.append(line)
        else:
            walls[name] = walls.get(name, 0) + len(line)
    found = sum(walls.values())
    if walls and found >= _LEAST_OF_TEXT * (found + sum(map(len, kept))):
        return Split(kept, max(walls, key=lambda name: walls[name]))
    return Split(kept, None)


@cache
def _walls() -> dict[str, re.Pattern[str]]:
    """What each kind of wall says, by what it is."""
    return {
        name: re.compile(pattern, re.IGNORECASE)
        for name, pattern in (
            ("a request for consent to cookies", any_pattern(lambda one: one.page_furniture.consent)),
            (
                "a check whether its reader is a robot",
                any_pattern(lambda one: one.page_furniture.robot_check),
            ),
            ("a call for a script or another browser", any_pattern(lambda one: one.page_furniture.script)),
            ("a request to subscribe or sign in", any_pattern(lambda one: one.page_furniture.subscribers)),
        )
    }
