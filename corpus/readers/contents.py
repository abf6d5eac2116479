"""What is in a file: its bytes, within bounds, and its text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from corpus.errors import SourceError
from corpus.readers.encoding import encoding_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 10_000_000
"""The most bytes one article may have: a book of several thousand pages."""

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BINARY = "looks like a binary file, not text; presscite reads plain text, Markdown, HTML, JSON, CSV, PDF, DOCX and mail"


def load(path: Path, origin: str, most: int = MAX_BYTES) -> bytes:
    """Read a file that holds one article.

    Args:
        path: The file.
        origin: What it is called in reports.
        most: How many bytes it may have; no more than that is ever held.

    Raises:
        SourceError: If it is empty or longer than that.
        OSError: If it cannot be opened or read.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise too_long(origin, max(path.stat().st_size, len(data)), most)
    if not data.strip():
        raise SourceError(origin, "is empty")
    return data


def too_long(origin: str, size: int, most: int = MAX_BYTES) -> SourceError:
    """The error for what has more bytes than an article may have."""
    return SourceError(
        origin, f"is {size:,} bytes long; one article may have {most:,}: split it into articles"
    )


def decode(data: bytes, origin: str, *, older: bool = True) -> str:
    """Turn bytes into text: UTF-8 or UTF-16, or an older encoding in which they are a plausible text.

    Args:
        data: The bytes.
        origin: What they are called in reports.
        older: Whether older encodings are tried.

    Raises:
        SourceError: If they are no text, or one that holds nothing but white space.
    """
    encoding = text_encoding(data, older=older)
    if encoding == "utf-8-sig" and b"\0" in data:
        raise SourceError(origin, BINARY)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(origin, wrong_encoding(error, data)) from error
    if "\0" in text:
        raise SourceError(origin, BINARY)
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError(origin, "is empty")
    return text


def text_encoding(data: bytes, *, older: bool = True) -> str:
    """The name of the codec for bytes, or a sample of them: UTF-8 where no other one gives a plausible text."""
    if data.startswith(UTF16_MARKS):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8) or (b"\0" not in data and _is_utf8(data)):
        return "utf-8-sig"
    return (encoding_of(data) if older else None) or "utf-8-sig"


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def wrong_encoding(error: UnicodeDecodeError, data: bytes) -> str:
    """Say which byte does not fit, and what to do.

    Args:
        error: What decoding raised.
        data: What was decoded; a byte order mark that the decoder skipped is counted in the offset.
    """
    if error.encoding.startswith("utf-16"):
        return f"is not whole UTF-16 text (at offset {error.start}); save it as UTF-8"
    skipped = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) and error.object != data else 0
    byte = error.object[error.start]
    return f"is not UTF-8 text (byte 0x{byte:02x} at offset {error.start + skipped}); save it as UTF-8"


def reason_of(error: OSError) -> str:
    """Say in plain words why a file or folder could not be read, and what to do."""
    if isinstance(error, PermissionError):
        return "cannot be read (permission denied); allow the user who runs presscite to read it"
    if isinstance(error, FileNotFoundError):
        return "is not there; it was removed or renamed in the meantime, or is a link to nowhere"
    return f"cannot be read ({(error.strerror or type(error).__name__).lower()})"
