"""A table that lists pages by their addresses: each page is fetched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path  # noqa: TC003 - a field's type
from typing import TYPE_CHECKING

from corpus.address import normal
from corpus.errors import ArticleError, CorpusError, SkippedError, SourceError
from corpus.readers import json as json_lines
from corpus.readers import json_file, tables
from corpus.readers.contents import reason_of
from corpus.readers.date import is_no_date, read_date
from corpus.readers.fields import record_fields
from corpus.web.page import PageItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from corpus.source import Item
    from corpus.web.fetcher import Fetcher

    Rows = Callable[[Path, str], Iterator[tuple[int, Mapping[str, object]] | CorpusError]]

_KNOWN = ("title", "published", "updated", "source", "author", "language")


@dataclass(frozen=True, slots=True)
class ListedPages:
    """A source that is a table of addresses, such as Media Cloud and GDELT give.

    Attributes:
        path: The table: CSV, TSV, JSON Lines or JSON.
        name: What the source is called.
        fetcher: Fetches the pages.
    """

    path: Path
    name: str
    fetcher: Fetcher = field(repr=False, compare=False)

    @property
    def lists_all(self) -> bool:
        """Never: a page that fails may be back tomorrow, and a table that cannot be read takes nothing out."""
        return False

    def items(self) -> Iterator[Item | CorpusError]:
        """The pages of the table, each once; what the table says of them stands where they say nothing."""
        try:
            yield from self._items()
        except CorpusError as error:
            yield error
        except OSError as error:
            yield SourceError(self.name, reason_of(error))

    def _items(self) -> Iterator[Item | CorpusError]:
        listed: set[str] = set()
        for row in self._rows(self.path, self.path.as_posix()):
            if isinstance(row, CorpusError):
                yield row
                continue
            line, named = row
            item = self._item(record_fields(named))
            if item is None:
                yield ArticleError(
                    f"{self.path.as_posix()}:{line}", "has no web address to fetch its page from"
                )
            elif item.origin not in listed:
                listed.add(item.origin)
                if len(listed) > self.fetcher.max_pages:
                    reason = f"lists more than the {self.fetcher.max_pages:,} pages that are read"
                    yield SkippedError(self.name, f"{reason}; PRESSCITE_FETCH_MAX_PAGES allows more")
                    return
                yield item

    @property
    def _rows(self) -> Rows:
        suffix = self.path.suffix.lower()
        if suffix in (".jsonl", ".ndjson"):
            return json_lines.read_records
        return json_file.read_records if suffix == ".json" else tables.read_records

    def _item(self, fields: Mapping[str, object]) -> PageItem | None:
        address = normal(str(fields.get("url") or ""))
        if address is None:
            return None
        known = {name: fields[name] for name in _KNOWN if isinstance(fields.get(name), str)}
        known |= {name: _moment(fields.get(name)) for name in ("published", "updated")}
        stated = {name: fact for name, fact in known.items() if fact}
        written = [(n, f.isoformat() if isinstance(f, datetime) else f) for n, f in sorted(stated.items())]
        fingerprint = hashlib.sha256(repr(written).encode("utf-8", "surrogatepass")).hexdigest()
        return PageItem(address, fingerprint, self.fetcher, stated)


def _moment(value: object) -> datetime | None:
    """A date of the table, for the record of the page; what cannot be read is left to the page."""
    try:
        return None if is_no_date(value) else read_date(value)
    except ValueError:
        return None
