"""The fields of a record by the names that people and programs give them: one table for every format."""

from __future__ import annotations

import ast
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.languages.registry import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FIELDS = ("id", "text", "title", "url", "published", "updated", "source", "author", "language")
"""The fields of a record."""

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|h[1-6]|img|figure|figcaption|blockquote|table|tr|td|th|hr"
    r"|article|section|iframe|script|style|pre|code|sup|sub|del|ins|small|font|center|video|audio|source)\b[^<>]*>"
    r"|<!--.*?-->|&(?:[a-z]{2,8}\d?|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE | re.DOTALL,
)
_BLANK_LINES = re.compile(r"\r?\n[ \t]*\r?\n\s*")
# WordPress's shortcodes: those that hold something that is not the article's text, and the marks of others.
_SHORTCODE_WITH_CONTENT = re.compile(
    r"\[(caption|gallery|embed|audio|video|playlist|contact-form-7|iframe|youtube)\b[^\]\n]*\](?:.{0,5000}?\[/\1\])",
    re.DOTALL,
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|contact-form-7|iframe|youtube|(?:vc|et_pb|av|fusion|su)_\w+)"
    r"\b[^\]\n]*\]"
)
_LIST = re.compile(r"\[(?:['\"].*['\"])?\]", re.DOTALL)
_NAME_KEYS = ("name", "rendered", "title", "text", "value", "#text", "@value", "content", "$t")
_ENDINGS = ("rendered", "name", "value", "text")
_NO_VALUE = frozenset({"nan", "nat", "null", "none", "<na>", "n/a", "#n/a"})


@cache
def field_names() -> Mapping[str, str]:
    """The field for each name that a source may give it: its own, or another one in one of the languages."""
    names = {name: name for name in FIELDS}
    for language in languages().values():
        for name, field in language.column_names.field_of().items():
            names.setdefault(name, field)
    return names


@lru_cache(maxsize=10_000)
def field_of(name: str) -> str | None:
    """The field that a source means by a name, whatever its case, its spaces and its hyphens."""
    key = _key(name.strip("\ufeff"))
    found = _keys().get(key)
    if found is None and "." in name:
        # What a nested object was flattened to: title.rendered, source.name.
        stem, _, ending = name.rpartition(".")
        found = _keys().get(_key(stem)) if _key(ending) in _ENDINGS else None
    return found


def record_fields(named: Mapping[str, object]) -> dict[str, object]:
    """Find the fields of a record among what a source names in its own way.

    Of several names for a field that hold something, the field's very name comes first, then the surest name.
    Lists and objects of names become names.  HTML in the text and in the title becomes text.

    Args:
        named: Values by the source's names; those that are nobody's are passed over.

    Returns:
        Values by our names, without those that hold nothing.
    """
    candidates: dict[str, list[tuple[int, object]]] = {}
    for name, value in named.items():
        field = field_of(name)
        if field is not None and not is_nothing(value):
            candidates.setdefault(field, []).append((_rank(name, field), value))
    fields = {field: _plain(field, _best(field, found)) for field, found in candidates.items()}
    if "text" in named:
        fields.setdefault("text", named["text"])  # so that what is wrong with it is told
    return fields


def is_nothing(value: object) -> bool:
    """Whether a value stands for none: null, NaN, an empty text or list."""
    if isinstance(value, str):
        return not value.strip() or (len(value) <= 6 and value.strip().lower() in _NO_VALUE)
    return value is None or value in ([], {}) or value != value  # noqa: PLR0124 - NaN is what differs from itself


def without_markup(text: str) -> str:
    """The words of a text that may be HTML, with WordPress's marks in it; a text without tags stays as it is."""
    if "[" in text:
        text = _SHORTCODE.sub("", _SHORTCODE_WITH_CONTENT.sub("", text))
    if ("<" not in text and "&" not in text) or not _MARKUP.search(text):
        return text
    from corpus.readers.html_tree import text_of_fragment

    # Editors leave blank lines for paragraphs between their tags.
    return text_of_fragment(_BLANK_LINES.sub("<br><br>", text))


@lru_cache(maxsize=10_000)
def _rank(name: str, field: str) -> int:
    """How sure a name is: 0 for the field's own, then by its place in the table of its language."""
    return 0 if _key(name) == field else _ranks().get(_key(name), len(_ranks()))


def _best(field: str, found: list[tuple[int, object]]) -> object:
    ordered = [value for _, value in sorted(found, key=lambda pair: pair[0])]
    if field in ("published", "updated"):
        # Jekyll's `published: true` says whether, not when.
        ordered = [value for value in ordered if not isinstance(value, bool)] or [None]
    return ordered[0]


def _plain(field: str, value: object) -> object:
    if field in ("title", "text", "source") and isinstance(value, dict):
        value = _name_in(value)
    if field == "author":
        value = _authors(value)
    if field in ("title", "text", "source", "author") and isinstance(value, str):
        return without_markup(value)
    if field == "id" and isinstance(value, dict):
        return next((value[key] for key in ("rendered", "$oid", "value", "#text") if key in value), value)
    if field in ("published", "updated") and isinstance(value, dict):
        return next((value[key] for key in ("$date", "value", "#text") if key in value), value)
    return value


def _authors(value: object) -> object:
    """The names of people: a list, objects with names, or the text of a list as pandas writes it to a table."""
    if isinstance(value, str) and _LIST.fullmatch(value.strip()):
        try:
            value = ast.literal_eval(value.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return value
    if isinstance(value, (list, tuple)):
        names = [_name_in(one) if isinstance(one, dict) else one for one in value]
        return ", ".join(dict.fromkeys(_stripped(names))) or None
    return _name_in(value) if isinstance(value, dict) else value


def _stripped(names: Iterable[object]) -> Iterator[str]:
    for name in names:
        if isinstance(name, str) and not is_nothing(name):
            yield name.strip()


def _name_in(value: Mapping[str, object]) -> object:
    """The name of what an object describes."""
    return next((value[key] for key in _NAME_KEYS if isinstance(value.get(key), str)), dict(value))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


@cache
def _keys() -> Mapping[str, str]:
    """The field for each name, its parts run together: publishDate, publish_date and Publish Date are one."""
    keys: dict[str, str] = {}
    for name, field in field_names().items():
        keys.setdefault(_key(name), field)
    return keys


@cache
def _ranks() -> Mapping[str, int]:
    """How sure each name is that is not a field's own."""
    ranks: dict[str, int] = {}
    for language in languages().values():
        for place, name in enumerate(language.column_names.field_of(), start=1):
            ranks.setdefault(_key(name), place)
    return ranks
