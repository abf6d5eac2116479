"""A passage with the sentence of it that answers, and what is known of it."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern, languages
from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import folded_words
from retrieval.query.answer_kind import AnswerKind
from retrieval.text.analysis import content_terms, content_words, term, vocabulary
from retrieval.text.measure import measures
from retrieval.text.named_text import NamedText
from retrieval.text.names import names
from retrieval.text.timex import expressions
from retrieval.text.units import is_measure, one_unit

if TYPE_CHECKING:
    from retrieval.answering.differences.stated_answer import StatedAnswer
    from retrieval.query.query import Query
    from retrieval.text.measure import Measure

_COUNTED_WITHIN = 3  # words behind a figure
_PLANNED_WITHIN = 5  # words before what answers
_CLAUSE = re.compile(r"[,;:]")
_COUNTED_UNTIL = re.compile(r"[,;.:()\d]")


class AnsweringReport:
    """A passage with the sentence of it that answers.

    Args:
        stated: What the sentence answers.

    Attributes:
        stated: The same.
        hit: The passage.
    """

    def __init__(self, stated: StatedAnswer) -> None:
        self.stated = stated
        self.hit = stated.candidate.hit

    @cached_property
    def text(self) -> NamedText:
        """The passage under its headline."""
        return NamedText(f"{self.hit.title}. {self.hit.text}")

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of passage and headline."""
        return vocabulary(self.text.text)

    @cached_property
    def sequence(self) -> list[str]:
        """The terms of the sentence in their order, without stop words and figures."""
        return [t for t in content_terms(self.stated.candidate.text) if not any(c.isdigit() for c in t)]

    @cached_property
    def names(self) -> list[str]:
        """The names of passage and headline, without those that answer."""
        named = self.stated.kind in (AnswerKind.PERSON, AnswerKind.PLACE)
        answered = frozenset(self.stated.names if named else ())
        found = (name.word for name in names(self.text.text, self.text, same_language=True))
        return [word for word in dict.fromkeys(found) if word not in answered]

    @cached_property
    def figures(self) -> list[Measure]:
        """The figures of the passage."""
        return measures(self.hit.text)

    @cached_property
    def counted(self) -> str | None:
        """The term of what the figure that answers counts; `None` where nobody can tell."""
        if not self.stated.figures or self.stated.figures[0].unit:
            return None
        behind = self.stated.candidate.text[self.stated.figures[0].end :]
        following = content_words(_COUNTED_UNTIL.split(behind, maxsplit=1)[0])[:_COUNTED_WITHIN]
        return next((term(word) for word in following if not is_measure(word)), None)

    @cached_property
    def is_planned(self) -> bool:
        """Whether the words right before those that answer only plan, expect or want it."""
        before = _CLAUSE.split(self.stated.candidate.text[: self.stated.span[0]])[-1]
        near = folded_words(before)[-_PLANNED_WITHIN:]
        known = (lexicon().doubt, _wish())
        return any(pattern.fullmatch(word) for word in near for pattern in known)

    @cached_property
    def fates(self) -> frozenset[int]:
        """What befell people, by what the clause with the answer says; empty where it says nothing of it."""
        words = self.stated.words
        return frozenset(n for n, fate in enumerate(_fates()) if any(map(fate.fullmatch, words)))

    @cached_property
    def rank_is_lesser(self) -> bool:
        """Whether the clause with a person who answers speaks of a deputy or a former one."""
        if self.stated.kind is not AnswerKind.PERSON:
            return False
        return any(map(_lesser().fullmatch, self.stated.words))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the sentence names beside what answers."""
        published, (start, end) = self.hit.published, self.stated.span
        if published is None:
            return frozenset()
        found = expressions(self.stated.candidate.text, published.date())
        return frozenset(
            e.start.year for e in found if not (e.relative or e.guessed) and not (e.at < end and start < e.to)
        )

    def shared_names(self, other: AnsweringReport) -> float:
        """Share of its names that another report has; 1 where it has none."""
        return sum(map(other.text.has, self.names)) / len(self.names) if self.names else 1.0

    def is_named_in(self, text: str, query: Query) -> bool:
        """Whether another text names what the sentence names beside what answers, and what is asked for."""
        there, sentence = NamedText(text), self.stated.candidate.text
        mine = {name.word for name in names(sentence, self.text, same_language=True)} & {*self.names}
        asked = {word for word in asked_names(query) if self.text.has(word)}
        return all(map(there.has, mine | asked))

    def knows_figure(self, other: AnsweringReport) -> bool:
        """Whether its passage also has the figure that another report answers with."""
        return any(
            figure.written == answered.written and one_unit(figure.unit, answered.unit)
            for answered in other.stated.figures
            for figure in self.figures
        )


def asked_names(query: Query) -> list[str]:
    """The names and numbers of a question, without those of times."""
    times = query.asked_times.terms
    return [word for word in (*query.names, *query.numbers) if term(word) not in times]


@cache
def _wish() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.stance_words.wish))


@cache
def _lesser() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.stance_words.lesser))


@cache
def _fates() -> tuple[re.Pattern[str], ...]:
    """What befalls people, those of all languages in one order."""
    groups = zip_longest(*(language.stance_words.fates for language in languages().values()), fillvalue="")
    return tuple(re.compile("|".join(filter(None, forms))) for forms in groups)
