"""The content systems, and which texts each of them publishes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from tests.evals.pages.dates import (
    american_day,
    dashed_day,
    day,
    iso,
    iso_compact,
    iso_day,
    iso_milliseconds,
    iso_utc,
    numeric_day,
    short_day,
    yearless_day,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from tests.evals.pages.page_text import PageText

_IN_UTC = frozenset({iso_milliseconds, iso_utc})


@dataclass(frozen=True, slots=True)
class System:
    """A content system.

    Attributes:
        name: That of its template.
        dated: Form of its addresses; `date` is when the text was published, `n` the number of the article.
        undated: The form where the page states no date, if it is another.
        figures: How it writes when a text was published, in figures.
        words: The same with the month's name.
        encodings: What it writes by language, where that is not UTF-8.
    """

    name: str
    dated: str
    undated: str = ""
    figures: tuple[Callable[[datetime], str], ...] = ()
    words: tuple[Callable[[datetime, str], str], ...] = ()
    encodings: tuple[tuple[str, str], ...] = ()

    @property
    def in_utc(self) -> bool:
        """Whether a date of its pages is in UTC."""
        return not _IN_UTC.isdisjoint(self.figures)

    def encoding(self, language: str) -> str:
        """What a page in the language is written in."""
        return dict(self.encodings).get(language, "utf-8")

    def path(self, text: PageText, number: int) -> str:
        """Where it publishes a text that is its article of that number."""
        form = self.dated if text.published else self.undated or self.dated
        return form.format(n=number, id=text.id, date=text.published)


_WINDOWS = (("ru", "windows-1251"), ("tg", "windows-1251"), ("en", "iso-8859-1"))

CYRILLIC = (
    System("bitrix", "/news/gorod/{n}/", figures=(numeric_day,), encodings=_WINDOWS),
    System(
        "dle",
        "/obshestvo/{n}-story-{id}.html",
        figures=(dashed_day,),
        encodings=(("ru", "windows-1251"), ("tg", "koi8-r")),
    ),
    System("agency", "/russia/{date:%Y/%m/%d}/{n}", "/russia/{n}", figures=(numeric_day,)),
    System("tilda", "/tpost/{id}k7x{n}-story", words=(day,)),
)
"""Systems met with on pages in Russian and Tajik."""

MIXED = (
    System("wordpress_classic", "/archives/{n}", figures=(iso,), words=(american_day,)),
    System(
        "wordpress_blocks",
        "/{date:%Y/%m}/story-{id}/",
        "/story-{id}/",
        figures=(iso_utc, iso),
        words=(american_day,),
    ),
    System("drupal", "/node/{n}", figures=(iso, numeric_day)),
    System("joomla", "/index.php/news/{n}-story-{id}", figures=(iso,), words=(day,)),
    System("ghost", "/story-{id}/", figures=(iso_milliseconds, iso_day), words=(short_day,)),
    System("amp", "/news/story-{n}/amp/", figures=(iso,), words=(american_day,)),
    System(
        "blogger",
        "/{date:%Y/%m}/blog-post_{n}.html",
        "/p/blog-post_{n}.html",
        figures=(iso,),
        words=(american_day,),
    ),
    System("medium", "/story-{id}-9f3c{n}ab", figures=(iso_milliseconds,), words=(american_day,)),
    System("squarespace", "/news/story-{id}", figures=(iso_compact, iso_day), words=(short_day,)),
    System("wix", "/post/story-{id}", figures=(iso_milliseconds,), words=(yearless_day,)),
    System(
        "jekyll",
        "/news/{date:%Y/%m/%d}/story-{id}.html",
        "/news/story-{id}.html",
        figures=(iso,),
        words=(american_day,),
    ),
    System(
        "arc",
        "/news/{date:%Y/%m/%d}/story-{id}/",
        "/news/story-{id}/",
        figures=(iso, iso_milliseconds),
        words=(american_day,),
    ),
    System("nextjs", "/article/{n}/story-{id}", figures=(iso,), words=(day,)),
    System("old_tables", "/news.phtml?id={n}", figures=(numeric_day,), encodings=_WINDOWS),
    System("mediawiki", "/wiki/Story_{id}", figures=(iso_day,), words=(american_day,)),
)
"""Systems met with in any language."""

LIVE = System("live_blog", "/live/{date:%Y}/story-{id}", figures=(iso,), words=(day,))
"""It has the six live blogs among the texts."""

SYSTEMS = (*CYRILLIC, *MIXED, LIVE)

_OF_HALF = 3  # texts in odd numbers that a system has, and as many in even ones


def assign(texts: Sequence[PageText]) -> dict[str, System]:
    """By id of a text, the system that publishes it: six texts for each.

    Every other text in Cyrillic goes to the Cyrillic systems until these are full, the rest to the mixed ones, in
    the order of numbers.  Two of the live blogs have odd numbers and four even ones, so that one system has four odd
    texts and two even ones.
    """
    assigned = {text.id: LIVE for text in texts if text.live}
    for odd, mixed in ((1, MIXED), (0, MIXED[::-1])):
        half = [text for text in texts if text.number % 2 == odd and not text.live]
        cyrillic = [text.id for text in half if text.language != "en"][::2][: _OF_HALF * len(CYRILLIC)]
        rest = [text.id for text in half if text.id not in cyrillic]
        assigned |= dict(zip(cyrillic, cycle(CYRILLIC), strict=False))
        assigned |= dict(zip(rest, cycle(mixed), strict=False))
    return assigned
