"""What was reported when about a topic: an entry a day, a month or a year, each with the words of its best article."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from corpus.duplicates import groups
from retrieval.answer import Answer
from retrieval.answering.text_fragment import text_fragment
from retrieval.errors import QuestionError
from retrieval.store.hit import NearDuplicate
from retrieval.timelines.topic import Topic
from retrieval.timelines.topic_search import TopicSearch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus import Article
    from retrieval.answer import Citation
    from retrieval.answering.quote.candidate import Candidate
    from retrieval.retriever import HybridRetriever
    from retrieval.store.catalogue import Catalogue
    from retrieval.text.day import Unit
    from retrieval.timelines.topicality import TopicSentence

_DAYS_AT_MOST = timedelta(days=62)  # of a span that is told day by day
_MONTHS_AT_MOST = timedelta(days=3653)  # of one that is told month by month

# What repeats a text later than that is another report: a weather report, say.
_COPIED_WITHIN = timedelta(days=3)
_LONGEST_QUOTE = 300  # characters
_LEAST_QUOTE = 60
_NEAREST = 3
_SPOKEN = ("en", "ru", "tg")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One period of a timeline.

    Attributes:
        start: Its first day.
        end: The day behind its last.
        articles: How many articles of the period speak of the topic, copies counted.
        stories: The same with near-copies of one story counted once, on the day of the first of them.
        citations: What the best of them says, quoted to the letter: at least one, numbered through the timeline.
        trimmed: Whether the quoted sentence goes on in the article.
        also: The other articles with the quoted story.
    """

    start: date
    end: date
    articles: int
    stories: int
    citations: tuple[Citation, ...]
    trimmed: bool = False
    also: tuple[NearDuplicate, ...] = ()

    @property
    def text(self) -> str:
        """What is quoted, on one line, with an ellipsis where the sentence goes on."""
        said = " ".join(" ".join(citation.quote.split()) for citation in self.citations)
        return f"{said}…" if self.trimmed else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What was reported when about a topic; without entries, the articles do not speak of it.

    Attributes:
        topic: As it was asked.
        subject: What was looked for: the topic without words such as "what was reported about" and without times.
        unit: What an entry is: a "day", a "month" or a "year".
        entries: Oldest first.
        counts: The first day of every period that has stories, and how many; also of those without an entry.
        articles: How many dated articles speak of the topic, copies counted.
        stories: The same with near-copies counted once.
        undated: How many more speak of it that have no date, or one in the future.
        complete: Whether all that is about the topic was looked at; not so where more passages are about it than are
            looked at for one timeline, some thousands.
        omitted: How many periods have no entry, because there were more than asked for.
        after: The beginning of the times that the topic names, where it names some that begin.
        before: Their end; articles published then are out.
        nearest: Where there are no entries, up to three of the closest passages, best first; else empty.
        missing: Where there are none, up to three words of the topic that no passage speaks of.
        newest: Where there are none, when the newest article of all was published; `None` where no article is dated.
        language: Code of the topic's language ("en", "ru", "tg"), for what a front end says itself.
    """

    topic: str
    subject: str
    unit: Unit = "day"
    entries: tuple[TimelineEntry, ...] = ()
    counts: tuple[tuple[date, int], ...] = ()
    articles: int = 0
    stories: int = 0
    undated: int = 0
    complete: bool = True
    omitted: int = 0
    after: datetime | None = None
    before: datetime | None = None
    nearest: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    newest: datetime | None = None
    language: str = "en"

    @property
    def refused(self) -> bool:
        """Whether the articles do not speak of the topic."""
        return not self.entries

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all entries, numbered from 1."""
        return tuple(citation for entry in self.entries for citation in entry.citations)

    def refusal(self) -> Answer:
        """What a reader is told where there are no entries, as an answer that refuses."""
        return Answer(
            question=self.topic,
            searched_for=self.subject,
            refused=True,
            nearest=self.nearest,
            missing=self.missing,
            newest=self.newest,
            language=self.language,
        )

    def to_dict(self) -> dict[str, Any]:
        """The timeline as plain JSON types, with `refused`; dates are ISO 8601 strings."""
        facts: dict[str, Any] = {**_plain(asdict(self)), "refused": self.refused}
        facts["counts"] = [{"start": day, "stories": count} for day, count in facts["counts"]]
        return facts


