"""Vectors of the next generation: copied, filled anew, or filled into a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.settings import Settings
from tests.retrieval.small_store import contents, published, run

if TYPE_CHECKING:
    from pathlib import Path


def test_vectors_move_to_a_server_and_back(folder: Path, tmp_path: Path, chroma_server: str) -> None:
    """Setting PRESSCITE_CHROMA_URL, or taking it away, moves them at the next refresh."""
    inside = Settings(home=tmp_path / "home", passage_chars=200)
    outside = Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_server)
    run(folder, inside)
    before = contents(inside)
    for settings in (outside, inside):
        report, embedded = run(folder, settings)
        # Without its address, nothing can be fetched from the server any more.
        assert (report.changed, len(embedded), report.articles) == (False, 3 * (settings is inside), 3)
        assert contents(settings) == before
        assert (published(settings) / "chroma").exists() is (settings is inside)
