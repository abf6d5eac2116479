"""Is every file of a generation still what was written?

Chroma reads what it finds: a damaged index gives other passages than it should, without a word, or ends the process.
So the manifest has a checksum of each file that never changes once its generation is published, and a file is
compared with its own before anybody reads it.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_READ_AT_ONCE = 1 << 20  # bytes

Stamp = tuple[int, int, int]
"""What tells that a file was written to: its size, time of change and inode."""


class Checksum(NamedTuple):
    """Size of a file in bytes, and CRC-32 of what it holds."""

    size: int
    crc: int


def checksums(paths: Iterable[Path], folder: Path) -> dict[str, Checksum]:
    """Checksums of files in a folder, by their path in it."""
    return {path.relative_to(folder).as_posix(): _checksum(path) for path in paths}


def stamps(folder: Path, names: Collection[str]) -> dict[str, Stamp | None]:
    """What files look like from outside, by their path in a folder; `None` for one that is not there."""
    return {name: _stamp(folder / name) for name in names}


def damage(folder: Path, expected: Mapping[str, Checksum], *, thorough: bool = False) -> Iterator[str]:
    """What is wrong with the files of a generation, in plain words, each beginning with the path in its folder.

    Args:
        folder: The generation's folder.
        expected: What its manifest says.
        thorough: Read files again that this process found sound and that look as they did then.
    """
    for name, checksum in expected.items():
        stamp = _stamp(folder / name)
        if stamp is None:
            yield f"{name} is not there"
        elif stamp[0] != checksum.size:
            yield f"{name} is {stamp[0]:,} bytes long and should be {checksum.size:,}"
        else:
            same = _holds.__wrapped__ if thorough else _holds
            if not same(folder / name, stamp, checksum):
                yield f"{name} holds something else than was written"


def _stamp(path: Path) -> Stamp | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns, info.st_ino


@lru_cache(maxsize=1024)
def _holds(path: Path, stamp: Stamp, checksum: Checksum) -> bool:
    try:
        return _checksum(path) == checksum
    except OSError:
        return False


def _checksum(path: Path) -> Checksum:
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(_READ_AT_ONCE):
            size += len(block)
            crc = zlib.crc32(block, crc)
    return Checksum(size, crc)
