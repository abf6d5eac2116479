"""The files of a ZIP archive, unpacked in a child process (`child`); needs nothing of presscite and imports none."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

LOCKED, OUTSIDE, LINK, BROKEN, TOO_MANY, TOO_LONG = (
    "locked",
    "outside",
    "link",
    "broken",
    "too many",
    "too long",
)
"""What may stand in `problem`, of the archive or of a file."""

_AT_ONCE = 1_000_000


def extract(data: bytes, folder: str, most_files: int, most_bytes: int) -> dict[str, Any]:
    """Unpack an archive.

    Args:
        data: The archive.
        folder: Where the files go, under numbers.
        most_files: More are a problem.
        most_bytes: More of all files together are a problem, whatever the archive says of their size.

    Returns:
        `files`: for each file its `name` and its `number`, or what is wrong with it as `problem`; `size`: how long all
        of them are; or `problem` in the place of all these.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except Exception:  # noqa: BLE001 - a broken archive raises whatever it likes
        return {"problem": BROKEN}
    if len(members) > most_files:
        return {"problem": TOO_MANY}
    if sum(member.file_size for member in members) > most_bytes:
        return {"problem": TOO_LONG}
    try:
        return _unpacked(archive, Path(folder), most_bytes)
    except MemoryError:
        return {"problem": TOO_LONG}


def _unpacked(archive: zipfile.ZipFile, folder: Path, most_bytes: int) -> dict[str, Any]:
    """The files that are no folders and not hidden.

    Raises:
        MemoryError: They are longer than that.
    """
    files: list[dict[str, Any]] = []
    size = 0
    for number, member in enumerate(archive.infolist()):
        name = _name(member)
        if member.is_dir() or _is_hidden(name):
            continue
        problem = _problem(member, name)
        if problem is None:
            try:
                size += _unpack(archive, member, folder / str(number), most_bytes - size)
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001 - a broken file raises whatever it likes; the others may be whole
                problem = BROKEN
        files.append(
            {"name": name, "number": number} if problem is None else {"name": name, "problem": problem}
        )
    return {"files": files, "size": size}


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int) -> int:
    """Write a file and tell how long it is.

    Raises:
        MemoryError: It is longer than that.
    """
    size = 0
    with archive.open(member) as packed, path.open("wb") as file:
        while part := packed.read(_AT_ONCE):
            size += len(part)
            if size > most:
                raise MemoryError
            file.write(part)
    return size


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a file; where it is in no encoding that is said, Windows wrote it in cp866."""
    if member.flag_bits & 0x800 or member.orig_filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return member.filename


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in name.split("/"))


def _problem(member: zipfile.ZipInfo, name: str) -> str | None:
    path = PurePosixPath(member.orig_filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name.partition("/")[0] or "\0" in name:
        return OUTSIDE
    if stat.S_ISLNK(member.external_attr >> 16):
        return LINK
    return LOCKED if member.flag_bits & 1 else None
