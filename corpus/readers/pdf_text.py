"""The text of a PDF, read in a child process (`child`); needs nothing of presscite and imports none of it."""

from __future__ import annotations

import importlib.util
import io
import logging
import zlib
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCRYPTED, BROKEN, TOO_MANY_PAGES = "encrypted", "broken", "too many pages"
"""What may stand in `problem`."""

_PRISM = tuple(f"http://prismstandard.org/namespaces/basic/{n}/" for n in ("1.2", "2.0", "2.1", "2.2", "3.0"))
_LEAST_LINES = 4  # of a page that is looked at for columns
_UNPACKED_AT_ONCE = 1_000_000
_TERMS = "http://purl.org/dc/terms/"


def extract(data: bytes, most_pages: int, most_chars: int) -> dict[str, Any]:
    """Read a PDF.

    Args:
        data: The file.
        most_pages: More pages are a problem.
        most_chars: Reading stops behind the page on which there are more characters.

    Returns:
        `pages`: the text of each page; `bad_pages`: the numbers of those that cannot be read; `info`: what
        its metadata says, as it is; or `problem` (and `detail`) in the place of all these.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        reader = PdfReader(io.BytesIO(data))
        # Most encrypted files only forbid printing or copying and open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": ENCRYPTED}
        count = len(reader.pages)
        if count > most_pages:
            return {"problem": TOO_MANY_PAGES, "detail": str(count)}
    except (DependencyError, FileNotDecryptedError, NotImplementedError):
        return {"problem": ENCRYPTED}
    except Exception as error:  # noqa: BLE001 - a broken file raises whatever it likes
        return {"problem": BROKEN, "detail": _first_line(error)}
    pages, bad_pages = _pages(reader, count, most_chars)
    return {"pages": pages, "bad_pages": bad_pages, "count": count, "info": _info(reader)}


def _pages(reader: Any, count: int, most_chars: int) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of those that cannot be read."""
    pages: list[str] = []
    bad_pages: list[int] = []
    size = 0
    for number in range(count):
        text = _page_text(reader, number)
        if text is None:
            bad_pages.append(number + 1)
            continue
        pages.append(text)
        size += len(text)
        if size > most_chars:
            break
    return pages, bad_pages


def _page_text(reader: Any, number: int) -> str | None:
    """The text of a page; `None` where it cannot be read."""
    try:
        page = reader.pages[number]
        return None if any(_is_damaged(part) for part in _contents(page)) else _text(page)
    except Exception:  # noqa: BLE001 - a broken file raises whatever it likes; the other pages may be whole
        return None


def _text(page: Any) -> str:
    """The text of a page, column by column where it has columns."""
    text: str = page.extract_text()
    if text.count("\n") < _LEAST_LINES:
        return text
    with suppress(Exception):  # the laid-out text of some fonts cannot be had; then the plain one has to do
        lines = _columns().in_reading_order(page.extract_text(extraction_mode="layout"))
        if lines is not None:
            ordered = "\n".join(lines)
            if Counter("".join(ordered.split())) == Counter("".join(text.split())):
                return ordered
    return text


def _columns() -> Any:
    """The module beside this one; its folder is no place to import from."""
    spec = importlib.util.spec_from_file_location("pdf_columns", Path(__file__).with_name("pdf_columns.py"))
    if spec is None or spec.loader is None:
        raise ImportError("pdf_columns")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _contents(page: Any) -> list[Any]:
    """The streams that hold what is on a page."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else []
    return [part.get_object() for part in contents] if isinstance(contents, list) else [contents]


def _is_damaged(stream: Any) -> bool:
    """Whether a compressed stream cannot be unpacked to its end: pypdf takes what there is, and says nothing."""
    if stream.get("/Filter") not in ("/FlateDecode", ["/FlateDecode"]):
        return False
    unpacker = zlib.decompressobj()
    rest = stream._data  # noqa: SLF001 - the data as it stands in the file has no public name
    try:
        while rest and not unpacker.eof:
            unpacker.decompress(rest, _UNPACKED_AT_ONCE)
            rest = unpacker.unconsumed_tail
    except zlib.error as error:
        # A wrong checksum behind whole data is a fault of some programs.
        return "incorrect data check" not in str(error)
    return not unpacker.eof


def _info(reader: Any) -> dict[str, str]:
    """Title, author and the like, as they stand; missing where they cannot be read."""
    found: dict[str, str] = {}
    with suppress(Exception):
        found["language"] = str(reader.root_object.get("/Lang", ""))
    with suppress(Exception):
        found["title"] = str(reader.metadata.title or "")
        found["author"] = str(reader.metadata.author or "")
    with suppress(Exception):
        root = reader.xmp_metadata.rdf_root
        places = [("published", _TERMS, "issued"), ("updated", _TERMS, "modified")]
        for space in _PRISM:
            places += [("published", space, "publicationDate"), ("source", space, "publicationName")]
        for name, space, tag in places:
            for value in _stated(root, space, tag):
                if value.strip():
                    found.setdefault(name, value.strip())
    return found


def _stated(root: Any, space: str, tag: str) -> Iterator[str]:
    """The values of an XMP property, written as elements or as attributes."""
    for element in root.getElementsByTagNameNS(space, tag):
        yield "".join(child.data for child in element.childNodes if child.nodeType == child.TEXT_NODE)
    for element in root.getElementsByTagNameNS("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Description"):
        yield element.getAttributeNS(space, tag)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200] or type(error).__name__
