"""Pages that are pictures, as from a scanner: read by Tesseract where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import ArticleError, SourceError
from corpus.readers import pdf_pictures
from corpus.readers.bounded import extract

MAX_PAGES = 40
"""The most pages that are looked at: each takes seconds."""

MAX_SECONDS = 300.0
"""How long the text recognition of one document may take."""

_LANGUAGES = ("rus", "tgk", "eng")
_DOTS_AN_INCH = 300


def scanned_pages(data: bytes, origin: str, count: int) -> list[str]:
    """The text of each page of a PDF without any.

    Args:
        data: The PDF.
        origin: What it is called in reports.
        count: How many pages it has.

    Raises:
        ArticleError: If there is no Tesseract, none of the languages for it, or no text in the pictures.
        SourceError: If it takes too long.
    """
    what = f"has no text on its {count} pages, only pictures, as from a scanner; "
    program = shutil.which("tesseract")
    if program is None:
        raise ArticleError(
            origin,
            f"{what}install Tesseract with its languages rus, tgk and eng to have it read, or "
            "run text recognition on it (such as ocrmypdf) and name the result",
        )
    if count > MAX_PAGES:
        raise ArticleError(
            origin, f"{what}text recognition reads {MAX_PAGES} at most: split it into articles"
        )
    languages = _installed(program)
    if not languages:
        raise ArticleError(
            origin, f"{what}Tesseract has none of the languages rus, tgk and eng: install them"
        )
    with TemporaryDirectory(prefix="presscite-") as folder:
        pages = _recognised(program, languages, _pictures(data, origin, Path(folder)), origin)
    if not any(char.isalpha() for page in pages for char in page):
        raise ArticleError(origin, f"{what}text recognition found nothing in them")
    return pages


def _installed(program: str) -> list[str]:
    """Which of our languages Tesseract has."""
    done = _run([program, "--list-langs"], 30)
    listed = (done.stdout + done.stderr).decode("utf-8", "replace").split()
    return [language for language in _LANGUAGES if language in listed]


def _pictures(data: bytes, origin: str, folder: Path) -> list[Path]:
    """The pages as pictures: drawn by pdftoppm where there is one, else the pictures in them."""
    drawer = shutil.which("pdftoppm")
    if drawer is not None:
        file = folder / "document.pdf"
        file.write_bytes(data)
        done = _run(
            [drawer, "-r", str(_DOTS_AN_INCH), "-gray", "-png", str(file), str(folder / "page")], MAX_SECONDS
        )
        drawn = sorted(folder.glob("page*.png"))
        if done.returncode == 0 and drawn:
            return drawn
    found = extract(
        pdf_pictures.__file__, data, origin, kind="a PDF", folder=str(folder), most_pictures=MAX_PAGES
    )
    return [folder / str(name) for name in found["pictures"]]


def _recognised(program: str, languages: list[str], pictures: list[Path], origin: str) -> list[str]:
    ends = time.monotonic() + MAX_SECONDS
    pages = []
    for picture in pictures:
        left = ends - time.monotonic()
        try:
            done = _run([program, str(picture), "stdout", "-l", "+".join(languages)], max(left, 0.1))
        except subprocess.TimeoutExpired as error:
            reason = f"takes longer than {MAX_SECONDS:g} seconds to recognise; split it into articles"
            raise SourceError(origin, reason) from error
        pages.append(done.stdout.decode("utf-8", "replace"))
    return pages


def _run(command: list[str], seconds: float) -> subprocess.CompletedProcess[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.run(command, capture_output=True, timeout=seconds, check=False, stdin=nothing)  # noqa: S603 - programs that the machine has
