"""Checksums: whatever is not what was written is told, each file with what is wrong with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from retrieval.store.checksums import checksums, damage, stamps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTENT = b"what was written" * 100_000  # more than is read at once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "large.bin").write_bytes(CONTENT)
    (tmp_path / "empty.bin").write_bytes(b"")
    return tmp_path


def of(folder: Path) -> list[Path]:
    return [folder / "empty.bin", folder / "inside" / "large.bin"]


def test_what_was_written_is_sound(folder: Path) -> None:
    """Files are named by their path in the folder, wherever the folder is now."""
    expected = checksums(of(folder), folder)
    assert list(expected) == ["empty.bin", "inside/large.bin"]
    assert list(damage(folder, expected)) == []
    moved = folder.rename(folder.with_name("moved"))
    assert list(damage(moved, expected, thorough=True)) == []


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda path: path.write_bytes(b"?" + CONTENT[1:]), "inside/large.bin holds something else than was written"),
        (lambda path: path.write_bytes(CONTENT[:-1]), "is 1,599,999 bytes long and should be 1,600,000"),
        (lambda path: path.unlink(), "inside/large.bin is not there"),
    ],
)  # fmt: skip
def test_damage_is_told_in_words(folder: Path, do: Callable[[Path], object], words: str) -> None:
    """Another content, another length, a file that is gone; and no other file is suspected."""
    expected = checksums(of(folder), folder)
    assert list(damage(folder, expected)) == []
    do(folder / "inside" / "large.bin")
    (fault,) = damage(folder, expected)
    assert words in fault


def test_sound_file_is_read_once(folder: Path) -> None:
    """What looks as it did when it was found sound is not read again, unless that is asked for."""
    file = folder / "inside" / "large.bin"
    expected = checksums(of(folder), folder)
    before = stamps(folder, expected)
    assert list(damage(folder, expected)) == []
    info = file.stat()
    with file.open("r+b") as written:
        written.write(b"?")
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))  # as a disk that forgets a bit
    assert stamps(folder, expected) == before
    assert list(damage(folder, expected)) == []
    assert len(list(damage(folder, expected, thorough=True))) == 1


def test_stamp_tells_a_file_that_was_written_to(folder: Path) -> None:
    """Also one that was replaced, or is gone."""
    names = ["inside/large.bin"]
    before = stamps(folder, names)
    (folder / "other").write_bytes(CONTENT)
    os.replace(folder / "other", folder / names[0])  # noqa: PTH105 - as editors do
    assert stamps(folder, names) != before
    (folder / names[0]).unlink()
    assert stamps(folder, names) == {names[0]: None}
