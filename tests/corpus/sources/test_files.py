"""Files and folders as sources."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import SkippedError, SourceError, open_source
from tests.corpus.conftest import take

ROOT = Path(__file__).parents[3]

READ_AS_NOBODY = """
import codecs, json, os, sys
from corpus import CorpusError, open_source
codecs.lookup("utf-8-sig")  # nobody may not read Python's own files either, so this codec is loaded before
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
found = []
for item in open_source(sys.argv[1]).items():
    for one in [item] if isinstance(item, CorpusError) else item.read():
        found.append(str(one) if isinstance(one, CorpusError) else one.text)
print(json.dumps(found))
"""


def _write(folder: Path, name: str, content: str | bytes = "Some words.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _origins(folder: Path) -> list[str]:
    return [Path(item.origin).relative_to(folder).as_posix() for item in open_source(folder).items()]


def test_order_and_hidden_files(tmp_path: Path) -> None:
    """Files come sorted, those of inner folders too; dot-names are left out."""
    for name in ("b.txt", "a/z.md", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "Z.TXT"):
        _write(tmp_path, name)
    assert _origins(tmp_path) == ["Z.TXT", "a/b/c.txt", "a/z.md", "b.txt"]


def test_unknown_kinds_are_named(tmp_path: Path) -> None:
    """A file of another kind is skipped by name, with the kinds that are read."""
    _write(tmp_path, "a.docx")
    _write(tmp_path, "noext")
    errors = take(tmp_path).errors
    assert all(isinstance(error, SkippedError) for error in errors)
    assert errors[0].reason.startswith(".docx files are not read; presscite reads .txt, .md")
    assert errors[1].reason.startswith("files without a suffix are not read")


def test_a_file_named_itself_is_tried_as_text(tmp_path: Path) -> None:
    """Text is text whatever its suffix, and what is not is named."""
    assert take(_write(tmp_path, "notes.log")).articles[0].text == "Some words."
    assert (
        take(_write(tmp_path, "a.doc", b"\xd0\xcf\x00"))
        .errors[0]
        .reason.startswith("looks like a binary file")
    )


def test_names_and_fingerprints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is the absolute path however it was given; a fingerprint changes with the file, unread."""
    path = _write(tmp_path, "a/b.txt")
    monkeypatch.chdir(tmp_path)
    assert open_source("a/../a").name == open_source(path.parent).name == path.parent.as_posix()
    (before,) = open_source(path).items()
    (same,) = open_source(tmp_path).items()
    assert not isinstance(before, Exception)
    assert not isinstance(same, Exception)
    assert before.fingerprint == same.fingerprint
    os.utime(path, ns=(1, 1))
    (after,) = open_source(path).items()
    assert not isinstance(after, Exception)
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere/at/all", "there is no such file or folder"),
        ("gopher://a.example/feed", "gopher addresses are not read"),
        ("https://", "is not a web address"),
        ("  ", "the name of the source is empty"),
        ("a\0b", "is not a path"),
        ("x" * 5000, "cannot be read (file name too long)"),
    ],
)
def test_what_is_no_source(name: str, reason: str) -> None:
    """The error says what is wrong with the name."""
    with pytest.raises(SourceError) as caught:
        open_source(name)
    assert caught.value.reason.startswith(reason)


def test_links(tmp_path: Path) -> None:
    """Links are followed, nothing is listed twice, loops and links to nowhere do no harm."""
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    _write(outside, "o.txt")
    _write(inside, "z/real.txt")
    (outside / "back").symlink_to(inside)
    for name, target in {
        "a": inside / "z",
        "loop": inside,
        "up": tmp_path,
        "other": outside,
        "gone.txt": Path("nowhere"),
    }.items():
        (inside / name).symlink_to(target)
    assert _origins(inside) == ["gone.txt", "other/o.txt", "z/real.txt"]
    assert [error.reason for error in take(inside).errors] == [
        "is not there; it was removed or renamed in the meantime, or is a link to nowhere"
    ]


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    """A file removed between listing and reading is an error among the articles."""
    path = _write(tmp_path, "a.txt")
    (item,) = open_source(path).items()
    path.unlink()
    assert not isinstance(item, Exception)
    (found,) = item.read()
    assert isinstance(found, SourceError)


def test_special_files_and_odd_names(tmp_path: Path) -> None:
    """A pipe is not waited for, and a name that is not UTF-8 gives an id that can be stored."""
    os.mkfifo(tmp_path / "pipe.txt")
    _write(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    taken = take(tmp_path)
    assert taken.errors[0].reason == "is not a regular file"
    assert taken.articles[0].id.endswith(r"caf\xe9.txt")


def test_a_folder_with_everything_wrong(tmp_path: Path) -> None:
    """Each bad file is named once, and every good article comes in beside them."""
    _write(tmp_path, "empty.txt", "")
    _write(tmp_path, "binary.md", bytes(range(256)))
    _write(tmp_path, "wrong.txt", "Привет".encode("cp1251"))
    _write(
        tmp_path,
        "lines.jsonl",
        '{"text": "one"}\n{broken\n' + json.dumps({"text": "x" * 20_000_000}) + '\n{"text": "four"}',
    )
    _write(tmp_path, "good.txt")
    _write(tmp_path, "good.html", "<html><body><p>Words of a page.</p></body></html>")
    taken = take(tmp_path)
    assert [Path(error.origin).name for error in taken.errors] == [
        "binary.md",
        "empty.txt",
        "lines.jsonl:2",
        "lines.jsonl:3",
        "wrong.txt",
    ]
    assert sorted(article.text for article in taken.articles) == [
        "Some words.",
        "Words of a page.",
        "four",
        "one",
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_files_without_permission(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file and a folder that may not be read are errors beside the good article."""
    folder = tmp_path_factory.mktemp("open")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    _write(folder, "secret.txt").chmod(0)
    _write(folder, "locked/a.txt").parent.chmod(0)
    _write(folder, "good.txt").chmod(0o644)
    done = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    reason = "cannot be read (permission denied); allow the user who runs presscite to read it"
    assert json.loads(done.stdout) == [
        "Some words.",
        f"{folder}/locked: {reason}",
        f"{folder}/secret.txt: {reason}",
    ]
    (folder / "locked").chmod(0o755)