def build_timeline(
    retriever: HybridRetriever,
    topic: str,
    *,
    limit: int = 30,
    now: datetime | None = None,
    language: str = "en",
) -> Timeline:
    """Find what was reported when about a topic.

    Args:
        retriever: Its store is looked in, with its embedding model.
        topic: Words or a question, in any language.  Times in it ("in 2018") restrict the dates of publication.
        limit: At most so many entries; of more, those with the most stories are kept.
        now: The moment that "last year" is counted from, with a time zone; the real one by default.
        language: The reader's, for topics whose own cannot be told; many a name has none.

    Returns:
        A timeline in which an entry is a day, a month where the articles span more than two months, or a year where
        they span more than ten years.

    Raises:
        QuestionError: The topic is no text, or the limit is below 1.
        EmptyStoreError: Nothing was put into the store yet.
    """
    if not isinstance(topic, str):
        raise QuestionError("a topic is a text, such as 'Rogun dam'")
    if limit < 1:
        raise QuestionError(f"limit = {limit} is below 1")
    now = now or datetime.now(UTC)
    asked = Topic.of(topic, now)
    with retriever.store.reading() as snapshot:
        search = TopicSearch(asked.subject, snapshot, retriever.embeddings)
        found, complete = search.about(asked.filters())
        dated = [best for best in found if _is_dated(best, now)]
        blank = Timeline(
            topic=asked.text,
            subject=asked.subject,
            undated=len(found) - len(dated),
            complete=complete,
            after=asked.after,
            before=asked.before,
            language=_spoken(asked.language, language),
        )
        if dated:
            return _Telling(blank, dated, snapshot.catalogue).timeline(limit)
        nearest, absent = search.nearest(_NEAREST)
        texts = snapshot.catalogue.articles([c.hit.article_id for c in nearest])
        return replace(
            blank,
            nearest=tuple(_cited(number, c, texts)[0] for number, c in enumerate(nearest, start=1)),
            missing=absent,
            newest=snapshot.catalogue.dates()[1],
        )


class _Telling:
    """The stories about one topic, put into periods.

    Args:
        blank: The timeline without them.
        found: The articles that are about the topic, all of them dated.
        catalogue: Holds them.
    """

    def __init__(self, blank: Timeline, found: Sequence[TopicSentence], catalogue: Catalogue) -> None:
        self._blank = blank
        self._found = sorted(found, key=lambda best: (_moment(best), best.candidate.hit.article_id))
        self._catalogue = catalogue

    def timeline(self, limit: int) -> Timeline:
        """All periods counted, and an entry for as many of them as are asked for."""
        stories = self._stories()
        days = [_day(story[0]) for story in stories]
        unit = _unit(min(days), max(days))
        periods: defaultdict[date, list[list[TopicSentence]]] = defaultdict(list)
        for story, day in zip(stories, days, strict=True):
            periods[_start(day, unit)].append(story)
        kept = sorted(periods, key=lambda start: (-len(periods[start]), start))[:limit]
        quoted = [_best(periods[start]) for start in sorted(kept)]
        texts = self._catalogue.articles([best.candidate.hit.article_id for best, _ in quoted])
        entries = tuple(
            _entry(number, unit, start, periods[start], texts)
            for number, start in enumerate(sorted(kept), start=1)
        )
        return replace(
            self._blank,
            unit=unit,
            entries=entries,
            counts=tuple((start, len(periods[start])) for start in sorted(periods)),
            articles=len(self._found),
            stories=len(stories),
            omitted=len(periods) - len(kept),
        )

    def _stories(self) -> list[list[TopicSentence]]:
        """The articles with near-copies together, each story with its first reports first."""
        passages = [best.candidate.hit.passage_id for best in self._found]
        signatures = self._catalogue.signatures(passages)
        stories = []
        for copies in groups([signatures[id_] for id_ in passages]):
            story: list[TopicSentence] = []
            for best in (self._found[position] for position in copies):
                if story and _moment(best) - _moment(story[0]) > _COPIED_WITHIN:
                    stories.append(story)
                    story = []
                story.append(best)
            stories.append(story)
        return stories


