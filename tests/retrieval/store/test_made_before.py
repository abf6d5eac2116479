"""A store that an earlier presscite made, kept as a file: it is read, found sound, and refreshed on."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.manifest import FORMAT
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import contents, published

MADE = Path(__file__).parent / "made_before" / "format_3.tar.gz"  # by f23838e, with `CountingEmbeddings`


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with tarfile.open(MADE) as kept:
        kept.extractall(tmp_path, filter="data")
    return tmp_path


@pytest.fixture
def made(home: Path) -> Settings:
    return Settings(home=home, passage_chars=200)


def test_it_is_read(made: Settings) -> None:
    """Articles with all their facts, passages, vectors, sentences and postings; nothing is wrong with it."""
    assert json.loads((published(made) / "manifest.json").read_text("utf-8"))["format"] == FORMAT
    assert examine(made).findings == ()
    assert len(contents(made)) == 3
    store = Store.from_settings(made)
    with store.reading() as snapshot:
        dam = snapshot.catalogue.article("dam")
        assert dam is not None
        assert (dam.title, dam.source, dam.author, dam.language) == (
            "The dam at Rogun",
            "Asia-Plus",
            "A. Writer",
            "en",
        )
        assert [str(moment)[:10] for moment in (dam.published, dam.updated)] == ["2018-11-16", "2018-11-17"]
        (passage,) = snapshot.catalogue.spans("visit")
        assert snapshot.match("визиты министров", 5).found[0][0] == passage[0]
        vector = snapshot.vectors.stored([passage[0]])[passage[0]]
        assert snapshot.nearest(vector, 1)[0][0] == passage[0]
        assert snapshot.sentences.vectors([passage[0]])[passage[0]].spans == ((0, passage[2]),)
    store.close()


def test_it_is_refreshed_on(made: Settings, tmp_path: Path) -> None:
    """What came from a source that is not refreshed now stays with its vectors, and new articles come in beside it."""
    before = contents(made)
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"id": "new", "title": "New", "text": "Something new."}), "utf-8")
    embeddings = CountingEmbeddings(made)
    report = refresh([file], made, embeddings=embeddings)
    assert (report.added, report.articles, report.notice) == (("new",), 4, None)
    assert len(embeddings.texts) == 1
    after = contents(made)
    (changed,) = [id_ for id_ in before if after[id_] != before[id_]]
    for entry in (before[changed], after[changed]):
        del entry["facts"], entry["article"]  # in which the date of the visit is in its zone now
    assert after[changed] == before[changed]
    assert examine(made).sound


def test_its_dates_come_into_their_zones(made: Settings, tmp_path: Path) -> None:
    """With the next refresh of whatever source, once, and without their own: the digests tell which they were."""
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"id": "new", "title": "New", "text": "Something new."}), "utf-8")
    refresh([file], made, embeddings=CountingEmbeddings(made))
    store = Store.from_settings(made)
    with store.reading() as snapshot:
        first = snapshot.name
        visit, dam = (snapshot.catalogue.article(id_) for id_ in ("visit", "dam"))
        assert visit is not None
        assert dam is not None
        assert str(visit.published) == "2021-04-08 09:30:00+05:00"
        assert str(dam.published) == "2018-11-16 00:00:00+00:00"
        assert snapshot.catalogue.digests()["visit"] == visit.digest
        (record,) = [record for record in snapshot.vectors.records() if record.facts["article_id"] == "visit"]
        assert record.facts["published"] == "2021-04-08T09:30:00+05:00"
    refresh([file], made, embeddings=CountingEmbeddings(made))
    assert store.files.published() == first
    store.close()
