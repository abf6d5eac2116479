"""How right an extraction is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.evals.pages.extraction import Extraction
    from tests.evals.pages.page_text import PageText
    from tests.evals.pages.render import Page

_WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")


@dataclass(slots=True)
class Score:
    """Of one page.

    Attributes:
        missing: Words of the text that were not extracted, as often as they are missing.
        extra: Words that were extracted and are not of the text.
        f1: Harmonic mean of precision and recall over words.
        date: "right", "none" or "wrong", for a page that states a date and for one that does not.
    """

    missing: Counter[str]
    extra: Counter[str]
    f1: float
    date: str


@dataclass(slots=True)
class Tally:
    """Of several pages."""

    f1: list[float] = field(default_factory=list)
    stated: Counter[str] = field(default_factory=Counter)
    unstated: Counter[str] = field(default_factory=Counter)

    def add(self, page: Page, score: Score) -> None:
        self.f1.append(score.f1)
        (self.stated if page.days else self.unstated)[score.date] += 1

    @property
    def mean(self) -> float:
        return sum(self.f1) / len(self.f1)


def score(page: Page, extraction: Extraction) -> Score:
    """Hold what was made of a page against its text."""
    gold = Counter(words("\n".join(page.text.parts), page.text))
    found = Counter(words(_without_title(extraction.text, page.text.title), page.text))
    common = (gold & found).total()
    f1 = 2 * common / (gold.total() + found.total())
    return Score(gold - found, found - gold, f1, _date(page, extraction))


def words(text: str, of: PageText) -> Iterable[str]:
    """Words in lower case.  The times of reports of live blogs count neither way: they are no words of the reports."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.findall((_CLOCK.sub(" ", text) if of.live else text).lower())


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.strip("# ") == title else text


def _date(page: Page, extraction: Extraction) -> str:
    if not extraction.days:
        return "none" if page.days else "right"
    return "right" if extraction.days <= page.days else "wrong"
