"""A store that mends itself: whatever is damaged is named, never read, and made again without any source."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval import HybridRetriever, build_chain
from retrieval.answer import Answer
from retrieval.errors import EmptyStoreError, StoreError
from retrieval.settings import Settings
from retrieval.store import vectors
from retrieval.store.diagnosis import Repair
from retrieval.store.doctor import examine
from retrieval.store.repair import repair
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import DIMENSION, CountingEmbeddings
from tests.retrieval.small_store import contents, generations, published, run, write
from tests.retrieval.store.damages import DAMAGES

if TYPE_CHECKING:
    from pathlib import Path

MENDED = [name for name, damage in DAMAGES.items() if damage.mended]
LOST = [name for name, damage in DAMAGES.items() if not damage.mended]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two generations of a store whose index Chroma has written to the disk, small as it is."""
    folder = tmp_path_factory.mktemp("indexed")
    (folder / "articles").mkdir()
    for n in range(6):
        body = f"Body of article {n}. " + f"It has more sentences of its own, {n}. " * 12
        write(folder / "articles" / f"{n}.txt", f"Article {n}", body)
    settings = Settings(home=folder / "home", passage_chars=200)
    with pytest.MonkeyPatch.context() as patch:
        hnsw = {"space": "cosine", "sync_threshold": 8, "batch_size": 4}
        patch.setattr(vectors, "_CONFIGURATION", {"hnsw": hnsw})
        run(folder / "articles", settings)
    write(folder / "articles" / "6.txt", "Article 6", "It came in later.")
    run(folder / "articles", settings)
    assert len(generations(settings)) == 2
    return folder / "home"


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Settings:
    shutil.copytree(indexed, tmp_path / "home")
    return Settings(home=tmp_path / "home", passage_chars=200)


def read(settings: Settings) -> None:
    """Read as a question does: the passages near to a vector, those that share words, and their sentences."""
    vector = np.eye(1, DIMENSION, dtype=np.float32)[0]
    store = Store.from_settings(settings)
    try:
        with store.reading() as snapshot:
            near = snapshot.nearest(vector, 9)
            assert len(near) == 9
            snapshot.sentences.vectors([id_ for id_, _ in near])
            assert snapshot.match("article sentences", 9).found
    finally:
        store.close()


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_and_never_read(home: Settings, name: str) -> None:
    """The doctor says what it is in plain words, and who asks gets an error with the way out, not other passages."""
    read(home)
    DAMAGES[name].do(published(home))
    with pytest.raises(StoreError, match="presscite doctor") as raised:
        read(home)
    assert not isinstance(raised.value, EmptyStoreError)
    found = examine(home)
    assert any(re.search(DAMAGES[name].words, finding.what) for finding in found.findings), found.findings
    wanted = Repair.REINDEX if DAMAGES[name].mended else Repair.FALL_BACK
    assert found.repairs == {wanted}


@pytest.mark.parametrize("name", DAMAGES)
def test_question_to_a_damaged_store_is_an_error_and_no_refusal(home: Settings, name: str) -> None:
    """That the articles cannot be read is never taken for that they do not say."""
    assert isinstance(_asked(home), Answer)
    DAMAGES[name].do(published(home))
    with pytest.raises(StoreError) as raised:
        _asked(home)
    assert not isinstance(raised.value, EmptyStoreError)


def _asked(settings: Settings) -> Answer:
    store = Store.from_settings(settings)
    try:
        retriever = HybridRetriever(store=store, embeddings=CountingEmbeddings(settings))
        return build_chain(settings, retriever=retriever).invoke("What is said of article 3?")
    finally:
        store.close()


@pytest.mark.parametrize("name", MENDED)
def test_generation_is_made_again_from_its_articles(home: Settings, name: str) -> None:
    """Vectors, vectors of sentences and postings are as they were, and no source was read."""
    before = contents(home)
    DAMAGES[name].do(published(home))
    after = repair(home, examine(home), embeddings=CountingEmbeddings(home))
    assert after.findings == ()
    assert after.notice is None
    assert contents(home) == before
    read(home)


@pytest.mark.parametrize("name", LOST)
def test_last_sound_generation_is_published(home: Settings, name: str) -> None:
    """Where the articles cannot be relied on, those of the generation before are, and that is said."""
    damaged, (earlier, _) = published(home), generations(home)
    DAMAGES[name].do(damaged)
    after = repair(home, examine(home), embeddings=CountingEmbeddings(home))
    assert after.findings == ()
    assert after.articles == 6
    assert published(home).name == earlier
    assert earlier in str(after.notice)
    assert damaged.name in str(after.notice)
    read(home)


def test_earlier_generation_is_mended_where_it_has_to_be(home: Settings) -> None:
    """It is no use as it is where its vectors are damaged too, but its articles can still be relied on."""
    earlier, later = generations(home)
    folder = published(home).parent
    DAMAGES["catalogue, cut"].do(folder / later)
    DAMAGES["data, cut"].do(folder / earlier)
    after = repair(home, examine(home), embeddings=CountingEmbeddings(home))
    assert (after.findings, after.articles) == ((), 6)
    assert published(home).name not in {earlier, later}
    read(home)


def test_nothing_is_published_where_nothing_is_sound(home: Settings) -> None:
    """Then only the sources help, and the doctor says so, before and after."""
    for name in generations(home):
        DAMAGES["catalogue, another text"].do(published(home).parent / name)
    current = published(home)
    after = repair(home, examine(home), embeddings=CountingEmbeddings(home))
    assert published(home) == current
    assert after.notice is None
    assert any("presscite refresh --rebuild" in finding.remedy for finding in after.findings)


def test_refresh_does_not_build_on_damage(home: Settings, tmp_path: Path) -> None:
    """What is damaged would be copied, and count as sound from then on; it is refused, and the store stays as it is."""
    DAMAGES["data, overwritten"].do(published(home))
    current = published(home)
    write(tmp_path / "new.txt", "New", "Something new.")
    with pytest.raises(StoreError, match=r"is damaged.*doctor --repair"):
        run(tmp_path / "new.txt", home)
    assert published(home) == current


def test_damage_to_a_store_that_is_open_is_noticed(home: Settings) -> None:
    """The next question gets the error, and after the repair an answer, without a new start."""
    store = Store.from_settings(home)
    with store.reading() as snapshot:
        passages = snapshot.catalogue.counts()[1]
    DAMAGES["vectors of sentences, other bytes"].do(published(home))
    store.follow()  # which it does by itself, once a second
    with pytest.raises(StoreError, match="is damaged"), store.reading():
        pass
    repair(home, examine(home), embeddings=CountingEmbeddings(home))
    with store.reading() as snapshot:
        assert snapshot.catalogue.counts()[1] == passages
    store.close()


def test_generation_without_checksums_is_examined_all_the_same(home: Settings) -> None:
    """Of one that an earlier presscite made, Chroma may die; the doctor does not, and mends it."""
    manifest = published(home) / "manifest.json"
    before = contents(home)
    facts = json.loads(manifest.read_text("utf-8"))
    del facts["files"], facts["articles"]
    manifest.write_text(json.dumps(facts), "utf-8")
    assert examine(home).sound
    DAMAGES["header, overwritten"].do(published(home))
    found = examine(home)
    assert found.repairs == {Repair.REINDEX}
    assert any("the vectors cannot be read" in finding.what for finding in found.findings)
    after = repair(home, found, embeddings=CountingEmbeddings(home))
    assert after.sound
    assert contents(home) == before
