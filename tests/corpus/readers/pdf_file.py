"""PDFs made for tests: real ones, set by matplotlib's typesetter with embedded fonts."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def pdf(pages: Sequence[Sequence[str]], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF with these lines on its pages."""
    file = io.BytesIO()
    # Type 42: the letters keep their meaning, as in the output of word processors.
    with rc_context({"pdf.fonttype": 42}), PdfPages(file, metadata=dict(info or {})) as document:
        for lines in pages:
            figure = Figure(figsize=(8.3, 11.7))
            FigureCanvasPdf(figure)
            for number, line in enumerate(lines):
                figure.text(0.1, 0.95 - number * 0.02, line, fontsize=9, parse_math=False)
            document.savefig(figure)
    return file.getvalue()


def lines(text: str, width: int = 70) -> list[str]:
    """The text as a typesetter breaks it, a list of lines."""
    return [line for paragraph in text.split("\n\n") for line in textwrap.wrap(paragraph, width)]


def locked(data: bytes, user_password: str, algorithm: str) -> bytes:
    """The PDF encrypted; with an empty user password it opens for everybody."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password, "the owner's", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_xmp(data: bytes, xmp: str) -> bytes:
    """The PDF with this XMP packet."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.xmp_metadata = xmp.encode()
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def labelled(data: bytes, language: str) -> bytes:
    """The PDF with this language in its catalogue, as word processors write that of their user interface."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
