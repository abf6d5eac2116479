"""The doctor: whatever is broken in a store is found, told in words, and repaired where that can be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from retrieval.cli import main
from retrieval.errors import EmptyStoreError
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.doctor import examine, repair
from retrieval.store.files import StoreFiles
from tests.retrieval.indexing.test_refresh import CountingEmbeddings, contents, run, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.store.vectors import Vectors


@pytest.fixture
def settings(tmp_path: Path, chroma_url: str | None) -> Settings:
    settings = Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_url)
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(4):
        write(folder / f"{n}.txt", f"Article {n}", f"Body of article {n}. " + "It has more sentences. " * 15)
    run(folder, settings)
    return settings


def published(settings: Settings) -> Path:
    files = StoreFiles(settings.home)
    return files.generation(str(files.published()))


def in_vectors(settings: Settings, work: Callable[[Vectors], object]) -> None:
    """Do something to the vectors of the published generation, which nobody should."""
    files = StoreFiles(settings.home, settings.chroma_address)
    name = str(files.published())
    with files.vectors(name, kept="server" if files.server else "embedded").closing() as vectors:
        work(vectors)


def in_catalogue(settings: Settings, query: str) -> None:
    """The same to its catalogue; ONE stands for the row of a passage."""
    with closing(sqlite3.connect(published(settings) / "catalogue.db")) as database, database:
        database.execute(query.replace("ONE", "(SELECT row FROM passages ORDER BY row LIMIT 1)"))


def test_sound_store(settings: Settings) -> None:
    """A store as a refresh leaves it has nothing wrong with it, and everything was looked at."""
    diagnosis = examine(settings)
    assert diagnosis.findings == ()
    assert (diagnosis.articles, diagnosis.vectors) == (4, diagnosis.passages)
    assert diagnosis.passages > 4


CATALOGUE_DAMAGES = {
    "DELETE FROM keywords WHERE rowid = ONE": "1 passage has no keyword row",
    "UPDATE keywords SET body = 'other words' WHERE rowid = ONE": "1 keyword row holds other words",
    "DELETE FROM passages WHERE row = ONE": "1 keyword row has no passage",
    "UPDATE passages SET \"end\" = 99999 WHERE row = ONE": "1 passage lies outside",
    "UPDATE passages SET start = start + 1 WHERE row = ONE": "beside other words",
    "UPDATE passages SET embedded = 0 WHERE row = ONE": "1 passage counts as not embedded",
}  # fmt: skip


@pytest.mark.parametrize("chroma_url", [None])  # the catalogue is the same with a server
@pytest.mark.parametrize("damage", CATALOGUE_DAMAGES)
def test_damage_to_the_catalogue_is_told_and_repaired(settings: Settings, damage: str) -> None:
    """Passages and keyword rows are made anew from the articles; vectors are kept where they fit."""
    before = contents(settings)
    in_catalogue(settings, damage)
    found = examine(settings)
    assert any(CATALOGUE_DAMAGES[damage] in finding.what for finding in found.findings), found
    assert repair(settings, found, embeddings=CountingEmbeddings(settings)).sound
    assert contents(settings) == before


def _break(kind: str, vectors: Vectors) -> None:
    first, *_ = [record.id for record in vectors.records()]
    if kind == "missing":
        vectors.remove([first])
    elif kind == "orphan":
        vectors.add(
            ["orphan"], np.eye(1, 8, dtype=np.float32), ["Nobody's words."], [{"article_id": "nobody"}]
        )
    elif kind == "length":
        vectors.collection.update(ids=[first], embeddings=np.full((1, 8), 2.0, dtype=np.float32))
    else:
        vectors.describe([first], [{"start": 7}])


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("missing", "1 passage has no vector"),
        ("orphan", "belong to no passage (orphan)"),
        ("length", "not of unit length"),
        ("place", "name another place"),
    ],
)
def test_damage_to_the_vectors_is_told_and_repaired(settings: Settings, kind: str, named: str) -> None:
    """Missing and broken vectors are embedded again and no others; orphans go."""
    before = contents(settings)
    in_vectors(settings, lambda vectors: _break(kind, vectors))
    found = examine(settings)
    assert any(named in finding.what for finding in found.findings), found
    embeddings = CountingEmbeddings(settings)
    assert repair(settings, found, embeddings=embeddings).sound
    assert len(embeddings.texts) == (kind in {"missing", "length"})
    assert contents(settings) == before


def test_lost_vectors_are_all_embedded_again(settings: Settings) -> None:
    """Where the collection is gone altogether, the articles are still there."""
    before = contents(settings)
    if settings.chroma_url is None:
        shutil.rmtree(published(settings) / "chroma")
    else:
        files = StoreFiles(settings.home, settings.chroma_address)
        assert files.server is not None
        files.server.clear(keep=[])
    found = examine(settings)
    assert any("cannot be opened" in finding.what for finding in found.findings)
    embeddings = CountingEmbeddings(settings)
    assert repair(settings, found, embeddings=embeddings).sound
    assert len(embeddings.texts) == len(before)
    assert contents(settings) == before


def test_leftovers_are_told_and_cleared(settings: Settings) -> None:
    """What a killed refresh left behind is named, and removed without making a new generation."""
    name = published(settings).name
    remains = published(settings).with_name("20200101T000000-abcdef")
    remains.mkdir()
    found = examine(settings)
    assert [finding.repair for finding in found.findings] == ["clear"]
    assert repair(settings, found).sound
    assert not remains.exists()
    assert published(settings).name == name


def test_what_cannot_be_repaired_says_what_helps(settings: Settings) -> None:
    """Another model, a lost generation, a broken file of articles: told, with the way out, and nothing is done."""
    other = settings.model_copy(update={"embedding_model": "some/other"})
    (finding,) = examine(other).findings
    assert "'some/other' is configured" in finding.what
    assert repair(other, examine(other)) == examine(other)
    catalogue = published(settings) / "catalogue.db"
    catalogue.write_bytes(catalogue.read_bytes()[:5000])
    assert any("--rebuild" in finding.remedy for finding in examine(settings).findings)
    shutil.rmtree(published(settings))
    finding = examine(settings).findings[0]
    assert "not there" in finding.what
    assert "--rebuild" in finding.remedy


def test_no_store_is_no_patient(tmp_path: Path) -> None:
    """Before the first refresh it says how to begin."""
    with pytest.raises(EmptyStoreError, match="presscite refresh"):
        examine(Settings(home=tmp_path))


def test_commands(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`doctor` ends with 0 for a sound store and 4 for another; `sources` lists what came from where."""
    monkeypatch.setenv("PRESSCITE_HOME", str(settings.home))
    if settings.chroma_address:
        monkeypatch.setenv("PRESSCITE_CHROMA_URL", settings.chroma_address)
    well = CliRunner().invoke(main, ["doctor"])
    assert (well.exit_code, well.stdout[:19]) == (0, "The store is sound:")
    in_catalogue(settings, "DELETE FROM keywords WHERE rowid = ONE")
    ill = CliRunner().invoke(main, ["doctor", "--json"])
    assert (ill.exit_code, json.loads(ill.stdout)["sound"]) == (4, False)
    mended = CliRunner().invoke(main, ["doctor", "--repair"])
    assert mended.exit_code == 0, mended.output
    assert "After the repair:" in mended.stdout


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
