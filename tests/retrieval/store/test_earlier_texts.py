"""Texts that a refresh has replaced stay readable: so many as the setting says, through generations and repairs."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.settings import Settings
from retrieval.store.reindex import reindex
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import all_places, published, run, write

if TYPE_CHECKING:
    from retrieval.store.earlier_texts import EarlierText


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "dam.txt", "Dam", "Other articles are beside it.")
    return folder


def earlier(settings: Settings, path: Path) -> list[EarlierText]:
    store = Store.from_settings(settings)
    try:
        with store.reading() as snapshot:
            return snapshot.earlier_texts.of(str(path))
    finally:
        store.close()


@all_places
def test_the_last_texts_are_kept(settings: Settings, source: Path) -> None:
    """The latest first, with their headlines and the times at which they were replaced; a second reading adds none."""
    settings = settings.model_copy(update={"earlier_texts": 2})
    path = source / "tunnel.txt"
    for number in range(4):
        write(path, f"Tunnel {number}", f"The tunnel cost {number} billion.")
        run(source, settings)
        run(source, settings)
    kept = earlier(settings, path)
    assert [one.title for one in kept] == ["Tunnel 2", "Tunnel 1"]
    assert [one.text for one in kept] == [
        f"Tunnel {number}\n\nThe tunnel cost {number} billion." for number in (2, 1)
    ]
    assert kept[0].replaced > kept[1].replaced
    assert earlier(settings, source / "dam.txt") == []


@all_places
def test_a_store_made_anew_of_its_articles_keeps_them(settings: Settings, source: Path) -> None:
    """As `doctor --repair` makes one."""
    path = source / "tunnel.txt"
    for number in range(2):
        write(path, "Tunnel", f"The tunnel cost {number} billion.")
        run(source, settings)
    before = earlier(settings, path)
    store = Store.from_settings(settings)
    with store.engine.locked():
        reindex(
            store.engine,
            settings,
            CountingEmbeddings(settings),
            lambda _: None,
            name=published(settings).name,
        )
    assert earlier(settings, path) == before
    assert len(before) == 1


@all_places
def test_what_is_taken_out_is_gone(settings: Settings, source: Path) -> None:
    """Nothing stays of an article that its source has no more."""
    path = source / "tunnel.txt"
    for number in range(2):
        write(path, "Tunnel", f"The tunnel cost {number} billion.")
        run(source, settings)
    path.unlink()
    run(source, settings)
    assert earlier(settings, path) == []


def test_a_store_of_an_earlier_presscite_has_none(tmp_path: Path) -> None:
    """It is read as it is."""
    with tarfile.open(Path(__file__).parent / "made_before" / "format_3.tar.gz") as kept:
        kept.extractall(tmp_path, filter="data")
    settings = Settings(home=tmp_path, passage_chars=200)
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        ids = [article.id for article, _, _ in snapshot.catalogue.all_articles()]
    store.close()
    assert ids
    assert [earlier(settings, Path(id_)) for id_ in ids] == [[] for _ in ids]


@all_places
def test_none_are_kept_where_the_setting_says_so(settings: Settings, source: Path) -> None:
    """Those that were kept before go with the next text."""
    path = source / "tunnel.txt"
    for number, most in enumerate((3, 3, 0)):
        settings = settings.model_copy(update={"earlier_texts": most})
        write(path, "Tunnel", f"The tunnel cost {number} billion.")
        run(source, settings)
    assert earlier(settings, path) == []
