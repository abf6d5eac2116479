"""Word documents: one article a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import SourceError
from corpus.readers import docx_text
from corpus.readers.bounded import extract
from corpus.readers.contents import load
from corpus.readers.html_tree import text_of_fragment
from corpus.readers.metadata import believable_author, believable_title
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.article import Article
    from corpus.errors import CorpusError

MAX_BYTES = 50_000_000
"""The most bytes a document may have: most of them are pictures."""

MAX_UNPACKED = 100_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_PROBLEMS = {
    docx_text.ENTITIES: "declares entities, which articles do not need and attacks do; save it anew",
    docx_text.TOO_LONG: f"unpacks to more than {MAX_UNPACKED:,} bytes; split it into articles",
    docx_text.LOCKED: "is locked with a password; save it without one",
    docx_text.BROKEN: "is no Word document that can be read; save it anew",
}


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a Word document.

    The title is the one that somebody gave the document, else a heading at its beginning.  The dates in it are
    those of the file, and none of the article's.

    Raises:
        CorpusError: If there is no text to be had.
        OSError: If it cannot be read.
    """
    data = load(path, origin, MAX_BYTES)
    if data.startswith(_OLD):
        raise SourceError(origin, "is locked with a password, or an old .doc; save it as .docx without one")
    found = extract(docx_text.__file__, data, origin, kind="a Word document", most_bytes=MAX_UNPACKED)
    if "problem" in found:
        raise SourceError(origin, _PROBLEMS[found["problem"]])
    markup = str(found["html"])
    heading, rest = _heading(markup)
    title = believable_title(found["title"]) or heading
    text = rest if heading and rest.strip() else text_of_fragment(markup)
    fields = {"title": title, "text": text, "author": believable_author(found["author"])}
    yield from Record(fields, path=origin).read()


def _heading(markup: str) -> tuple[str, str]:
    """The heading that a document begins with, and the text behind it; empty where it begins with none."""
    for tag in ("h1", "h2"):
        if markup.startswith(f"<{tag}>"):
            head, _, rest = markup.partition(f"</{tag}>")
            return " ".join(text_of_fragment(head).split()), text_of_fragment(rest)
    return "", ""
