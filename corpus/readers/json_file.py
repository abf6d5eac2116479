"""JSON: a list of articles, alone or in an object, JSON Feed, Telegram's export, or one article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from corpus.errors import ArticleError, SkippedError, SourceError
from corpus.readers import json as json_lines
from corpus.readers.contents import decode, load
from corpus.readers.date import day_comes_first
from corpus.readers.fields import field_of, is_nothing
from corpus.readers.record import Records
from corpus.readers.telegram import is_export, read_export

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from corpus.article import Article
    from corpus.errors import CorpusError

MAX_BYTES = 200_000_000
"""The most bytes a JSON file may have, which is read as a whole: the export of a large channel."""

_LISTS = (
    "articles", "items", "data", "results", "posts", "news", "documents", "docs", "records", "stories", "entries",
    "hits",
)  # fmt: skip
_WITHIN = ("response", "hits", "data", "result", "feed")  # objects in which others keep their list
_JSON_FEED = "https://jsonfeed.org/version/"


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read the articles of a JSON file.

    Raises:
        SourceError: If it is empty or no JSON.
        SkippedError: If it holds no articles.
        OSError: If it cannot be read.
    """
    try:
        value = _loaded(path, origin)
    except ExtraDataError:
        # One object a line, under another name.
        yield from json_lines.read(path, origin)
        return
    if is_export(value):
        yield from read_export(value, origin)
    else:
        yield from _articles(value, origin)


def read_records(path: Path, origin: str) -> Iterator[tuple[int, Mapping[str, object]] | CorpusError]:
    """The records of a JSON file, by their numbers, whether or not they have a text.

    Raises:
        SourceError: As `read`.
        OSError: If it cannot be read.
    """
    try:
        value = _loaded(path, origin)
    except ExtraDataError:
        yield from json_lines.read_records(path, origin)
        return
    records = value if isinstance(value, list) else _list_in(value) if isinstance(value, dict) else None
    for number, record in enumerate(records or (), start=1):
        if isinstance(record, dict):
            yield number, _unpacked(record)


class ExtraDataError(SourceError):
    """A file that holds more than one JSON value."""


def _loaded(path: Path, origin: str) -> object:
    """The value that a file holds.

    Raises:
        ExtraDataError: If there are several.
        SourceError: If it is empty or no JSON.
    """
    text = decode(load(path, origin, MAX_BYTES), origin)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"is not JSON ({error.msg}, line {error.lineno}, column {error.colno}); mend it"
        kind = ExtraDataError if error.msg == "Extra data" else SourceError
        raise kind(origin, reason) from error
    except RecursionError as error:
        raise SourceError(origin, "is not JSON that can be read (nested too deeply)") from error
    except ValueError as error:
        raise SourceError(origin, "is not JSON that can be read (a number has too many digits)") from error


def _articles(value: object, origin: str) -> Iterator[Article | CorpusError]:
    records = _records(value)
    if records is None:
        reason = "holds no articles: it is neither a list of objects nor an object with a list under "
        # A folder may well hold settings and the like.
        raise SkippedError(origin, f"{reason}{', '.join(_LISTS[:4])}")
    common = _common(value)
    taken = Records(origin, place="item", day_first=lambda field: day_comes_first(_values(records, field)))
    for number, record in enumerate(records, start=1):
        if isinstance(record, dict):
            # In a feed the address names the article, as it does where the feed is fetched.
            named = {**record, "id": None} if common and record.get("url") else _unpacked(record)
            yield from taken.take({**common, **named}, number)
        else:
            yield ArticleError(f"{origin}#{number}", "is not a JSON object")


def _records(value: object) -> Sequence[object] | None:
    """The list of articles in a JSON value; `None` where it has none."""
    if isinstance(value, list):
        return value if any(isinstance(one, dict) for one in value) else None
    if not isinstance(value, dict):
        return None
    found = _list_in(value)
    if found is None and any(field_of(name) == "text" for name in value):
        return [value]
    return found


def _list_in(value: Mapping[str, object]) -> Sequence[object] | None:
    """The list of articles in an object, or in an object in it that others keep theirs in."""
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, list) and (not found or isinstance(found[0], dict)):
            return found
    inner = (value[name] for name in _WITHIN if isinstance(value.get(name), dict))
    return next((listed for one in inner if (listed := _records(one)) is not None), None)


def _unpacked(record: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of a record; search engines wrap them."""
    source = record.get("_source")
    return {"_id": record.get("_id"), **source} if isinstance(source, dict) else record


def _common(value: object) -> dict[str, object]:
    """What a feed says of all its articles."""
    if not isinstance(value, dict) or not str(value.get("version", "")).startswith(_JSON_FEED):
        return {}
    return {"source": value.get("title"), "language": value.get("language")}


def _values(records: Sequence[object], field: str) -> Iterator[object]:
    for record in records:
        for name, value in record.items() if isinstance(record, dict) else ():
            if field_of(name) == field and not is_nothing(value):
                yield value
