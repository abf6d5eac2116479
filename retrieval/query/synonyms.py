"""Words that news uses for one thing: what fell also dropped.  For weighing sentences; the index knows nothing of it.

Only words that nearly always mean the same in a news sentence stand together.  Terms are stemmed as the index has
them.  Words of different languages never stand together: a passage in another language is weighed by its vector.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import languages
from retrieval.text.analysis import term

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def _groups() -> dict[str, frozenset[str]]:
    """The terms that stand in a group with each term."""
    found: dict[str, frozenset[str]] = {}
    for language in languages().values():
        for group in language.synonyms:
            terms = frozenset(map(term, group))
            found |= {one: found.get(one, frozenset()) | terms for one in terms}
    return found


def synonyms(one: str) -> frozenset[str]:
    """The terms that say the same as a term, without the term itself."""
    return _groups().get(one, frozenset()) - {one}


def synonyms_each(terms: Iterable[str]) -> list[frozenset[str]]:
    """`synonyms` of each term."""
    return [synonyms(one) for one in terms]
