"""`presscite sources`: what is in the store, source by source."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from retrieval.cli import main
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_sources_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each source with its articles, passages, dates, the last refresh, and what failed then; also one that is gone."""
    settings = Settings(home=tmp_path / "home")
    monkeypatch.setenv("PRESSCITE_HOME", str(settings.home))
    nothing = CliRunner().invoke(main, ["sources"])
    assert nothing.exit_code == 1
    file = tmp_path / "news.jsonl"
    records = [
        {"id": "a", "text": "Old news.", "published": "2001-02-03"},
        {"id": "b", "text": "New news.", "published": "2021-02-03"},
        {"id": "c", "text": "News of no day."},
    ]
    file.write_text("".join(json.dumps(record) + "\n" for record in records) + "{broken\n", "utf-8")
    refresh([file, tmp_path / "nowhere"], settings, embeddings=CountingEmbeddings(settings))
    listed = json.loads(CliRunner().invoke(main, ["sources", "--json"]).stdout)
    assert [source["name"] for source in listed] == [str(file), str(tmp_path / "nowhere")]
    facts = listed[0]
    assert (facts["articles"], facts["passages"]) == (3, 3)
    assert (facts["oldest"][:10], facts["newest"][:10]) == ("2001-02-03", "2021-02-03")
    assert [failure["origin"] for failure in facts["failed"]] == [f"{file}:4"]
    assert facts["refreshed"] is not None
    shown = CliRunner().invoke(main, ["sources"]).stdout
    assert "3 articles in 3 passages, published 2001-02-03 to 2021-02-03" in shown
    assert "there is no such file or folder" in shown
