"""The pictures in a PDF, one a page, read in a child process (`child`); needs nothing of presscite."""

from __future__ import annotations

import io
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any


def extract(data: bytes, folder: str, most_pictures: int) -> dict[str, Any]:
    """Write the largest picture of each page to a folder.

    Args:
        data: The PDF.
        folder: Where they go.
        most_pictures: How many at most.

    Returns:
        `pictures`: their names, in the order of the pages.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    pictures: list[str] = []
    with suppress(Exception):  # a broken file raises whatever it likes; what was found until then is read
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        for number, page in enumerate(reader.pages):
            found = max(page.images, key=lambda image: len(image.data), default=None)
            if found is None or number >= most_pictures:
                continue
            name = f"{number:04}{Path(found.name).suffix[:8] or '.png'}"
            Path(folder, name).write_bytes(found.data)
            pictures.append(name)
    return {"pictures": pictures}
