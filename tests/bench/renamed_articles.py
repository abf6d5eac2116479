"""Real articles, and copies of them in which names are exchanged: a corpus of any size that reads like news.

The articles are those of 2wiki, squad2 and news_ru.  In the nth copy each name is another one of the same script, about
as frequent: a copy speaks of others, and words stay as frequent as they are.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.evals.sets import prepare, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SETS = ("2wiki", "squad2", "news_ru")

_CAPITALISED = re.compile(r"\b[A-ZА-ЯЁ][\w'’]*")
_SMALL = re.compile(r"\b[a-zа-яё][\w'’]*")
_LETTER = re.compile("[A-Z]")
_MOST_SMALL = 0.05  # of how often a name is written, how often it may be written small
_ALIKE = 40  # names, neighbours by how often they are written, that are exchanged with one another


class RenamedArticles:
    """The articles and their copies.

    Args:
        articles: The real ones, as JSON Lines have them.

    Attributes:
        real: The same.
    """

    def __init__(self, articles: Sequence[dict[str, Any]]) -> None:
        self.real = articles
        self._names = _names(f"{article.get('title') or ''}\n{article['text']}" for article in articles)

    @classmethod
    def of_sets(cls) -> RenamedArticles:
        """Those of 2wiki, squad2 and news_ru, in an order that mixes them."""
        with tempfile.TemporaryDirectory() as folder:
            found = {
                (name, str(article["id"])): {**article, "id": f"{name}-{article['id']}"}
                for name in SETS
                for one in prepare((name,), Path(folder))
                for article in records(one.articles)
            }
        mixed = list(found.values())
        random.Random(5).shuffle(mixed)  # noqa: S311 - a seeded order
        return cls(mixed)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The real articles, then their copies, without end."""
        yield from self.real
        copy = 0
        while True:
            copy += 1
            yield from self.copies(copy)

    def copies(self, number: int) -> Iterator[dict[str, Any]]:
        """All articles with names exchanged as they are in the copy of this number."""
        exchanged = _exchanged(self._names, number)
        for article in self.real:
            changed = {
                field: _CAPITALISED.sub(lambda found: exchanged.get(found[0], found[0]), article[field])
                for field in ("title", "text")
                if article.get(field)
            }
            yield {**article, **changed, "id": f"{article['id']}-copy-{number}"}


def outline(text: str) -> str:
    """A text with a mark for each word with a capital: what a copy has in common with what it was copied from."""
    return " ".join(_CAPITALISED.sub("A", text).split())


def _names(texts: Iterable[str]) -> list[str]:
    """Words that are hardly ever written small, the most frequent first."""
    capitalised: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        capitalised.update(_CAPITALISED.findall(text))
        small.update(_SMALL.findall(text))
    return [name for name, count in capitalised.most_common() if small[name.lower()] <= _MOST_SMALL * count]


def _exchanged(names: Sequence[str], number: int) -> dict[str, str]:
    """Another name for each, of the same letters and about as frequent."""
    drawn = random.Random(number)  # noqa: S311 - a seeded choice
    exchanged: dict[str, str] = {}
    for latin in (True, False):
        of_letters = [name for name in names if bool(_LETTER.match(name)) == latin]
        for start in range(0, len(of_letters), _ALIKE):
            alike = of_letters[start : start + _ALIKE]
            exchanged.update(zip(alike, drawn.sample(alike, len(alike)), strict=True))
    return exchanged
