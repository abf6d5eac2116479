"""A run of a refresh: what is read, kept and taken out, item by item."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.retrieval.small_store import run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


def test_file_that_breaks_keeps_what_was_read_before(tmp_path: Path, settings: Settings) -> None:
    """A file with a broken line is named each time; nothing that was in is taken out because of it."""
    file = tmp_path / "news.jsonl"
    lines = [json.dumps({"id": str(n), "text": f"Text number {n}.", "title": str(n)}) for n in range(3)]
    file.write_text("\n".join(lines), "utf-8")
    run(file, settings)
    file.write_text("\n".join([lines[0], "{broken", lines[2]]), "utf-8")
    for _ in range(2):
        report, _ = run(file, settings)
        assert (report.removed, report.articles) == ((), 3)
        assert [f.origin for f in report.failed] == [f"{file}:2"]


def test_file_that_never_was_whole_can_leave(tmp_path: Path, settings: Settings) -> None:
    """The good articles of a broken file are in; when the file goes, they go, and when it is put right, it is read."""
    folder = tmp_path / "records"
    folder.mkdir()
    file = folder / "news.jsonl"
    line = json.dumps({"id": "a", "text": "Some news.", "title": "News"})
    file.write_text(line + "\n{broken\n", "utf-8")
    assert run(folder, settings)[0].articles == 1
    write(folder / "other.txt", "Other", "Other news.")
    file.unlink()
    report, _ = run(folder, settings)
    assert (report.removed, report.articles) == (("a",), 1)
