"""A sentence as an answer shows it: trimmed, with the words that answer marked, with its outlet where that matters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from corpus.languages.registry import languages
from retrieval.answer import Citation, Sentence
from retrieval.answering.quote.antecedent import person_pronoun
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.store.hit import Hit

_LONG = 300  # characters from which a sentence is trimmed, if it can be
_LEAST_KEPT = 60
_MOST_MARKED = 2  # words of the kind asked for; where there are more, they do not tell which one answers
_MOST_OF_IT = 0.6  # of a sentence
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A sentence of an article on its way into an answer.

    Its text is the quoted words, but for what it adds in front (an outlet and a date), in square brackets (a name
    after a pronoun) and at the end (an ellipsis).

    Attributes:
        hit: The passage.
        start: Offset of the first quoted character in the article's text.
        quote: The quoted words, as they stand in the article.
        lead: What is put in front, with the space after it.
        name: The name that is put after the pronoun at the start.
        trimmed: Whether the sentence goes on in the article.
        marked: Spans of `quote` that answer.
        score: How well it answers.
    """

    hit: Hit
    start: int
    quote: str
    lead: str = ""
    name: str | None = None
    trimmed: bool = False
    marked: tuple[tuple[int, int], ...] = ()
    score: float = 0.0

    @classmethod
    def of(cls, candidate: Candidate) -> Self:
        """A candidate, trimmed after the clause that answers where it is long."""
        answers = candidate.answers if candidate.read is None else (candidate.read.words,)
        # Where it cannot be told which words answer, any of them may.
        end = _trimmed(candidate.text, max(end for _, end in answers)) if answers else None
        return cls(
            hit=candidate.hit,
            start=candidate.hit.start + candidate.start,
            quote=candidate.text[: end or len(candidate.text)],
            trimmed=end is not None,
            marked=answers if len(answers) <= _MOST_MARKED and not _whole(answers, candidate.text) else (),
            score=candidate.score,
        )

    def attributed(self, language: str) -> Self:
        """The excerpt with its outlet and date in front."""
        return replace(self, lead=lead_of(self.hit, language))

    @property
    def end(self) -> int:
        """End of the quoted words in the article's text, exclusive."""
        return self.start + len(self.quote)

    def sentence(self, number: int) -> Sentence:
        """The sentence of the answer that cites this excerpt under a number."""
        shown = _SPACE.sub(" ", self.quote)
        moved = [(start + len(self.lead), end + len(self.lead)) for start, end in self.marked]
        if self.name and (pronoun := person_pronoun(self.quote)):
            inserted = f" [{self.name}]"
            shown = shown[: pronoun.end] + inserted + shown[pronoun.end :]
            moved = [(start + len(inserted), end + len(inserted)) for start, end in moved]
        text = f"{self.lead}{shown.rstrip(' ;')}…" if self.trimmed else f"{self.lead}{shown}"
        return Sentence(text=text, citations=(number,), highlights=tuple(moved))

    def citation(self, number: int) -> Citation:
        """The citation of the quoted words."""
        return self.hit.cite_words(number, self.quote, self.start)


def _whole(answers: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether the words that answer are most of a sentence, so that to mark them tells nothing."""
    return sum(end - start for start, end in answers) > _MOST_OF_IT * len(text)


def lead_of(hit: Hit, language: str) -> str:
    """Outlet and date of a passage's article as they stand before its words; empty where neither is known."""
    return _lead(hit.source, day(hit.published, language) if hit.published else None)


def without_lead(text: str, hits: Sequence[Hit]) -> str:
    """A sentence without outlet and date of one of these passages' articles in front, in any language or ISO 8601."""
    for hit in hits:
        iso = hit.published.date().isoformat() if hit.published else None
        for lead in (*(lead_of(hit, language) for language in languages()), _lead(hit.source, iso)):
            if lead and text.startswith(lead):
                return text.removeprefix(lead)
    return text


def _lead(source: str | None, date: str | None) -> str:
    known = ", ".join(fact for fact in (source, date) if fact)
    return f"{known}: " if known else ""


def _trimmed(sentence: str, needed: int) -> int | None:
    """Where a long sentence can end: at the first semicolon after what is needed; `None` where it cannot."""
    if len(sentence) < _LONG:
        return None
    at = sentence.find(";", max(needed, _LEAST_KEPT))
    return at if at > 0 else None
