"""PDF: one article a file."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.errors import ArticleError, ArticleWarning, SourceError
from corpus.languages.registry import any_pattern
from corpus.readers import pdf_text
from corpus.readers.bounded import extract
from corpus.readers.contents import MAX_BYTES as MAX_CHARS
from corpus.readers.contents import load
from corpus.readers.date import read_date
from corpus.readers.metadata import believable_author, believable_title
from corpus.readers.record import Record
from corpus.readers.scan import scanned_pages
from corpus.readers.torn_lines import HYPHENS, Seams

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from corpus.article import Article
    from corpus.errors import CorpusError

MAX_BYTES = 50_000_000
"""The most bytes a PDF may have: most of them are pictures."""

MAX_PAGES = 500
_EDGE_LINES = 3  # how far from the top or the bottom of a page a running header or footer stands
_RUNS_ON = (*HYPHENS, ",", ";", "–", "—")
_SENTENCE_END = re.compile(r"[.!?…:؟۔][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-–—•*▪◦·‣]|\d{1,3}[.)])\s")

_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+)*", re.IGNORECASE)


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a PDF file.

    Raises:
        CorpusError: If it is not the text of an article.
        OSError: If it cannot be read.
    """
    record = _record(load(path, origin, MAX_BYTES), origin, {})
    yield from record.read()


def article(data: bytes, origin: str, known: Mapping[str, object] | None = None) -> Article:
    """Make the article of a PDF.

    Lines are joined to paragraphs, words that were broken at the end of a line are put together, and lines
    that stand at the edge of most pages (the name of the paper, page numbers) go.

    Title and author are those of the metadata where somebody, and not a program, gave them.  Its creation and
    modification dates are those of the file: an article of 1998 that was scanned today would be of today.  A
    date of publication is taken only from fields that say so (`prism:publicationDate`, `dcterms:issued`).

    Args:
        data: The file.
        origin: What it is called in ids and reports.
        known: Fields of the record that the feed or sitemap states which led here; they come before what the
            file says of itself.

    Raises:
        CorpusError: If there is no text to be had.
    """
    return _record(data, origin, known or {}).article()


def _record(data: bytes, origin: str, known: Mapping[str, object]) -> Record:
    if len(data) > MAX_BYTES:
        raise SourceError(origin, f"is {len(data):,} bytes long; a PDF may have {MAX_BYTES:,}")
    found = _extracted(data, origin)
    text = _text_of(found, data, origin)
    if len(text.encode("utf-8", "replace")) > MAX_CHARS:
        raise SourceError(origin, f"has more than {MAX_CHARS:,} bytes of text; split it into articles")
    given = {name: value for name, value in known.items() if value}
    record = Record({**_facts(found["info"]), **given, "text": text}, path=origin)
    if not any(char.isalpha() for page in found["pages"] for char in page):
        record.warnings.append(
            ArticleWarning(origin, "was read by text recognition, which may mistake letters")
        )
    return record


def _text_of(found: Mapping[str, Any], data: bytes, origin: str) -> str:
    """The text of what was extracted, that of its pictures where it is nothing else.

    Raises:
        ArticleError: There is none, or a page of it is missing.
    """
    bad_pages, count = found["bad_pages"], found["count"]
    text = _text(found["pages"])
    if not any(char.isalpha() for char in text):
        if bad_pages:
            raise ArticleError(origin, f"none of its {count} pages can be read; make the PDF anew")
        return _text(scanned_pages(data, origin, count))
    if bad_pages:
        raise ArticleError(
            origin,
            f"page {bad_pages[0]} of {count} cannot be read, and half an article is none; make it anew",
        )
    return text


def _extracted(data: bytes, origin: str) -> dict[str, Any]:
    """What the child process makes of it."""
    found = extract(pdf_text.__file__, data, origin, kind="a PDF", most_pages=MAX_PAGES, most_chars=MAX_CHARS)
    problem = found.get("problem")
    if problem == pdf_text.ENCRYPTED:
        raise SourceError(origin, "is locked with a password; save it without one")
    if problem == pdf_text.TOO_MANY_PAGES:
        reason = (
            f"has {int(found['detail']):,} pages; an article may have {MAX_PAGES}: split it into articles"
        )
        raise SourceError(origin, reason)
    if problem is not None:
        raise SourceError(origin, f"is no PDF that can be read ({found['detail']}); make it anew")
    return found


def _facts(info: Mapping[str, str]) -> dict[str, object]:
    """What the metadata says and a reader could believe."""
    facts: dict[str, object] = {"source": info.get("source")}
    facts["title"] = believable_title(info.get("title", ""))
    facts["author"] = believable_author(info.get("author", ""))
    language = _LANGUAGE.fullmatch(info.get("language", "").strip())
    facts["language"] = language[1].lower() if language else None
    for name in ("published", "updated"):
        try:
            facts[name] = read_date(info.get(name, ""))
        except ValueError:
            facts[name] = None
    return facts


@cache
def _page_number() -> re.Pattern[str]:
    page = any_pattern(lambda language: language.page_furniture.page)
    of_pages = any_pattern(lambda language: language.page_furniture.of_pages)
    number = rf"(?:{page}|-|–|—)?\s*\d{{1,4}}\s*(?:(?:/|{of_pages})\s*\d{{1,4}})?\s*[-–—]?"
    return re.compile(number, re.IGNORECASE)


def _text(pages: Sequence[str]) -> str:
    lined = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    lined = [[line for line in lines if line] for lines in lined]
    running = _running(lined)
    lines = [line for page in lined for line in _without_edges(page, running)]
    return "\n\n".join(_paragraphs(lines))


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that stand at the edge of at least half of the pages, their numbers aside."""
    if len(pages) < 3:
        return frozenset()
    counted = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines)})
    return frozenset(key for key, times in counted.items() if times >= max(3, (len(pages) + 1) // 2))


def _edges(lines: Sequence[str]) -> list[str]:
    return [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _without_edges(lines: Sequence[str], running: frozenset[str]) -> list[str]:
    first, last = 0, len(lines)
    while first < min(last, _EDGE_LINES) and _is_edge(lines[first], running):
        first += 1
    while last > max(first, len(lines) - _EDGE_LINES) and _is_edge(lines[last - 1], running):
        last -= 1
    return list(lines[first:last])


def _is_edge(line: str, running: frozenset[str]) -> bool:
    return _key(line) in running or bool(_page_number().fullmatch(line))


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines joined to paragraphs: one ends with a short line that ends a sentence, or where a list item begins."""
    if not lines:
        return []
    width = statistics.quantiles([len(line) for line in lines], n=10)[-2] if len(lines) > 1 else len(lines[0])
    seams = Seams(lines)
    paragraphs = [[lines[0]]]
    for before, line in pairwise(lines):
        ends = len(before) < 0.8 * width and bool(_SENTENCE_END.search(before))
        heading = len(before) < 0.6 * width and line[:1].isupper() and not before.endswith(_RUNS_ON)
        if ends or heading or _LIST_ITEM.match(line):
            paragraphs.append([line])
        else:
            kept, between = seams.between(before, line)
            paragraphs[-1][-1] = paragraphs[-1][-1][: kept - len(before) or None]
            paragraphs[-1] += [between, line]
    return ["".join(pieces) for pieces in paragraphs]
