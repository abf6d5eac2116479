"""The stories about one topic, put into the periods of a timeline."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from corpus.duplicates import groups
from retrieval.store.hit import NearDuplicate
from retrieval.timelines.calendar_unit import end_of, start_of, unit_for
from retrieval.timelines.entry import TimelineEntry
from retrieval.timelines.quotation import quotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from corpus import Article
    from retrieval.links.citation_links import CitationLinks
    from retrieval.store.catalogue import Catalogue
    from retrieval.timelines.topicality import TopicSentence

    Story: TypeAlias = list[TopicSentence]

# What repeats a text later than that is another report: of the weather, say.
_COPIED_WITHIN = timedelta(days=3)


class Stories:
    """The stories of a time.

    Args:
        found: The best sentence of each article about the topic, all of them dated; at least one.
        catalogue: Holds the articles.
        links: Give citations their links.

    Attributes:
        unit: The unit that the time is put in.
        articles: How many articles there are, copies counted.
    """

    def __init__(self, found: Sequence[TopicSentence], catalogue: Catalogue, links: CitationLinks) -> None:
        self._catalogue = catalogue
        self._links = links
        stories = _grouped(found, catalogue)
        days = [_day(story[0]) for story in stories]
        self.articles = len(found)
        self.unit = unit_for(min(days), max(days))
        self._periods: defaultdict[date, list[Story]] = defaultdict(list)
        for story, day in zip(stories, days, strict=True):
            self._periods[start_of(day, self.unit)].append(story)

    def __len__(self) -> int:
        return sum(map(len, self._periods.values()))

    def counts(self) -> tuple[tuple[date, int], ...]:
        """The first day of every period, ascending, and how many stories it has."""
        return tuple((start, len(self._periods[start])) for start in sorted(self._periods))

    def entries(self, limit: int) -> tuple[TimelineEntry, ...]:
        """An entry for each of the periods with most stories, at most so many, oldest first."""
        kept = sorted(self._periods, key=lambda start: (-len(self._periods[start]), start))[:limit]
        quoted = [(start, *_best(self._periods[start])) for start in sorted(kept)]
        articles = self._catalogue.articles([best.candidate.hit.article_id for _, best, _ in quoted])
        return tuple(
            self._entry(number, start, best, story, articles)
            for number, (start, best, story) in enumerate(quoted, start=1)
        )

    def _entry(
        self, number: int, start: date, best: TopicSentence, story: Story, articles: Mapping[str, Article]
    ) -> TimelineEntry:
        stories = self._periods[start]
        citation, trimmed = quotation(number, best.candidate, articles, self._links)
        return TimelineEntry(
            start=start,
            end=end_of(start, self.unit),
            articles=sum(map(len, stories)),
            stories=len(stories),
            citations=(citation,),
            trimmed=trimmed,
            also=tuple(NearDuplicate.of(other.candidate.hit) for other in story if other is not best),
        )


def _grouped(found: Sequence[TopicSentence], catalogue: Catalogue) -> list[Story]:
    """The articles with near-copies together, each story with its first reports first."""
    found = sorted(found, key=lambda best: (_moment(best), best.candidate.hit.article_id))
    passages = [best.candidate.hit.passage_id for best in found]
    signatures = catalogue.signatures(passages)
    stories = []
    for copies in groups([signatures[id_] for id_ in passages]):
        story: Story = []
        for best in (found[position] for position in copies):
            if story and _moment(best) - _moment(story[0]) > _COPIED_WITHIN:
                stories.append(story)
                story = []
            story.append(best)
        stories.append(story)
    return stories


def _best(stories: Sequence[Story]) -> tuple[TopicSentence, Story]:
    """The sentence of some stories that says most, and its story."""
    # Of a story that goes on over days, its first day counts.
    firsts = [max(_of_first_day(story), key=lambda best: best.saying) for story in stories]
    return max(zip(firsts, stories, strict=True), key=lambda pair: (pair[0].saying, len(pair[1])))


def _of_first_day(story: Story) -> Iterator[TopicSentence]:
    return (best for best in story if _day(best) == _day(story[0]))


def _moment(sentence: TopicSentence) -> datetime:
    published = sentence.candidate.hit.published
    assert published is not None  # noqa: S101 - of dated articles only
    return published


def _day(sentence: TopicSentence) -> date:
    return _moment(sentence).date()
