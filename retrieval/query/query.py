"""A question as it is searched for, and what is known of it: worked out once, used from the search to the proof."""

from __future__ import annotations

import itertools
import math
import re
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from corpus import detect_language
from retrieval.query.answer_kind import AnswerKind, kind_asked
from retrieval.query.asked_time import AskedTimes
from retrieval.query.breadth import Breadth, breadth_of
from retrieval.query.outlet import named_outlets
from retrieval.query.sound import consonants
from retrieval.query.synonyms import synonyms_each
from retrieval.text.analysis import (
    compounds,
    content_terms,
    content_words,
    stop_words,
    term,
    term_sequence,
    words,
)
from retrieval.text.timex import Period, periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.query.heard_words import HeardWords
    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot

LONGEST_QUERY = 2_000
"""Characters; what stands after them cannot be part of a question."""

SYNONYM = 0.8
"""What a word that says the same as a word of the question counts for."""

_MOST_TERMS = 64
_LEAST_PASSAGES = 1_000
_NUMBER = re.compile(r"\d+")


class Query:
    """A text that is searched for in one snapshot of the store; each property is worked out when it is first used.

    Args:
        text: Any text; its first `LONGEST_QUERY` characters count.
        snapshot: Knows how rare a term is and which outlets there are.  It must stay open while the query is used.
        now: The moment that relative times are counted from, with a time zone; the real one by default.

    Attributes:
        text: The text that counts.
        snapshot: As given.
        now: The moment that relative times are counted from.
    """

    def __init__(self, text: str, snapshot: Snapshot, now: datetime | None = None) -> None:
        self.text = text.encode("utf-8", "ignore").decode()[:LONGEST_QUERY]
        self.snapshot = snapshot
        self.now = now or datetime.now(UTC)

    @property
    def is_blank(self) -> bool:
        """Whether it has no letter and no digit; nothing can be found for it then."""
        return not any(c.isalnum() for c in self.text)

    @cached_property
    def language(self) -> str | None:
        """Code of its language; `None` where that cannot be told."""
        return detect_language(self.text)

    @cached_property
    def kind(self) -> AnswerKind:
        """The kind of answer that it asks for."""
        return kind_asked(self.text)

    @cached_property
    def breadth(self) -> Breadth:
        """How many articles it asks for."""
        return breadth_of(self.text, len(self.outlets))

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets of the store that it names, in the order it names them."""
        return tuple(named_outlets(self.text, self.snapshot.catalogue.outlets()))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The times it speaks of."""
        return tuple(periods(self.text, self.now))

    @cached_property
    def asked_times(self) -> AskedTimes:
        """The times it asks for, which no passage has to name as it does."""
        return AskedTimes.of(self.text, self.now.date())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Words with a capital that do not begin it, as they stand."""
        return tuple(w for w in words(self.text)[1:] if w[0].isupper() and w.casefold() not in stop_words())

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers, as they stand."""
        return tuple(_NUMBER.findall(self.text))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Its terms without stop words, each once, in order; at most 64."""
        return tuple(content_terms(self.text)[:_MOST_TERMS])

    @cached_property
    def frequency(self) -> dict[str, int]:
        """In how many passages of the snapshot each of its terms stands; absent ones are left out."""
        return self.snapshot.postings.word_frequencies(content_words(self.text))

    @cached_property
    def weighted(self) -> tuple[tuple[str, frozenset[str], float], ...]:
        """Its terms, each with those that say the same and with its weight by rarity."""
        # In a handful of articles nearly every word is rare; that says nothing about the word.
        passages = max(_LEAST_PASSAGES, self.snapshot.catalogue.counts()[1])
        return tuple(
            (
                one,
                others | self._wholes.get(one, frozenset()),
                math.log(1 + passages / (1 + self.frequency.get(one, 0))),
            )
            for one, others in zip(self.terms, synonyms_each(self.terms), strict=True)
        )

    @cached_property
    def _sounds(self) -> tuple[tuple[str, float], ...]:
        """The consonants of its terms, each with the term's weight; a term with fewer than two has none."""
        sounds = ((consonants(one), weight) for one, _, weight in self.weighted)
        return tuple((one, weight) for one, weight in sounds if len(one) > 1)

    @cached_property
    def _wholes(self) -> dict[str, frozenset[str]]:
        """The parts of its compounds, each with the compounds as others write them in one word."""
        wholes: dict[str, frozenset[str]] = {}
        for whole, parts in compounds(self.text).items():
            for part in map(term, parts):
                wholes[part] = wholes.get(part, frozenset()) | {term(whole)}
        return wholes

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Its pairs of neighbouring terms."""
        return frozenset(itertools.pairwise(term_sequence(self.text)))

    def coverage(
        self,
        there: frozenset[str],
        *,
        without: frozenset[str] = frozenset(),
        optional: frozenset[str] = frozenset(),
    ) -> float:
        """Share, by rarity, of its terms that are in a vocabulary, themselves or as a word that says the same.

        Args:
            there: The vocabulary.
            without: Terms of the question that do not count.
            optional: Terms that count only where they are there.

        Returns:
            From 0 to 1; 0 where no term counts.
        """
        whole = covered = 0.0
        for one, others, weight in self.weighted:
            if one in without or (one in optional and one not in there):
                continue
            whole += weight
            if one in there:
                covered += weight
            elif not others.isdisjoint(there):
                covered += SYNONYM * weight
        return covered / whole if whole else 0.0

    def coverages(
        self,
        vocabularies: Iterable[frozenset[str]],
        *,
        without: frozenset[str] = frozenset(),
        optional: frozenset[str] = frozenset(),
    ) -> list[float]:
        """`coverage` in each vocabulary."""
        return [self.coverage(there, without=without, optional=optional) for there in vocabularies]

    def heard(self, there: HeardWords) -> float:
        """Share, by rarity, of its terms that sound like a word that is there, whatever the alphabet of either.

        Args:
            there: The words of a text.
        """
        whole = sum(weight for _, weight in self._sounds)
        return sum(weight for one, weight in self._sounds if there.has(one)) / whole if whole else 0.0

    def phrases(self, sentences: Iterable[Sequence[str]]) -> list[float]:
        """Share of its pairs of neighbouring words that stand in each sentence; one is given by its terms in order."""
        count = max(1, len(self._pairs))
        return [len(self._pairs.intersection(itertools.pairwise(terms))) / count for terms in sentences]

    def is_foreign(self, hit: Hit) -> bool:
        """Whether a passage is in another language, where both languages can be told."""
        return self.are_foreign([hit])[0]

    def are_foreign(self, hits: Sequence[Hit]) -> list[bool]:
        """The same of several passages."""
        asked = self.language
        return [None not in (asked, hit.language) and asked != hit.language for hit in hits]
