"""XML that may come from anybody: parsed without entities, without fetching anything, within bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from corpus.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_PEEK = 100_000
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def refuse_entities(data: bytes, origin: str) -> None:
    """Refuse XML that declares entities: those that read other files, and those that multiply.

    Raises:
        SourceError: If it does.
    """
    start = data[:_PEEK]
    if start.startswith(_WIDE):
        start = start.replace(b"\0", b"")
    if _ENTITY.search(start):
        raise SourceError(
            origin, "declares entities, which articles do not need and attacks do; save it without"
        )


def root_of(data: bytes, origin: str) -> etree._Element:
    """The first element of an XML document.

    Raises:
        SourceError: If there is none.
    """
    parser = etree.XMLPullParser(events=("start",), **_SAFE)
    try:
        parser.feed(data[:_PEEK])
        found = next(iter(parser.read_events()), None)
    except etree.XMLSyntaxError as error:
        found = next(iter(parser.read_events()), None)
        if found is None:
            raise SourceError(origin, f"is not XML ({problem(error)}); save it anew") from error
    if found is None:
        raise SourceError(origin, "is not XML (it has no element); save it anew")
    return found[1]


def elements(
    file: BinaryIO, items: tuple[str, ...], others: tuple[str, ...] = (), *, recover: bool = False
) -> Iterator[etree._Element]:
    """The elements of some names, in whatever namespace.

    Args:
        file: The document.
        items: Names of elements that are let go of when the next is asked for.
        others: Names of elements that are kept.
        recover: Whether what is broken is passed over as well as may be.

    Raises:
        etree.XMLSyntaxError: Where the document is broken.
    """
    tags = tuple(f"{{*}}{name}" for name in (*items, *others))
    for _, element in etree.iterparse(file, events=("end",), tag=tags, recover=recover, **_SAFE):
        yield element
        if local_name(element) in items:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def problem(error: etree.XMLSyntaxError) -> str:
    """What is wrong with a document, in one line."""
    return str(error).partition("\n")[0][:200]


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
