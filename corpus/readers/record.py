"""A record: the named fields of one article as a source holds them, checked and made into an `Article`."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.clean import clean
from corpus.errors import ArticleError, CorpusError
from corpus.headline import headline
from corpus.languages.detection import detect_language
from corpus.languages.registry import languages
from corpus.readers.date import read_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_HALF_PAIR = re.compile("[\ud800-\udfff]")


FIELDS = ("id", "text", "title", "url", "published", "updated", "source", "author", "language")
"""The fields of a record."""


@cache
def field_names() -> Mapping[str, str]:
    """The field for each name that a source may give it: its own, or another one in one of the languages."""
    names = {name: name for name in FIELDS}
    for language in languages().values():
        for name, field in language.column_names.field_of().items():
            names.setdefault(name, field)
    return names


class Record:
    """The fields of one article, read by name.

    Args:
        fields: `text` is needed; `id`, `title`, `url`, `published`, `updated`, `source`, `author` and `language`
            may be missing or null; others are ignored.
        path: What the file is called in ids and reports.
        line: The line the record stands on, where the file holds several.
    """

    def __init__(self, fields: Mapping[str, object], *, path: str, line: int | None = None) -> None:
        self._fields = fields
        self._path = path
        self._line = line
        self.origin = path if line is None else f"{path}:{line}"

    def article(self) -> Article:
        """Make the article.

        Its id is the one given, else its address, else the path of the file; where the file holds several
        articles, `path#` and a hash of title and text.

        Raises:
            ArticleError: If a field cannot be used, or there is no text.  The reason names the field.
        """
        text = clean(self._text("text") or "")
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
            language=self._language() or detect_language(text),
            origin=self.origin,
        )

    def _text(self, name: str) -> str | None:
        value = self._fields.get(name)
        if value is None or isinstance(value, str):
            return value
        raise ArticleError(self.origin, f"{name} is {_kind(value)}, not text; write it in quotes")

    def _line_of(self, name: str) -> str | None:
        """The field as one cleaned line, `None` where it is missing or blank."""
        return " ".join(clean(self._text(name) or "").split()) or None

    def _exact(self, name: str) -> str | None:
        """The field just as it stands, `None` where it is missing or blank."""
        value = self._text(name) or ""
        if _HALF_PAIR.search(value):
            raise ArticleError(
                self.origin, f"{name} {_shown(value)} holds half of a character; write it anew"
            )
        return value if value.strip() else None

    def _id(self) -> str | None:
        value = self._fields.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self._exact("id")

    def _url(self) -> str | None:
        value = (self._exact("url") or "").strip()
        if value and not _WEB_ADDRESS.fullmatch(value):
            raise ArticleError(
                self.origin, f"url {_shown(value)} is not a web address; write it with http:// or https://"
            )
        return value or None

    def _date(self, name: str) -> datetime | None:
        value = self._fields.get(name)
        if value is None or value == "":
            return None
        try:
            return read_date(value)
        except ValueError as error:
            raise ArticleError(self.origin, f"{name} {error}") from error

    def _language(self) -> str | None:
        value = (self._text("language") or "").strip()
        if value and not _LANGUAGE.fullmatch(value):
            raise ArticleError(
                self.origin, f"language {_shown(value)} is not a language code; write it as en, ru or tg"
            )
        return re.split("[-_]", value.lower())[0] or None

    def _default_id(self, title: str, text: str) -> str:
        if self._line is None:
            return self._path
        digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
        return f"{self._path}#{digest[:12]}"


class Lines:
    """The articles of a file that holds one a line; each needs an id of its own.

    Args:
        path: What the file is called in ids and reports.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._lines_of: dict[str, int] = {}

    def take(self, fields: Mapping[str, object], line: int) -> Article | CorpusError:
        """Make the article of a line; an error where it cannot be taken or its id was there before."""
        try:
            article = Record(fields, path=self._path, line=line).article()
        except CorpusError as error:
            return error
        first = self._lines_of.setdefault(article.id, line)
        if first != line:
            reason = f"has the same id as line {first} ({article.id!r}); give each article an id of its own"
            return ArticleError(article.origin, reason)
        return article


def _kind(value: object) -> str:
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def _shown(value: str) -> str:
    """The value in quotes, short and safe to print."""
    return json.dumps(value if len(value) <= 80 else value[:79] + "…")
