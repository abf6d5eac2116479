"""A page as a picture, by Chromium without a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.pictures.page import WIDTH

SCALE = 2
"""Pixels of the picture in a CSS pixel."""

_HIGHEST = 4000  # CSS pixels
_WINDOW = WIDTH + 200  # Chromium makes no narrow windows
_SECONDS = 120
_CLEAR = 255  # the index of the colour that is none
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def screenshot(html: str) -> bytes:
    """Take a picture of what a page shows, the empty ground around it cut away.

    Args:
        html: The page, which is lower than 4,000 CSS pixels.

    Returns:
        A PNG with 256 colours and a transparent ground, of `SCALE` pixels a CSS pixel.

    Raises:
        FileNotFoundError: There is no Chromium.
        subprocess.CalledProcessError: Chromium failed.
        ValueError: The page shows nothing, or is too high.
    """
    with Image.open(BytesIO(_taken(html))) as whole:
        shown = whole.convert("RGBA")
    place = shown.getchannel("A").getbbox()
    if place is None:
        raise ValueError("the page shows nothing")
    if place[3] >= shown.height:
        raise ValueError(f"the page is higher than {_HIGHEST} CSS pixels")
    picture = BytesIO()
    _paletted(shown.crop(place)).save(picture, "PNG", optimize=True, transparency=_CLEAR)
    return picture.getvalue()


def _paletted(picture: Image.Image) -> Image.Image:
    """The picture in 255 colours that come near its own, and one for what is not there: a third of the bytes."""
    reduced = picture.convert("RGB").quantize(
        _CLEAR, Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE
    )
    reduced.paste(_CLEAR, mask=picture.getchannel("A").point(lambda alpha: 255 if alpha < 128 else 0))
    return reduced


def _taken(html: str) -> bytes:
    """The whole window as Chromium saves it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(html, encoding="utf-8")
        command = [
            _chromium(),
            "--headless",
            # The page is our own and nothing but itself; Chromium refuses its sandbox to root.
            *(["--no-sandbox"] if os.getuid() == 0 else []),
            f"--user-data-dir={folder}/profile",
            "--no-first-run",
            "--disable-gpu",
            "--hide-scrollbars",
            "--default-background-color=00000000",
            f"--force-device-scale-factor={SCALE}",
            f"--window-size={_WINDOW},{_HIGHEST}",
            f"--screenshot={target}",
            source.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        return target.read_bytes()


def _chromium() -> str:
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError(
        "no Chromium: on Debian, apt-get install chromium fonts-inter fonts-noto-color-emoji"
    )
