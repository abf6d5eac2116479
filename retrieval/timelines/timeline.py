"""What was reported when about a topic: an entry a day, a month or a year, each with the words of its best article."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from retrieval.answer import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from retrieval.answer import Citation
    from retrieval.text.day import Unit
    from retrieval.timelines.entry import TimelineEntry


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
        after: The first day of the times that the topic names, where it names some that begin.
        before: The day behind their last; articles published then are out.
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
    after: date | None = None
    before: date | None = None
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


def _plain(value: Any) -> Any:
    """Plain JSON types all the way down."""
    if isinstance(value, dict):
        # Without a server, citations have no link to a page.
        return {
            key: _plain(inner) for key, inner in value.items() if not (key == "reading_url" and inner is None)
        }
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
