"""The figures and dates of a claim against those of its evidence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from retrieval.answering.verify import text_dates
from retrieval.text import quantity
from retrieval.text.units import one_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.verify.cited_text import CitedText


def figures_stand(text: str, cited: CitedText) -> bool:
    """Whether every figure and date of a claim is one of its evidence, a change from, to or by as much as there."""
    claimed = text_dates.dates(text, cited.published)
    evidence = f"{cited.context} . {cited.about}"
    written = text_dates.dates(evidence, cited.published)
    # An outlet may be called "Yesterday": relative times count in the article's sentences alone.
    known = [e for e in written if not e.relative or e.to <= len(cited.context)]
    known = known or text_dates.dates(cited.wide[len(cited.about) :], cited.published)
    if not text_dates.supported(text, claimed, evidence, known):
        return False
    there = quantity.quantities(text_dates.without(evidence, written))
    mine = quantity.quantities(text_dates.without(text, claimed))
    return quantity.supported(mine, there) and not exchanged(mine, text, there, evidence)


def exchanged(
    mine: Sequence[quantity.Quantity], claim: str, there: Sequence[quantity.Quantity], evidence: str
) -> bool:
    """Whether what a figure rose or fell from has become what it reached, or by how much it changed."""
    for q in mine:
        said = _part_in_change(claim, q)
        same = [o for o in there if o.value == q.value and one_unit(q.unit, o.unit)]
        known = {_part_in_change(evidence, o) for o in same}
        if said and known and None not in known and said not in known:
            return True
    return False


def _part_in_change(text: str, q: quantity.Quantity) -> str | None:
    """Whether a figure is where a change began, where it ended, or its size."""
    return next((part for part, pattern in _parts().items() if pattern.search(text[: q.start])), None)


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    prepositions = {
        "start": any_pattern(lambda language: language.relation_words.change_from),
        "end": any_pattern(lambda language: language.relation_words.change_to),
        "size": any_pattern(lambda language: language.relation_words.change_by),
    }
    roughly = any_pattern(lambda language: language.relation_words.roughly)
    return {
        part: re.compile(rf"\b{preposition}(?: {roughly})? ?(?:US)?[$€£]?$", re.IGNORECASE)
        for part, preposition in prepositions.items()
    }
