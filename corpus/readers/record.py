"""A record: the named fields of one article as a source holds them, checked and made into an `Article`."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.clean import clean
from corpus.errors import ArticleError, ArticleWarning, CorpusError
from corpus.headline import headline
from corpus.languages.detection import language_of
from corpus.readers.date import AmbiguousDateError, is_no_date, read_date
from corpus.readers.fields import is_nothing, record_fields
from corpus.readers.garbled import GarbledTextError, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_PATH = re.compile(r"/[^/\s][^\s]*|/")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Record:
    """The fields of one article, read by name.

    Args:
        fields: `text` is needed; `id`, `title`, `url`, `published`, `updated`, `source`, `author` and `language`
            may be missing or null; others are ignored.
        path: What the file is called in ids and reports.
        line: The line the record stands on, or its number, where the file holds several.
        mark: What stands between the path and that.
        day_first: Tells whether 03/04/2024 is written with the day first in a field, as its column shows.

    Attributes:
        warnings: What was left out of the article, once it is made.
    """

    def __init__(
        self,
        fields: Mapping[str, object],
        *,
        path: str,
        line: int | None = None,
        mark: str = ":",
        day_first: Callable[[str], bool | None] | None = None,
    ) -> None:
        self._fields = fields
        self._path = path
        self._line = line
        self._day_first = day_first
        self.origin = path if line is None else f"{path}{mark}{line}"
        self.warnings: list[ArticleWarning] = []

    def read(self) -> Iterator[Article | CorpusError]:
        """The article and, behind it, what was left out of it.

        Raises:
            ArticleError: If there is no text.
        """
        yield self.article()
        yield from self.warnings

    def article(self) -> Article:
        """Make the article.

        Its id is the one given, else its address, else the path of the file; where the file holds several
        articles, `path#` and a hash of title and text.  A field other than the text that cannot be used is left
        out, with a warning that names it.

        Raises:
            ArticleError: If there is no text.
        """
        text = clean(self._readable("text", self._article_text()))
        if not text:
            raise ArticleError(self.origin, "has no text")
        title = self._line_of("title") or headline(text)
        url = self._url()
        return Article(
            id=self._id() or url or self._default_id(title, text),
            text=text,
            title=title,
            url=url,
            published=self._date("published"),
            updated=self._date("updated"),
            source=self._line_of("source"),
            author=self._line_of("author"),
            language=language_of(text, self._language()),
            origin=self.origin,
        )

    def _article_text(self) -> str:
        value = self._fields.get("text")
        if value is None or isinstance(value, str):
            return value or ""
        raise ArticleError(self.origin, f"text is {_kind(value)}, not text; write it in quotes")

    def _readable(self, name: str, value: str) -> str:
        try:
            return readable(value)
        except GarbledTextError as error:
            raise ArticleError(self.origin, f"{name} is garbled ({error}); save it as UTF-8") from error

    def _warn(self, name: str, problem: str) -> None:
        self.warnings.append(
            ArticleWarning(self.origin, f"{name} {problem}; the article was taken without it")
        )

    def _text(self, name: str) -> str | None:
        value = self._fields.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "title"):
            return str(value)  # YAML and JSON make numbers of them
        if is_nothing(value):
            return None
        if isinstance(value, float) and value.is_integer() and name == "id":
            return str(int(value))  # as pandas has a column of numbers in which one is missing
        self._warn(name, f"is {_kind(value)}, not text")
        return None

    def _line_of(self, name: str) -> str | None:
        """The field as one cleaned line, `None` where it is missing or blank."""
        value = self._text(name) or ""
        try:
            return " ".join(clean(readable(value)).split()) or None
        except GarbledTextError as error:
            self._warn(name, f"is garbled ({error})")
            return None

    def _exact(self, name: str) -> str | None:
        """The field just as it stands, `None` where it is missing or blank."""
        value = self._text(name) or ""
        if "\0" in value:  # which no database server keeps
            self._warn(name, f"{_shown(value)} holds a NUL")
            return None
        if _HALF_PAIR.search(value):
            self._warn(name, f"{_shown(value)} holds half of a character")
            return None
        return value if value.strip() else None

    def _id(self) -> str | None:
        return self._exact("id")

    def _url(self) -> str | None:
        value = (self._exact("url") or "").strip()
        if value and not _WEB_ADDRESS.fullmatch(value):
            # A path is how Hugo and Jekyll say where a page of their own goes.
            if not _PATH.fullmatch(value):
                self._warn("url", f"{_shown(value)} is not a web address, with http:// or https://")
            return None
        return value or None

    def _date(self, name: str) -> datetime | None:
        value = self._fields.get(name)
        if is_no_date(value):
            return None
        try:
            return self._read_date(name, value)
        except ValueError as error:
            self._warn(name, str(error).partition(";")[0])
            return None

    def _read_date(self, name: str, value: object) -> datetime:
        try:
            return read_date(value)
        except AmbiguousDateError:
            day_first = self._day_first(name) if self._day_first else None
            return read_date(value, day_first=day_first)

    def _language(self) -> str | None:
        value = (self._text("language") or "").strip()
        if value and not _LANGUAGE.fullmatch(value):
            self._warn("language", f"{_shown(value)} is not a language code such as en, ru or tg")
            return None
        return re.split("[-_]", value.lower())[0] or None

    def _default_id(self, title: str, text: str) -> str:
        if self._line is None:
            return self._path
        digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
        return f"{self._path}#{digest[:12]}"


class Records:
    """The articles of a file that holds several; each needs an id of its own.

    Args:
        path: What the file is called in ids and reports.
        place: What is counted: "line" or "item".
        day_first: As for `Record`.
    """

    def __init__(
        self, path: str, place: str = "line", day_first: Callable[[str], bool | None] | None = None
    ) -> None:
        self._path = path
        self._place = place
        self._day_first = day_first
        self._lines_of: dict[str, int] = {}

    def take(self, named: Mapping[str, object], line: int) -> Iterator[Article | CorpusError]:
        """Make the article of a line, by whatever names it calls its fields.

        Returns:
            The article and what was left out of it; an error where it cannot be taken or its id was there before.
        """
        mark = ":" if self._place == "line" else "#"
        fields = record_fields(named)
        record = Record(fields, path=self._path, line=line, mark=mark, day_first=self._day_first)
        try:
            article = record.article()
        except CorpusError as error:
            yield error
            return
        first = self._lines_of.setdefault(article.id, line)
        if first != line:
            reason = f"has the same id as {self._place} {first} ({article.id!r}); give each article an id of its own"
            yield ArticleError(article.origin, reason)
            return
        yield article
        yield from record.warnings


def _kind(value: object) -> str:
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def _shown(value: str) -> str:
    """The value in quotes, short and safe to print."""
    return json.dumps(value if len(value) <= 80 else value[:79] + "…")
