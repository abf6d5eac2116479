"""Teasers: where a text in a feed was cut, and what stands under it that is none of it."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.registry import any_pattern

_TAIL = 1000  # characters from the end in which it is looked for
_SENTENCE_ENDS = re.compile(r"[.!?؟۔][\"'”’»)\]]*(?=\s|$)")


def cut_at(text: str) -> int | None:
    """Where a text was cut, as its end shows; `None` where it does not."""
    tail = text[-_TAIL:]
    cut = _cut().search(tail)
    return len(text) - len(tail) + cut.start() if cut is not None else None


def without_cut(text: str) -> str:
    """A text up to its last whole sentence, where it was cut in the middle of one."""
    cut = cut_at(text)
    if cut is None:
        return text
    kept = text[:cut].rstrip()
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(kept)]
    return kept[: ends[-1]] if ends else ""


def without_syndication(text: str) -> str:
    """A text without the line that publishing systems put under every article."""
    return (text[:-_TAIL] + _syndicated().sub("", text[-_TAIL:])).strip()


@cache
def _cut() -> re.Pattern[str]:
    """An ellipsis or the link to the rest; a single word only where it stands by itself."""
    read_on = any_pattern(lambda language: language.page_furniture.read_on)
    alone = any_pattern(lambda language: language.page_furniture.read_on_alone)
    sign = rf"…|\.\.\.|\[…\]|\[\.\.\.\]|\b{read_on}|(?:^|(?<=[\n.!?…»\"”]))\s*{alone}"
    return re.compile(rf"(?:{sign})[\s.:»>→\])]*$", re.IGNORECASE)


@cache
def _syndicated() -> re.Pattern[str]:
    return re.compile(rf"\n+{any_pattern(lambda language: language.page_furniture.syndicated)}$")