def _spoken(topic: str | None, reader: str) -> str:
    """The language that a front end speaks: the topic's, or else the reader's, as far as there are words in it."""
    return topic if topic in _SPOKEN else reader if reader in _SPOKEN else "en"


def _best(stories: Sequence[list[TopicSentence]]) -> tuple[TopicSentence, list[TopicSentence]]:
    """The sentence of some stories that says most, and its story."""
    # Of a story that goes on over days, its first day is told.
    firsts = [max(_of_first_day(story), key=lambda best: best.saying) for story in stories]
    return max(zip(firsts, stories, strict=True), key=lambda pair: (pair[0].saying, len(pair[1])))


def _entry(
    number: int, unit: Unit, start: date, stories: Sequence[list[TopicSentence]], texts: Mapping[str, Article]
) -> TimelineEntry:
    quoted, story = _best(stories)
    citation, trimmed = _cited(number, quoted.candidate, texts)
    return TimelineEntry(
        start=start,
        end=_next(start, unit),
        articles=sum(map(len, stories)),
        stories=len(stories),
        citations=(citation,),
        trimmed=trimmed,
        also=tuple(NearDuplicate.of(other.candidate.hit) for other in story if other is not quoted),
    )


def _of_first_day(story: Sequence[TopicSentence]) -> Iterator[TopicSentence]:
    return (best for best in story if _day(best) == _day(story[0]))


def _cited(number: int, candidate: Candidate, texts: Mapping[str, Article]) -> tuple[Citation, bool]:
    """The citation of a sentence, and whether the sentence goes on behind it."""
    start, end = candidate.start, candidate.start + _quoted(candidate.text)
    citation = candidate.hit.cite(number, start, end)
    text = texts[candidate.hit.article_id].text
    linked = replace(citation, url=text_fragment(citation.url, text, citation.start, citation.end))
    return linked, end < candidate.end


def _quoted(sentence: str) -> int:
    """How much of a sentence is quoted: all of it, or up to the last clause or word that fits."""
    if len(sentence) <= _LONGEST_QUOTE:
        return len(sentence)
    for mark in (r"[;:](?=\s)|\n", r",(?=\s)|\s[—–]\s", r"\s"):
        ends = [m.start() for m in re.finditer(mark, sentence[:_LONGEST_QUOTE])]
        if ends and ends[-1] >= _LEAST_QUOTE:
            return len(sentence[: ends[-1]].rstrip())
    return _LONGEST_QUOTE


def _is_dated(sentence: TopicSentence, now: datetime) -> bool:
    published = sentence.candidate.hit.published
    return published is not None and published <= now


def _moment(sentence: TopicSentence) -> datetime:
    published = sentence.candidate.hit.published
    assert published is not None  # noqa: S101 - of dated articles only
    return published


def _day(sentence: TopicSentence) -> date:
    return _moment(sentence).date()


def _unit(first: date, last: date) -> Unit:
    if last - first <= _DAYS_AT_MOST:
        return "day"
    return "month" if last - first <= _MONTHS_AT_MOST else "year"


def _start(day: date, unit: Unit) -> date:
    if unit == "day":
        return day
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next(start: date, unit: Unit) -> date:
    """The first day of the next period; the last day of all time has none behind it."""
    try:
        if unit == "day":
            return start + timedelta(days=1)
        if unit == "month" and start.month < 12:
            return start.replace(month=start.month + 1)
        return start.replace(year=start.year + 1, month=1)
    except (OverflowError, ValueError):
        return date.max


def _plain(value: Any) -> Any:
    """Plain JSON types all the way down."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
