"""What a timeline is asked for: the words of its subject, and the times that restrict it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from corpus import clean, detect_language
from retrieval.store.filters import Filters
from retrieval.text.timex import Period, periods

if TYPE_CHECKING:
    from datetime import datetime

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a topic

# What people put about a topic and no article says of itself; the group is the topic.
_FRAMES = tuple(
    re.compile(rf"^\W*{frame}\W*$", re.IGNORECASE | re.DOTALL)
    for frame in (
        r"what (?:was|were|is|are|has been|have been|do|did|does|have|has)(?: (?:the )?"
        r"(?:articles?|news|media|papers|newspapers|press|outlets))?(?: been)? "
        r"(?:reported|written|published|said|known|say|write|report|wrote|new)(?: (?:so far|recently))? "
        r"(?:about|on|of|with|regarding) (?P<topic>.+)",
        r"what(?: has|['’]s)? (?:happened|happening|new|going on) (?:with|to|in|at|around|about) (?P<topic>.+)",
        r"how (?:did|has|have) (?P<topic>.+?) (?:develop|evolve|change|unfold)\w*(?: over (?:time|the years))?",
        r"(?:(?:show|give|tell) (?:me |us )?)?(?:(?:an?|the|all|latest) )*"
        r"(?:(?:timeline|chronology|news|headlines|coverage|reports?|articles?|stories|everything) "
        r"(?:of|about|on|for|from)|(?:(?<=tell me )|(?<=tell us )|(?<=all ))about) (?P<topic>.+)",
        r"(?P<topic>.+?)[,:]? (?:timeline|chronology)",
        r"что (?:нового |о |об |про )?(?:писали|пишут|писало?с?ь?|сообщали|сообщают|сообщалось|говорили|говорят|"
        r"говорится|известно|написано|сказано|слышно|происходило|происходит|случилось|было|нового)"
        r"(?: (?:СМИ|газеты|издания|журналисты))?(?: в (?:статьях|новостях|прессе|газетах|сми))? "
        r"(?:обо|об|о|про|насч[её]т|с|со|у|по|в|во) (?P<topic>.+)",
        r"(?:(?:покажи|расскажи|дай)(?:те)? (?:мне |нам )?)?(?:все |вс[её] |последние )*"
        r"(?:хронологи[яию]|хроник[ау]|новости|сообщения|статьи|вс[её]|расскажи(?:те)?)(?: (?:обо|об|о|про|по|из))? "
        r"(?P<topic>.+)",
        r"(?:дар бораи|оид ба|роҷеъ ба) (?P<topic>.+?) (?:чӣ|чиҳо) [\w ]+",
        r"(?:чӣ|чиҳо) [\w ]{0,30}(?:дар бораи|оид ба|роҷеъ ба) (?P<topic>.+?)(?: [\w]*(?:навишта|гуфта|хабар)[\w ]*)?",
        r"(?:(?:ҳама|ахбор|хабар|мақола)(?:ҳо)?и?|хронологияи|солномаи)(?: (?:дар бораи|оид ба|аз))? (?P<topic>.+)",
        r"(?:дар бораи|оид ба|роҷеъ ба) (?P<topic>.+)",
    )
)

# What is left hanging where a time is taken out: "Rogun in", "в … году".
_HANGING = (
    r"in|on|at|during|from|since|for|of|until|till|before|after|between|and|the|"
    r"в|во|за|на|с|со|до|после|году|года|год|гг?|дар|аз|то|соли|моҳи|рӯзи"
)
_HANGING_BEFORE = re.compile(rf"(?:(?:^|[\s,(])(?:{_HANGING})[.,]?)+\s*$", re.IGNORECASE)
_HANGING_BEHIND = re.compile(r"^\s*(?:году|года|год|гг?\.|г\.)(?!\w)", re.IGNORECASE)
_FEW_WORDS = 2
_TAJIK_LETTERS = re.compile("[ғӣқӯҳҷ]", re.IGNORECASE)
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
    def after(self) -> datetime | None:
        """When the first of the times begins; `None` where there are none or one has no beginning."""
        starts = [period.start for period in self.periods]
        return None if None in starts else min((start for start in starts if start), default=None)

    @property
    def before(self) -> datetime | None:
        """When the last of the times is over; `None` where there are none or one has no end."""
        ends = [period.end for period in self.periods]
        return None if None in ends else max((end for end in ends if end), default=None)

    def filters(self) -> list[Filters]:
        """What to look among: a filter for each of the times, or one that lets everything pass."""
        return [
            Filters(published_after=period.start, published_before=period.end) for period in self.periods
        ] or [Filters()]

    @classmethod
    def of(cls, given: str, now: datetime) -> Self:
        """The topic in a text, which may be words ("Rogun in 2018") or a question ("Что писали о Рогуне?").

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
    # The endings of one or two words mislead: "беспилотники" has one of Tajik.
    if found == "tg" and len(text.split()) <= _FEW_WORDS and not _TAJIK_LETTERS.search(text):
        return None
    return found


def _belongs_to_a_name(text: str, at: int, words: str) -> bool:
    """Whether a time is no time of publication but part of what is looked for: "the 2022 World Cup"."""
    behind = text[at + len(words) :]
    before = _HANGING_BEFORE.search(text[:at])
    said_as_a_time = before is not None and before[0].strip(" ,(").casefold() != "the"
    return (
        _YEAR.fullmatch(words) is not None
        and not said_as_a_time
        and re.match(r" \w{2}", behind) is not None
        and (_HANGING_BEHIND.match(behind) is None)
    )


def _without(text: str, start: int, end: int) -> str:
    before, behind = _HANGING_BEFORE.sub("", text[:start]), _HANGING_BEHIND.sub("", text[end:])
    return " ".join(f"{before} {behind}".split())


def _framed(text: str) -> str:
    """The topic within the words about it; the text itself where there are none."""
    for frame in _FRAMES:
        if (found := frame.match(text)) and any(c.isalnum() for c in found["topic"]):
            return found["topic"].strip(" ?!.,:;…")
    return text.strip(" ?!.,:;…")
