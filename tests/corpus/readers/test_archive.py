"""ZIP archives of articles: what is in them is read as if it lay in a folder, and attacks are refused by name."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from corpus import SkippedError
from corpus.readers import archive, bounded
from tests.corpus.readers.zip_file import packed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

TEXT = "The council of Vahdat met on Tuesday to discuss the canal."


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"a.txt": TEXT}, ["a.txt"]),
        ({"news/a.md": f"# Canal\n\n{TEXT}", "news/b.csv": f"title,text\nA,{TEXT}\n"}, ["news/a.md", "news/b.csv:2"]),
        ({"inner.zip": packed({"a.txt": TEXT})}, ["inner.zip/a.txt"]),
        ({"__MACOSX/._a.txt": "x", ".hidden.txt": "x", "a.txt": TEXT}, ["a.txt"]),
        ({"a.jsonl": f'{{"text": "{TEXT}"}}\n', "empty/": ""}, ["a.jsonl:1"]),
        # written when the first five had been read
        ({"one.zip": packed({"two.zip": packed({"a.txt": TEXT})})}, ["one.zip/two.zip/a.txt"]),
        ({"новости/канал.txt": TEXT}, ["новости/канал.txt"]),
        ({"A.TXT": TEXT}, ["A.TXT"]),
    ],
)  # fmt: skip
def test_files_in_an_archive(read: Read, files: dict[str, str | bytes], names: list[str]) -> None:
    """Each file is read by its suffix, and named by its path within the archive."""
    taken = read("a.zip", packed(files))
    assert [article.origin.partition("a.zip/")[2] for article in taken.articles] == names
    assert all(TEXT in article.text for article in taken.articles)


def test_names_in_an_old_encoding(read: Read) -> None:
    """Windows writes Cyrillic names in cp866."""
    data = packed({"aaaaa.txt": TEXT}).replace(b"aaaaa.txt", "канал".encode("cp866") + b".txt")
    assert read("a.zip", data).articles[0].origin.endswith("a.zip/канал.txt")


def test_kinds_that_are_not_read(read: Read) -> None:
    """They are skipped by name, as in a folder."""
    taken = read("a.zip", packed({"a.txt": TEXT, "b.png": b"\x89PNG"}))
    assert isinstance(taken.errors[0], SkippedError)
    assert taken.errors[0].origin.endswith("a.zip/b.png")


def _locked(data: bytes) -> bytes:
    """The archive with the flag of encryption on its first file."""
    at = data.index(b"PK\x01\x02")
    flags = struct.unpack_from("<H", data, at + 8)[0] | 1
    return data[:6] + struct.pack("<H", flags) + data[8 : at + 8] + struct.pack("<H", flags) + data[at + 10 :]


def _link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archived:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archived.writestr(info, "/etc/passwd")
    return file.getvalue()


def _deep(levels: int) -> bytes:
    data = packed({"a.txt": TEXT})
    for _ in range(levels):
        data = packed({"in.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_locked(packed({"a.txt": TEXT})), "is locked with a password"),
        (packed({"../a.txt": TEXT}), "leads out of the archive"),
        (packed({"/etc/a.txt": TEXT}), "leads out of the archive"),
        (packed({"C:\\a.txt": TEXT}), "leads out of the archive"),
        (_link(), "is a link"),
        (_deep(3), "lies deeper than three archives"),
        (packed({"a.txt": b"x" * 300_000_000}), "unpacks to more than"),
        (
            packed({f"{n}.txt": "x" for n in range(20_001)}, zipfile.ZIP_STORED),
            "holds more than 20,000 files",
        ),
        (packed({"a.txt": TEXT})[:60], "is no archive that can be read"),
        (b"", "is empty"),
    ],
    ids="locked out absolute drive link deep bomb many broken empty".split(),
)
def test_what_is_refused(read: Read, data: bytes, reason: str) -> None:
    """Locked files, paths out of the archive, links, bombs and nesting beyond three are each refused by name."""
    taken = read("a.zip", data)
    assert not taken.articles
    assert taken.errors[0].reason.startswith(reason), taken.errors
    assert "a.zip" in taken.errors[0].origin


def test_one_bad_file_costs_itself(read: Read) -> None:
    """The other files of an archive with a path that leads out are read."""
    taken = read("a.zip", packed({"../a.txt": TEXT, "b.txt": TEXT}))
    assert (len(taken.articles), len(taken.errors)) == (1, 1)


def test_many_small_bombs(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """What archives in an archive unpack to counts together."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000_000)
    inner = packed({"a.txt": "word " * 100_000})
    taken = read("a.zip", packed({f"{n}.zip": inner for n in range(5)}))
    assert any("unpacks to more than 1,000,000 bytes" in error.reason for error in taken.errors)
    assert len(taken.articles) < 3


def test_an_archive_that_takes_too_long(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that unpacks is stopped."""
    monkeypatch.setattr(bounded, "MAX_SECONDS", 0.01)
    assert (
        read("a.zip", packed({"a.txt": TEXT})).errors[0].reason.startswith("takes longer than 0.01 seconds")
    )
