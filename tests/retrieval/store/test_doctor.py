"""The doctor: whatever is broken in a store is found, told in words, and repaired where that can be."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydantic import AnyHttpUrl

from retrieval.errors import EmptyStoreError
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.files import StoreFiles
from retrieval.store.repair import repair
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import (
    all_places,
    contents,
    generations,
    in_vectors,
    postgres_of,
    published,
)

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.store.vectors import Vectors


def in_catalogue(stored: Settings, query: str) -> None:
    """The same to its catalogue; ONE stands for the row of a passage."""
    with closing(sqlite3.connect(published(stored) / "catalogue.db")) as database, database:
        database.execute(query.replace("ONE", "(SELECT row FROM passages ORDER BY row LIMIT 1)"))


@all_places
def test_sound_store(stored: Settings) -> None:
    """A store as a refresh leaves it has nothing wrong with it, and everything was looked at."""
    diagnosis = examine(stored)
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


@pytest.mark.parametrize("damage", CATALOGUE_DAMAGES)
def test_damage_to_the_catalogue_is_told_and_repaired(stored: Settings, damage: str) -> None:
    """Passages and keyword rows are made anew from the articles; vectors are kept where they fit."""
    before = contents(stored)
    in_catalogue(stored, damage)
    found = examine(stored)
    assert any(CATALOGUE_DAMAGES[damage] in finding.what for finding in found.findings), found
    assert repair(stored, found, embeddings=CountingEmbeddings(stored)).sound
    assert contents(stored) == before


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


@all_places
@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("missing", "1 passage has no vector"),
        ("orphan", " to no passage (orphan)"),
        ("length", "not of unit length"),
        ("place", "name another place"),
    ],
)
def test_damage_to_the_vectors_is_told_and_repaired(stored: Settings, kind: str, named: str) -> None:
    """Missing and broken vectors are embedded again and no others; orphans go."""
    before = contents(stored)
    in_vectors(stored, lambda vectors: _break(kind, vectors))
    found = examine(stored)
    assert any(named in finding.what for finding in found.findings), found
    embeddings = CountingEmbeddings(stored)
    assert repair(stored, found, embeddings=embeddings).sound
    assert len(embeddings.texts) == (kind in {"missing", "length"})
    assert contents(stored) == before


@all_places
def test_lost_vectors_are_all_embedded_again(stored: Settings) -> None:
    """Where the collection is gone altogether, the articles are still there."""
    before = contents(stored)
    if stored.chroma_url is None:
        shutil.rmtree(published(stored) / "chroma")
    else:
        files = StoreFiles(stored.home, stored.chroma_address)
        server = files.server if stored.database_url is None else postgres_of(stored).server
        assert server is not None
        server.clear(keep=list)
    found = examine(stored)
    assert any("cannot be read" in finding.what for finding in found.findings)
    embeddings = CountingEmbeddings(stored)
    assert repair(stored, found, embeddings=embeddings).sound
    assert len(embeddings.texts) == len(before)
    assert contents(stored) == before


@all_places
def test_leftovers_are_told_and_cleared(stored: Settings) -> None:
    """What a killed refresh left behind is named, and removed without making a new generation."""
    name = published(stored).name
    left_over = _leave_over(stored)
    found = examine(stored)
    assert [finding.repair for finding in found.findings] == ["clear"]
    assert left_over in found.findings[0].what
    assert repair(stored, found).sound
    assert generations(stored) == [name]


def _leave_over(stored: Settings) -> str:
    """The name of a generation that somebody has begun and not finished."""
    if stored.database_url is None:
        published(stored).with_name("20200101T000000-abcdef").mkdir()
        return "20200101T000000-abcdef"
    engine = postgres_of(stored)
    with engine.locked():
        engine.stage(engine.published()).catalogue.commit()
    return engine.retention.leftovers()[0]


@pytest.mark.parametrize("place", ["server", "postgres"], indirect=True)
def test_collections_that_are_nobodys_are_told_and_deleted(stored: Settings) -> None:
    """Those of this store, in a server that others may use too."""
    server = StoreFiles(stored.home, stored.chroma_address).server
    server = server if stored.database_url is None else postgres_of(stored).server
    assert server is not None
    server.open("20200101T000000-abcdef", create=True)
    found = examine(stored)
    assert [finding.repair for finding in found.findings] == ["clear"]
    assert "20200101T000000-abcdef" in found.findings[0].what
    assert repair(stored, found).sound


@pytest.mark.parametrize("place", ["server", "postgres"], indirect=True)
def test_server_that_is_down_is_named(stored: Settings) -> None:
    """Once, as what no repair mends: nothing is made anew for that."""
    down = stored.model_copy(update={"chroma_url": AnyHttpUrl("http://127.0.0.1:1")})
    name = published(stored)
    found = examine(down)
    assert [finding.repair for finding in found.findings] == [None]
    assert found.findings[0].what.startswith("the Chroma server at http://127.0.0.1:1 is not reached")
    assert found.findings[0].remedy.startswith("start the Chroma server")
    assert not repair(down, found).sound
    assert published(stored) == name


def test_what_cannot_be_repaired_says_what_helps(stored: Settings) -> None:
    """Another model, a lost generation, a broken file of articles: told, with the way out, and nothing is done."""
    other = stored.model_copy(update={"embedding_model": "some/other"})
    (finding,) = examine(other).findings
    assert "'some/other' is configured" in finding.what
    assert repair(other, examine(other)) == examine(other)
    catalogue = published(stored) / "catalogue.db"
    catalogue.write_bytes(catalogue.read_bytes()[:5000])
    assert any("--rebuild" in finding.remedy for finding in examine(stored).findings)
    shutil.rmtree(published(stored))
    finding = examine(stored).findings[0]
    assert "not there" in finding.what
    assert "--rebuild" in finding.remedy


def test_no_store_is_no_patient(tmp_path: Path) -> None:
    """Before the first refresh it says how to begin."""
    with pytest.raises(EmptyStoreError, match="presscite refresh"):
        examine(Settings(home=tmp_path))
