"""What a timeline is asked for: the words of its subject, and the times that restrict it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

from corpus import clean, detect_language
from corpus.languages.registry import all_words, any_pattern, languages
from retrieval.store.filters import Filters
from retrieval.text.timex import Period, periods

if TYPE_CHECKING:
    from datetime import date, datetime

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a topic

_FEW_WORDS = 2
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a timeline is asked for.

    Attributes:
        text: As it was asked, without stray characters.
        subject: What is looked for: the topic without words such as "what was reported about" and without times.
        periods: The times of publication that it is restricted to; empty where it is not.
        language: Code of its language; `None` where it cannot be told, as of many a name.
    """

    text: str
    subject: str
    periods: tuple[Period, ...]
    language: str | None

    @property
    def after(self) -> date | None:
        """The first day of the first of the times; `None` where there are none or one has no beginning."""
        starts = [period.start for period in self.periods]
        return None if None in starts else min((start for start in starts if start), default=None)

    @property
    def before(self) -> date | None:
        """The exclusive end of the times, as a day; `None` where there are none or one has no end."""
        ends = [period.end for period in self.periods]
        return None if None in ends else max((end for end in ends if end), default=None)

    def filters(self) -> list[Filters]:
        """What to look among: a filter for each of the times, or one that lets everything pass."""
        return [Filters(first_day=period.start, end_day=period.end) for period in self.periods] or [Filters()]

    @classmethod
    def of(cls, given: str, now: datetime) -> Self:
        """The topic in a text, which may be words ("Rogun in 2018") or a question ("What was written about Rogun?").

        Args:
            given: Any text; its first 2,000 characters are looked at.
            now: The moment that "last year" is counted from, with a time zone.
        """
        text = " ".join(clean(given)[:_MAX_CHARS].split())
        subject, restricting = text, []
        for period in periods(text, now):
            at = subject.find(period.words)
            if at < 0:
                restricting.append(period)
            elif not _belongs_to_a_name(subject, at, period.words):
                restricting.append(period)
                subject = _without(subject, at, at + len(period.words))
        subject = _framed(subject)
        return cls(
            text=text,
            # "News of 2018" names nothing but a time: then the words themselves are all there is to look for.
            subject=subject if any(c.isalnum() for c in subject) else text,
            periods=tuple(restricting),
            language=topic_language(text),
        )


def topic_language(text: str) -> str | None:
    """The language of a topic; `None` where it cannot be told, as of a name or a word alone.

    Returns:
        A code such as "ru".
    """
    found = detect_language(text)
    # The endings of one or two words mislead: the Russian word for drones has one of Tajik.
    if found is None or len(text.split()) > _FEW_WORDS or languages()[found].detection_signs.assumed:
        return found
    own_letters = languages()[found].detection_signs.letters
    return found if not own_letters or re.search(f"[{own_letters}]", text, re.IGNORECASE) else None


def _belongs_to_a_name(text: str, at: int, words: str) -> bool:
    """Whether a time is no time of publication but part of what is looked for: "the 2022 World Cup"."""
    behind = text[at + len(words) :]
    before = _phrases().hanging_before.search(text[:at])
    said_as_a_time = before is not None and before[0].strip(" ,(").casefold() not in _articles()
    return (
        _YEAR.fullmatch(words) is not None
        and not said_as_a_time
        and re.match(r" \w{2}", behind) is not None
        and (_phrases().hanging_behind.match(behind) is None)
    )


def _without(text: str, start: int, end: int) -> str:
    before, behind = (
        _phrases().hanging_before.sub("", text[:start]),
        _phrases().hanging_behind.sub("", text[end:]),
    )
    return " ".join(f"{before} {behind}".split())


def _framed(text: str) -> str:
    """The topic within the words about it; the text itself where there are none."""
    for frame in _phrases().frames:
        if (found := frame.match(text)) and any(c.isalnum() for c in found["topic"]):
            return found["topic"].strip(" ?!.,:;…")
    return text.strip(" ?!.,:;…")


class _TopicPatterns(NamedTuple):
    """What stands about a topic.

    Attributes:
        frames: What people put about a topic; the group `topic` is the topic.
        hanging_before: What is left hanging where a time behind it is taken out: "Rogun in".
        hanging_behind: The same behind a time.
    """

    frames: tuple[re.Pattern[str], ...]
    hanging_before: re.Pattern[str]
    hanging_behind: re.Pattern[str]


@cache
def _phrases() -> _TopicPatterns:
    frames = [frame for language in languages().values() for frame in language.topic_words.frames]
    before = any_pattern(lambda language: language.topic_words.before_times)
    behind = any_pattern(lambda language: language.topic_words.behind_times)
    return _TopicPatterns(
        frames=tuple(re.compile(rf"^\W*{frame}\W*$", re.IGNORECASE | re.DOTALL) for frame in frames),
        hanging_before=re.compile(rf"(?:(?:^|[\s,(]){before}[.,]?)+\s*$", re.IGNORECASE),
        hanging_behind=re.compile(rf"^\s*{behind}(?!\w)", re.IGNORECASE),
    )


@cache
def _articles() -> frozenset[str]:
    return all_words(lambda language: filter(None, [language.phrase_words.article]))
