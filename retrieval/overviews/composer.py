"""Answers that show several articles by a sentence each, newest first, one story once."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self

from corpus.duplicates import groups
from retrieval.answer import Answer
from retrieval.answering.refusal import refuse
from retrieval.answering.refusal_reason import refusal
from retrieval.note import Note, NoteCode
from retrieval.overviews.lead import excerpt, lead, opening_hits
from retrieval.overviews.request import OverviewRequest
from retrieval.query.answer_kind import AnswerKind
from retrieval.question_kind import QuestionKind
from retrieval.text.analysis import stop_words, words
from retrieval.text.named_text import NamedText
from retrieval.timelines.topic_search import TopicSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.answer import Citation, Sentence
    from retrieval.answering.extractor import Extractor
    from retrieval.answering.quote.candidate import Candidate
    from retrieval.answering.quote.excerpt import Excerpt
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.query.query import Query
    from retrieval.question import Question
    from retrieval.store.filters import Filters
    from retrieval.store.hit import Hit
    from retrieval.timelines.topicality import TopicSentence

_MOST = {QuestionKind.OVERVIEW: 4, QuestionKind.LATEST: 5}  # sentences
_MAX_CHARS = 1_200  # of all the sentences together
_CONSIDERED = 12  # articles of which copies are then left out
_LATELY = tuple(
    timedelta(days=days) for days in (7, 60, 365)
)  # where the newest are looked for, one after another
_NEAREST = 3


class OverviewComposer:
    """Composes the answer to one request for an overview or for the newest articles.

    Args:
        question: As it was asked.
        query: What was searched for; its snapshot holds the articles.
        embeddings: The store's embedding model.
        extractor: Answers the same question with its best sentences.
    """

    def __init__(
        self,
        question: Question,
        query: Query,
        embeddings: SentenceTransformerEmbeddings,
        extractor: Extractor,
    ) -> None:
        self._extractor = extractor
        self._question = question
        self._query = query
        self._snapshot = query.snapshot
        self._embeddings = embeddings
        self._request = OverviewRequest.of(query, question.filters, question.kind)

    @classmethod
    def of(
        cls,
        question: Question,
        query: Query,
        embeddings: SentenceTransformerEmbeddings,
        extractor: Extractor,
    ) -> Self | None:
        """What composes the answer, where an overview or the newest articles are asked for."""
        asked = question.kind in (QuestionKind.OVERVIEW, QuestionKind.LATEST)
        return cls(question, query, embeddings, extractor) if asked else None

    @cached_property
    def excerpts(self) -> list[Excerpt]:
        """The sentences, newest first; empty where no article is about what was asked for."""
        if not self._request.topic:
            found = self._leads(self._newest_articles())
        elif self._question.kind is QuestionKind.LATEST:
            found = self._spoken(self._newest_on_topic())
        else:
            found = self._spoken(self._search.best(_CONSIDERED, self._request.among))
        return _fitting(sorted(self._one_a_story(found), key=_time, reverse=True))

    @property
    def hits(self) -> list[Hit]:
        """The passages that the sentences stand in, in their order."""
        return list({one.hit.passage_id: one.hit for one in self.excerpts}.values())

    def answer(self) -> Answer:
        """The sentences as an answer; where there are none a refusal, or what answers an overview all the same."""
        if not self.excerpts:
            latest = self._question.kind is QuestionKind.LATEST
            return self._refusal() if latest else self._extractor.answer()
        first, cited = self._opening()
        known = {(citation.article_id, citation.start) for citation in cited}
        attributed = (one.attributed(self._question.language) for one in self.excerpts)
        shown = [one for one in attributed if (one.hit.article_id, one.start) not in known]
        numbered = list(enumerate(shown, start=len(cited) + 1))
        return Answer(
            question=self._question.text,
            searched_for=self._question.searched_for,
            sentences=(*first, *(one.sentence(n) for n, one in numbered)),
            citations=(*cited, *(one.citation(n) for n, one in numbered)),
            language=self._question.language,
        )

    def _opening(self) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
        """What goes before the others: of a person, the sentence that says who that is, with its citations."""
        if self._query.kind is not AnswerKind.PERSON:
            return (), ()
        said = self._extractor.answer()
        first = said.sentences[:1]
        numbers = {number for sentence in first for number in sentence.citations}
        return first, tuple(citation for citation in said.citations if citation.number in numbers)

    def _refusal(self) -> Answer:
        """What a reader is told where no article is about the topic, or none in the time asked for."""
        ranked = self._search.nearest(_NEAREST)[0] if self._request.topic else []
        hits, outside = [candidate.hit for candidate in ranked], self._outside()
        if outside:
            return refuse(
                self._question,
                [candidate.hit for candidate in outside],
                outside,
                note=Note(code=NoteCode.OTHER_TIME, newer=outside[0].hit.published),
            )
        return refusal(self._question, self._query, hits, ranked, outside=())

    def _outside(self) -> list[Candidate]:
        """The newest on the topic of another time than was asked for, newest first."""
        if self._request.timeless is None or not self._request.topic:
            return []
        about = self._search.best(_CONSIDERED, [self._request.timeless])
        dated = [one for one in about if one.candidate.hit.published is not None]
        return [one.candidate for one in sorted(dated, key=_published, reverse=True)[:_NEAREST]]

    @cached_property
    def _search(self) -> TopicSearch:
        return TopicSearch(self._request.topic, self._snapshot, self._embeddings)

    def _newest_articles(self) -> list[str]:
        """Ids of the newest articles, whatever they are about."""
        contents = self._snapshot.catalogue.contents()
        found = [
            headline
            for among in self._request.among
            for headline in contents.latest(2 * _CONSIDERED, self._query.now, among)
            if not headline.future
        ]
        newest = sorted(found, key=lambda headline: headline.published, reverse=True)
        return list(dict.fromkeys(headline.article_id for headline in newest))[: 2 * _CONSIDERED]

    def _newest_on_topic(self) -> list[TopicSentence]:
        """The newest articles about the topic, each by the sentence that says most about it."""
        found: list[TopicSentence] = []
        for among in self._lately():
            about, _ = self._search.about(among)
            dated = [one for one in about if (at := one.candidate.hit.published) and at <= self._query.now]
            found = sorted(dated, key=_published, reverse=True)
            if len(found) >= _CONSIDERED:
                break
        return found[:_CONSIDERED]

    def _lately(self) -> list[Sequence[Filters]]:
        """What to look among for the newest: ever longer times; those asked for where there are any."""
        newest = self._snapshot.catalogue.newest(self._question.filters, self._query.now)[1]
        if self._request.timeless is not None or newest is None:
            return [self._request.among]
        since = (newest.date() - time for time in _LATELY)
        return [
            *([filters.narrowed(after) for filters in self._request.among] for after in since),
            self._request.among,
        ]

    def _leads(self, article_ids: Sequence[str]) -> list[Excerpt]:
        """The first sentences of articles."""
        return [one for hit in opening_hits(self._snapshot, article_ids) if (one := lead(hit))]

    def _spoken(self, found: Sequence[TopicSentence]) -> list[Excerpt]:
        """A sentence of each article: its first one where that is about the topic, else the one that says most."""
        leads = {
            one.hit.article_id: one
            for one in self._leads([one.candidate.hit.article_id for one in found])
            if self._names_topic(f"{one.hit.title}\n{one.quote}")
        }
        best = (one.candidate for one in found)
        return [leads.get(c.hit.article_id) or excerpt(c.hit, c.start, c.text) for c in best]

    def _names_topic(self, text: str) -> bool:
        there = NamedText(text)
        return any(
            there.has(word) for word in words(self._request.topic) if word.casefold() not in stop_words()
        )

    def _one_a_story(self, found: Sequence[Excerpt]) -> list[Excerpt]:
        """The first of each story, as many as are shown."""
        signatures = self._snapshot.catalogue.signatures([one.hit.passage_id for one in found])
        stories = groups([signatures[one.hit.passage_id] for one in found])
        firsts = sorted(min(story) for story in stories)
        return [found[at] for at in firsts][: _MOST.get(self._question.kind, _MOST[QuestionKind.OVERVIEW])]


def with_overview(hits: Sequence[Hit], overview: OverviewComposer | None) -> Sequence[Hit]:
    """The passages of an overview, where there is one, and then others, each once."""
    if overview is None:
        return hits
    return list({hit.passage_id: hit for hit in (*overview.hits, *hits)}.values())


def _fitting(excerpts: Iterable[Excerpt]) -> list[Excerpt]:
    """The first ones that fit, at least one."""
    fitting: list[Excerpt] = []
    room = _MAX_CHARS
    for one in excerpts:
        if fitting and len(one.quote) > room:
            continue
        fitting.append(one)
        room -= len(one.quote)
    return fitting


def _time(excerpt: Excerpt) -> float:
    return excerpt.hit.published.timestamp() if excerpt.hit.published else float("-inf")


def _published(sentence: TopicSentence) -> float:
    published = sentence.candidate.hit.published
    return published.timestamp() if published else float("-inf")
