"""The question before a follow-up with another date or name in it: "And in 2015?"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.detection import script_of
from corpus.languages.registry import any_pattern
from corpus.languages.script import CYRILLIC
from retrieval.conversation.mentions import Mention, mentions
from retrieval.conversation.noun_phrase import phrase_span, with_article, without_article
from retrieval.text.timex import expressions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.conversation.context_dependence import ContextDependence
    from retrieval.conversation.turns import Turn

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class Substitution:
    """Puts the date or the name that a follow-up consists of into the question before it.

    Args:
        said: The questions before the follow-up, made to stand alone, with their answers; latest first, at least one.
        today: The day that relative times are counted from.
    """

    def __init__(self, said: Sequence[Turn], today: date) -> None:
        self._before = said[0].question
        self._everything = " ".join(part for one in said for part in (one.question, one.answer))
        self._today = today

    def question(self, dependence: ContextDependence) -> str | None:
        """The question that a follow-up stands for; `None` where it is no date and no name alone."""
        if dependence.anaphors or not (dependence.tied or dependence.corrects):
            return None
        phrase = dependence.core.strip(" ?.!…")
        own = len(_own_preposition(phrase))
        if [(max(e.at, own), e.to) for e in expressions(phrase, self._today)] == [(own, len(phrase))]:
            return self._with_date(phrase)
        if dependence.tied and (name := self._only_name(phrase[own:])):
            return self._with_name(phrase, name)
        return None

    def _only_name(self, phrase: str) -> Mention | None:
        """The name that a phrase consists of, its noun and its article aside."""
        bare = without_article(phrase)
        # A word stands before it, as a name at the beginning of a sentence is told less surely.
        text = with_article(bare)
        named = mentions(text, self._everything)
        whole = [(begin, len(text)) for begin in (0, len(text) - len(bare))]
        return named[0] if len(named) == 1 and phrase_span(text, named[0]) in whole else None

    def _with_date(self, phrase: str) -> str | None:
        before = self._before
        dates = expressions(before, self._today)
        foreign = (script_of(before) == CYRILLIC) != (script_of(phrase) == CYRILLIC)
        if not dates and not foreign:
            return f"{before.rstrip(' ?.!…')} {phrase}?"
        if len(dates) != 1:
            return None
        at, to = dates[0].at, dates[0].to
        if foreign:
            dated = _with_year(before[at:to], phrase)
            return None if dated is None else before[:at] + dated + before[to:]
        return _put(before, at, to, phrase + _year_behind(phrase, before[at:to]))

    def _with_name(self, phrase: str, name: Mention) -> str | None:
        named = mentions(self._before, self._everything)
        alike = [one for one in named if one.kind is name.kind]
        if not alike and len(named) == 1 and not (name.sure and named[0].sure):
            alike = named
        if not alike or any(one.text == name.text for one in named):
            return None
        at, to = phrase_span(self._before, alike[-1])
        return _put(self._before, at, to, phrase)


def _with_year(dated: str, phrase: str) -> str | None:
    """A date with the year of a phrase in another script; `None` where one of them has none."""
    years = _YEAR.findall(phrase)
    return _YEAR.sub(years[0], dated) if years and _YEAR.search(dated) else None


def _year_behind(phrase: str, dated: str) -> str:
    """The year of the date before, as it is put behind a month that has none."""
    if _YEAR.search(phrase) or not _YEAR.search(dated) or not _phrases().month.fullmatch(phrase):
        return ""
    tail = _phrases().with_year.search(dated)
    if tail is None:
        return ""
    return tail.group() if tail.start() else f" {tail.group()}"


def _own_preposition(phrase: str) -> str:
    found = _phrases().preposition.match(phrase)
    return found.group() if found else ""


def _put(text: str, at: int, to: int, phrase: str) -> str:
    """A text with a phrase in the place of a part, and of the preposition before where the phrase has its own."""
    if _own_preposition(phrase) and (before := _phrases().behind_preposition.search(text[:at])):
        at = before.start()
    return text[:at] + phrase + text[to:]


class _PhrasePatterns(NamedTuple):
    """What phrases with dates and names are told by.

    Attributes:
        preposition: A preposition at the beginning of a phrase, with its article.
        behind_preposition: The same at the end of what stands before a phrase.
        month: A month, with a day or without.
        with_year: The year at the end of a date, and what ties it to the day.
    """

    preposition: re.Pattern[str]
    behind_preposition: re.Pattern[str]
    month: re.Pattern[str]
    with_year: re.Pattern[str]


@cache
def _phrases() -> _PhrasePatterns:
    article = any_pattern(lambda language: language.phrase_words.article)
    preposition = any_pattern(lambda language: language.phrase_words.prepositions) + f" (?:{article} )?"
    before_month = any_pattern(lambda language: language.phrase_words.time_prepositions)
    month_prefix = any_pattern(lambda language: language.phrase_words.month_prefix)
    link = any_pattern(lambda language: language.phrase_words.year_link)
    year_prefix = any_pattern(lambda language: language.phrase_words.year_prefix)
    year_suffix = any_pattern(lambda language: language.phrase_words.year_suffix)
    patterns = (
        preposition,
        rf"(?<!\w){preposition}$",
        rf"(?:{before_month} )?(?:{month_prefix} )?[^\W\d]{{3,9}}(?: \d{{1,2}})?",
        rf"(?:^|,?(?: {link})? )(?:{year_prefix} )?\d{{4}}(?: ?{year_suffix})?$",
    )
    return _PhrasePatterns(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
