"""Refresh: what is new, changed or gone, whole or not at all, and equal to a fresh build."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import (
    ModelMismatchError,
    SettingsError,
    StoreError,
)
from retrieval.indexing.refresh import refresh
from retrieval.store.doctor import examine
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings, NoEmbeddings
from tests.retrieval.small_store import all_places, contents, note_in_manifest, published, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings
    from retrieval.store.progress import Progress


@all_places
def test_new_changed_gone_and_unchanged_are_told_apart(folder: Path, settings: Settings) -> None:
    """The report names what was added, updated and removed and counts what stayed."""
    first, _ = run(folder, settings)
    assert (len(first.added), first.unchanged, first.articles) == (3, 0, 3)
    write(folder / "0.txt", "Article 0", "Now it says something else.")
    (folder / "1.txt").unlink()
    write(folder / "3.txt", "Article 3", "Something new.")
    second, embedded = run(folder, settings)
    ends = [[id_.rpartition("/")[2] for id_ in ids] for ids in (second.added, second.updated, second.removed)]
    assert ends == [["3.txt"], ["0.txt"], ["1.txt"]]
    assert (second.unchanged, second.articles) == (1, 3)
    assert len(embedded) == 2


@all_places
def test_result_equals_a_fresh_build(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """After changes the store holds what a build from nothing would hold, vector for vector."""
    run(folder, settings)
    write(folder / "0.txt", "Another title", "Body of article 0. It has two sentences.")
    write(folder / "1.txt", "Article 1", "New first sentence here. Body of article 1. It has two sentences.")
    (folder / "2.txt").unlink()
    run(folder, settings)
    fresh = settings.model_copy(update={"home": tmp_path / "fresh", "database_url": None})
    run(folder, fresh)
    assert contents(settings) == contents(fresh)


@all_places
def test_nothing_changed_writes_and_embeds_nothing(folder: Path, settings: Settings) -> None:
    """A refresh that finds nothing new publishes nothing and needs no model."""
    run(folder, settings)
    before = published(settings)
    report, embedded = run(folder, settings)
    assert not report.changed
    assert (report.unchanged, report.articles, embedded) == (3, 3, [])
    assert published(settings) == before


def test_nothing_changed_loads_no_heavy_library(folder: Path, settings: Settings) -> None:
    """A process that finds nothing new imports neither a model's libraries nor Chroma."""
    run(folder, settings)
    program = (
        "import sys; from pathlib import Path; from retrieval import refresh\n"
        "from retrieval.settings import Settings\n"
        "report = refresh(sys.argv[2:], Settings(home=Path(sys.argv[1])))\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'chromadb', 'onnxruntime', 'openvino'}\n"
        "print(report.unchanged, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, settings.home, folder], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "3 []"


@all_places
def test_other_model_is_refused_until_rebuilt(folder: Path, settings: Settings) -> None:
    """A store belongs to the model that made it; the error names both and the way out."""
    run(folder, settings)
    other = settings.model_copy(update={"embedding_model": "some/other"})
    with pytest.raises(ModelMismatchError, match=r"'multilingual-e5-small'.*'some/other'.*--rebuild"):
        run(folder, other)
    report, embedded = run(folder, other, rebuild=True)
    assert (len(report.added), len(embedded)) == (3, 3)
    with pytest.raises(ModelMismatchError), Store.from_settings(settings).reading():
        pass


def test_no_sources_is_an_error(settings: Settings) -> None:
    """Nothing named and nothing configured: the error says where to name them."""
    with pytest.raises(SettingsError, match="PRESSCITE_SOURCES"):
        refresh([], settings)


@all_places
def test_progress_is_told(folder: Path, settings: Settings) -> None:
    """Reading, embedding and publishing are reported, and the counts only rise."""
    steps: list[Progress] = []
    refresh([folder], settings, embeddings=CountingEmbeddings(settings), progress=steps.append)
    assert [p.stage for p in steps if p.stage != "read"] == ["embed", "embed", "publish"]
    assert [p.done for p in steps if p.stage == "read"] == [1, 2, 3]
    assert steps[-1].total == 3


@all_places
def test_rebuild_that_finds_nothing_keeps_the_store(folder: Path, settings: Settings) -> None:
    """A rebuild from a folder that is not there is refused with its reason, not obeyed."""
    run(folder, settings)
    before = contents(settings)
    with pytest.raises(
        StoreError, match=r"no article was found.*nowhere.*stays as it was|no article.*nowhere"
    ):
        run(folder / "nowhere", settings, rebuild=True)
    assert contents(settings) == before


@all_places
def test_newer_format_is_refused(folder: Path, settings: Settings) -> None:
    """A store of a newer presscite is left alone, until it is told to be built anew."""
    run(folder, settings)
    note_in_manifest(settings, {"format": 99})
    with pytest.raises(StoreError, match="newer presscite"):
        run(folder, settings)
    report, _ = run(folder, settings, rebuild=True)
    assert len(report.added) == 3


@all_places
def test_words_of_an_earlier_presscite_are_indexed_anew(folder: Path, settings: Settings) -> None:
    """With the next refresh, from the articles alone; the languages are told anew too, and nothing is embedded."""
    run(folder, settings)
    before = contents(settings)
    note_in_manifest(settings, {"analysis": 1, "detection": 1})
    report = refresh([folder], settings, embeddings=NoEmbeddings(settings))
    assert "its words were indexed anew" in str(report.notice)
    assert contents(settings) == before
    assert examine(settings).sound
    assert refresh([folder], settings, embeddings=NoEmbeddings(settings)).notice is None
