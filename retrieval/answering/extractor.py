"""The answerer that needs no language model: it quotes the sentences that answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus import sentences
from retrieval.answer import Answer
from retrieval.answering.differences.answering_report import AnsweringReport
from retrieval.answering.differences.conflicts import conflicts
from retrieval.answering.differences.stated_answer import StatedAnswer
from retrieval.answering.event_time import EventTime, TimeFit, without_outside
from retrieval.answering.quote.antecedent import only_person, person_pronoun, refers_back
from retrieval.answering.quote.candidate import rank
from retrieval.answering.quote.close_reading import read_closely
from retrieval.answering.quote.excerpt import Excerpt
from retrieval.answering.refusal import answers
from retrieval.answering.refusal_reason import refusal
from retrieval.note import Note, NoteCode
from retrieval.query.breadth import Breadth
from retrieval.text.analysis import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.query.query import Query
    from retrieval.question import Question
    from retrieval.reading.passages import ReadPassages
    from retrieval.store.hit import Hit, NearDuplicate

_MAX_CHARS = 450  # of all the sentences of an answer together
_MAX_SENTENCES = 3
_FURTHER_MARGIN = 0.4  # of a score: a sentence that answers nearly as well as the best is shown too
_FURTHER_READ = 2.5  # the same where passages were read, and only if it answers too

# Where a question asks for several articles, each gives one sentence.
_MAX_ARTICLES = 4
_MAX_CHARS_OF_SEVERAL = 900
_SEVERAL_MARGIN = 1.2

_SAID_ALREADY = 0.8  # share of a sentence's terms that stand in one already chosen
_LOOKED_BACK = 600  # characters before a passage in which the sentence before it is looked for


@dataclass(frozen=True, slots=True)
class _Composition:
    """An answer before it is numbered."""

    excerpts: list[Excerpt]
    note: Note | None = None


class Extractor:
    """Answers one question with sentences quoted from its passages.

    Args:
        question: As it was asked.
        query: What was searched for; its snapshot holds the articles.
        passages: What was found and read, best first.
        embeddings: Embeds the question.
    """

    def __init__(
        self,
        question: Question,
        query: Query,
        passages: ReadPassages,
        embeddings: SentenceTransformerEmbeddings,
    ) -> None:
        self._question = question
        self._query = query
        self._hits = passages.hits
        self._passages = passages
        self._embeddings = embeddings

    @cached_property
    def _all(self) -> Sequence[Candidate]:
        """The sentences of the passages, the one that answers best first, of whatever time."""
        return rank(self._query, self._hits, self._embeddings, readings=self._passages.readings)

    @cached_property
    def _by_time(self) -> dict[TimeFit, list[Candidate]]:
        """Them by whether they tell of the time that is asked for, the best that may be quoted read closely."""
        passages, found = self._passages, EventTime(self._query).sorted_out(self._all)
        quotable = {fit: found[fit] for fit in TimeFit if fit is not TimeFit.OUTSIDE}
        return found | {
            fit: read_closely(passages.asked, ranked, passages.reader) for fit, ranked in quotable.items()
        }

    @cached_property
    def _inside_answers(self) -> bool:
        """Whether those from inside the time that is asked for answer."""
        return answers(self._query, self._by_time[TimeFit.INSIDE])

    @cached_property
    def _fit(self) -> TimeFit:
        """Which of them the answer is taken from; undated ones only where none from inside answers."""
        undated_answer = not self._inside_answers and answers(self._query, self._by_time[TimeFit.UNDATED])
        return TimeFit.UNDATED if undated_answer else TimeFit.INSIDE

    @property
    def _ranked(self) -> Sequence[Candidate]:
        """The sentences of the time that is asked for, the one that answers best first."""
        return self._by_time[self._fit]

    @cached_property
    def hits_in_time(self) -> Sequence[Hit]:
        """The passages with a sentence that is not of another time than is asked for; all where none is asked for."""
        if not self._query.asked_times.times:
            return self._hits
        kept = {
            c.hit.passage_id
            for fit, found in self._by_time.items()
            if fit is not TimeFit.OUTSIDE
            for c in found
        }
        return [hit for hit in self._hits if hit.passage_id in kept]

    @property
    def answers(self) -> bool:
        """Whether the passages answer the question at all."""
        return self._inside_answers or self._fit is TimeFit.UNDATED

    def in_time(self, written: Answer) -> Answer:
        """A written answer without what is of another time than is asked for."""
        return (
            without_outside(written, self._by_time[TimeFit.OUTSIDE])
            if self._query.asked_times.times
            else written
        )

    def answer(self) -> Answer:
        """One to three sentences that answer, or a refusal with the nearest passages."""
        if not self.answers:
            return refusal(
                self._question, self._query, self._hits, self._all, outside=self._by_time[TimeFit.OUTSIDE]
            )
        composed = self._composed()
        return Answer(
            question=self._question.text,
            searched_for=self._question.searched_for,
            sentences=tuple(e.sentence(n) for n, e in enumerate(composed.excerpts, start=1)),
            citations=tuple(e.citation(n) for n, e in enumerate(composed.excerpts, start=1)),
            language=self._question.language,
            note=composed.note
            or (Note(code=NoteCode.TIME_UNKNOWN) if self._fit is TimeFit.UNDATED else None),
        )

    def _composed(self) -> _Composition:
        if self._query.breadth is not Breadth.ONE:
            several = self._one_an_article()
            if len(several) > 1:
                return self._of_several(several)
        others = conflicts(self._ranked, self._query)
        if others:
            return self._of_conflicts([self._ranked[0], *others])
        return _Composition(self._readable(self._best()), self._update())

    def _best(self) -> list[Candidate]:
        best = self._ranked[0]
        if best.read is not None:
            bar = best.score - _FURTHER_READ
            near = [c for c in self._ranked if c is best or (c.score >= bar and answers(self._query, [c]))]
        else:
            bar = best.score - _FURTHER_MARGIN
            near = [c for c in self._ranked if c.score >= bar and (c.kind == 1 or best.kind < 1)]
        return _chosen(near, _MAX_SENTENCES, _MAX_CHARS)

    def _one_an_article(self) -> list[Candidate]:
        firsts: dict[str, Candidate] = {}
        for candidate in self._ranked:
            firsts.setdefault(candidate.hit.article_id, candidate)
        near = [
            candidate
            for candidate in firsts.values()
            if candidate.score >= self._ranked[0].score - _SEVERAL_MARGIN
            and answers(self._query, [candidate])
        ]
        return _chosen(near, _MAX_ARTICLES, _MAX_CHARS_OF_SEVERAL)

    def _of_several(self, chosen: Sequence[Candidate]) -> _Composition:
        if self._query.breadth is Breadth.TIMELINE:
            chosen = sorted(chosen, key=_time)
        return _Composition([Excerpt.of(c).attributed(self._question.language) for c in chosen])

    def _of_conflicts(self, chosen: Sequence[Candidate]) -> _Composition:
        newest_first = sorted(chosen, key=_time, reverse=True)
        excerpts = [Excerpt.of(c).attributed(self._question.language) for c in newest_first]
        return _Composition(excerpts, self._superseded(newest_first) or Note(code=NoteCode.ARTICLES_DIFFER))

    def _superseded(self, newest_first: Sequence[Candidate]) -> Note | None:
        """What to say where the newest report is by the outlet of all the others."""
        newest, *others = newest_first
        if newest.hit.source and all(other.hit.source == newest.hit.source for other in others):
            return self._updates(newest.hit.published, others[0].hit.published)
        return None

    def _update(self) -> Note | None:
        """What to say where the best passage stands for an earlier version of itself too."""
        best = self._ranked[0].hit
        copies = [r for r in best.also if r.source == best.source and r.published and best.source]
        earlier = [r.published for r in copies if r.published and self._is_of_the_same(r)]
        return self._updates(best.published, max(earlier)) if earlier else None

    def _is_of_the_same(self, copy: NearDuplicate) -> bool:
        """Whether a near-copy tells of what the best sentence tells of: two dams may be described in the same words."""
        article = self._query.snapshot.catalogue.article(copy.article_id)
        best = AnsweringReport(StatedAnswer(self._ranked[0], self._query.kind, self._query.names))
        return article is not None and best.is_named_in(f"{article.title}. {article.text}", self._query)

    def _updates(self, newer: datetime | None, older: datetime | None) -> Note | None:
        if newer is None or older is None or newer <= older:
            return None
        return Note(code=NoteCode.REPORT_UPDATED, newer=newer, older=older)

    def _readable(self, chosen: Sequence[Candidate]) -> list[Excerpt]:
        """Excerpts, one that depends on what stands before it helped.

        They come in the order of their articles.  Where the passages were read, the sentence that answers comes first.
        """
        best, first = Excerpt.of(chosen[0]), chosen[0].hit.article_id
        read = chosen[0].read is not None
        excerpts = sorted(
            (best, *(Excerpt.of(c) for c in chosen[1:])),
            key=lambda e: (read and e is not best, e.hit.article_id != first, -_place(e, chosen), e.start),
        )
        room = _MAX_CHARS - sum(len(e.quote) for e in excerpts)
        shown: list[Excerpt] = []
        for excerpt in excerpts:
            follows = bool(shown) and _follows(excerpt, shown[-1])
            helped = [excerpt] if follows else self._helped(excerpt, room, len(excerpts))
            room -= sum(len(e.quote) for e in helped[:-1])
            shown += helped
        return shown

    def _helped(self, excerpt: Excerpt, room: int, count: int) -> list[Excerpt]:
        """The excerpt with the name its pronoun stands for, or after the sentence before it."""
        if not refers_back(excerpt.quote):
            return [excerpt]
        before = self._before(excerpt)
        if before is None:
            return [excerpt]
        name = only_person(before.quote)
        if name and person_pronoun(excerpt.quote):
            return [replace(excerpt, name=" ".join(name.split()))]
        if len(before.quote) <= room and count < _MAX_SENTENCES:
            return [before, excerpt]
        return [excerpt]

    def _before(self, excerpt: Excerpt) -> Excerpt | None:
        """The sentence before an excerpt in its article."""
        article = self._query.snapshot.catalogue.article(excerpt.hit.article_id)
        if article is None:
            return None
        start = max(0, excerpt.start - _LOOKED_BACK)
        found = sentences(article.text[start : excerpt.start])
        if not found or (start and len(found) < 2):
            return None  # what stands at the very start of the window may be cut in the middle
        span = found[-1]
        at = start + span.start
        return Excerpt(hit=excerpt.hit, start=at, quote=article.text[at : start + span.end])


def _chosen(ranked: Sequence[Candidate], most: int, chars: int) -> list[Candidate]:
    """The first candidates that say something new, as many as fit; always the first."""
    chosen: list[Candidate] = []
    length = 0
    for candidate in ranked:
        if len(chosen) == most:
            break
        size = candidate.end - candidate.start
        if chosen and (length + size > chars or any(_repeats(candidate, other) for other in chosen)):
            continue
        chosen.append(candidate)
        length += size
    return chosen


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    """Whether a sentence says what another one of its article or of a copy says; two outlets may say the same."""
    ours, theirs = vocabulary(candidate.text), vocabulary(other.text)
    if ours == theirs:
        return True
    return candidate.hit.article_id == other.hit.article_id and len(ours & theirs) >= _SAID_ALREADY * min(
        len(ours), len(theirs)
    )


def _time(candidate: Candidate) -> float:
    published = candidate.hit.published
    return published.timestamp() if published else float("-inf")


def _place(excerpt: Excerpt, chosen: Sequence[Candidate]) -> float:
    """The best score of the chosen sentences of its article, so that the better article comes first."""
    return max(c.score for c in chosen if c.hit.article_id == excerpt.hit.article_id)


def _follows(excerpt: Excerpt, before: Excerpt) -> bool:
    """Whether an excerpt stands right after another one, but for white space."""
    return excerpt.hit.article_id == before.hit.article_id and 0 <= excerpt.start - before.end <= 3
