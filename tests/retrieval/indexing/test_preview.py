"""A preview tells what a refresh would do, and does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.indexing.refresh import refresh
from tests.retrieval.counting_embeddings import NoEmbeddings
from tests.retrieval.small_store import all_places, generations, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


@all_places
def test_dry_run_tells_and_writes_nothing(folder: Path, settings: Settings) -> None:
    """It reports what the refresh then does, word for word, and leaves no trace of itself."""
    write(folder / "4.txt", "Another", "Another text.")
    empty = refresh([folder], settings, dry_run=True, embeddings=NoEmbeddings(settings))
    assert (len(empty.added), empty.articles, empty.dry_run) == (4, 4, True)
    assert not settings.home.exists()
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "Now it says something else. " * 30)
    (folder / "1.txt").unlink()
    write(folder / "3.txt", "Article 3", "Something new.")
    (folder / "bad.jsonl").write_text("{broken", "utf-8")
    before, there = files_of(settings.home), generations(settings)
    preview = refresh([folder], settings, dry_run=True, embeddings=NoEmbeddings(settings))
    assert (files_of(settings.home), generations(settings)) == (before, there)
    done, _ = run(folder, settings)
    facts = ("added", "updated", "unchanged", "removed", "failed", "articles", "passages")
    assert [getattr(preview, fact) for fact in facts] == [getattr(done, fact) for fact in facts]
    assert len(preview.failed) == 1


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time of change."""
    stats = {str(path): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (info.st_size, info.st_mtime_ns) for path, info in stats.items()}
