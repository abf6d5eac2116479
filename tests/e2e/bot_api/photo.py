"""Pictures, judged by their headers."""

from __future__ import annotations

import struct

from tests.e2e.judge import RefusedError

SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes of a photo."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# Start-of-frame markers; C4, C8 and CC in between are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def judged_photo(content: bytes) -> tuple[int, int]:
    """Width and height in pixels.

    Raises:
        RefusedError: Telegram would not show it.
    """
    if len(content) > SIZE_LIMIT:
        raise RefusedError("PHOTO_SAVE_FILE_INVALID")
    width, height = _dimensions(content)
    if width + height > 10_000 or not width or not height or max(width / height, height / width) > 20:
        raise RefusedError("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _dimensions(content: bytes) -> tuple[int, int]:
    try:
        if content.startswith(_PNG) and content.rstrip().endswith(b"IEND\xaeB`\x82"):
            width, height = struct.unpack(">II", content[16:24])
            return width, height
        if content.startswith(_JPEG):
            return _of_jpeg(content)
    except (struct.error, IndexError):
        pass
    raise RefusedError("IMAGE_PROCESS_FAILED")


def _of_jpeg(content: bytes) -> tuple[int, int]:
    position = 2
    while content[position + 1] not in _FRAMES:
        (length,) = struct.unpack(">H", content[position + 2 : position + 4])
        position += 2 + length
    height, width = struct.unpack(">HH", content[position + 5 : position + 9])
    return width, height
