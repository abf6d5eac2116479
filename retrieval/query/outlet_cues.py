"""What stands about a name where an outlet is meant: "according to", "reported"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus.languages.registry import all_words, any_pattern

_NEAR = 48  # characters before and behind a name in which a cue is looked for
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]$")
_LISTED = re.compile(r"""^["'»”’)]?\s?[,/&]\s?$""")


def is_cued(text: str, at: int, to: int) -> bool:
    """Whether words of attribution stand right before `text[at:to]` or right behind it."""
    before, behind = text[max(0, at - _NEAR) : at], text[to : to + _NEAR]
    return bool(_patterns().before.search(before) or _patterns().behind.search(behind))


def are_listed(between: str) -> bool:
    """Whether the words and marks between two names are those of a list."""
    near = between[:_NEAR]
    return _patterns().joined.search(near) is not None or _LISTED.search(near) is not None


def is_within_a_name(text: str, at: int, to: int) -> bool:
    """Whether capitals or a number about `text[at:to]` show a longer name: "Ice Age", "Fortune 500"."""
    before = _WORD_BEFORE.search(text[max(0, at - _NEAR) : at])
    longer = before is not None and before[1][0].isupper() and before[1].casefold() not in _lone()
    return longer or re.match(r"\s\d", text[to:][:2]) is not None


class _CuePatterns(NamedTuple):
    """What shows that a name is an outlet's.

    Attributes:
        before: What stands before a name, up to its end.
        behind: What stands behind a name, from its beginning.
        joined: What stands between two names of one list.
    """

    before: re.Pattern[str]
    behind: re.Pattern[str]
    joined: re.Pattern[str]


@cache
def _patterns() -> _CuePatterns:
    before = any_pattern(lambda language: language.outlet_words.before)
    between = any_pattern(lambda language: language.outlet_words.between)
    behind = any_pattern(lambda language: language.outlet_words.behind)
    joining = any_pattern(lambda language: language.outlet_words.joining)
    return _CuePatterns(
        before=_spaced(rf"""\b{before}(?: {between}){{0,2}} ?["'«“‘(]?$"""),
        behind=_spaced(rf"""^["'»”’)]?(?:['’]s?)?(?: [\w'’-]+){{0,2}}? {behind}\b"""),
        joined=re.compile(rf"""^["'»”’)]?(?:['’]s)?,?\s(?:{joining}\s){{0,2}}["'«“‘(]?$"""),
    )


def _spaced(pattern: str) -> re.Pattern[str]:
    """A pattern in which a space stands for a little white space."""
    return re.compile(pattern.replace(" ", r"\s{1,3}"), re.IGNORECASE)


@cache
def _lone() -> frozenset[str]:
    return all_words(lambda language: language.outlet_words.lone)
