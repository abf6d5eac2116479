"""Rollback: the generation before is published, and stays until somebody refreshes by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import EmptyStoreError, StoreBusyError, StoreError
from retrieval.indexing.refresh import refresh
from retrieval.store.doctor import examine
from retrieval.store.engine import store_engine
from retrieval.store.files import StoreFiles
from retrieval.store.hold import RefreshHold
from retrieval.store.postgres.lock import StoreLock
from retrieval.store.rollback import roll_back
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings, NoEmbeddings
from tests.retrieval.small_store import (
    all_places,
    contents,
    generations,
    note_in_manifest,
    published,
    run,
    write,
)
from tests.retrieval.store.damages import DAMAGES

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings
    from retrieval.store.rollback import Rollback


def timed(folder: Path, settings: Settings) -> RefreshReport:
    return refresh([folder], settings, timed=True, embeddings=CountingEmbeddings(settings))


def rolled_back(folder: Path, settings: Settings) -> Rollback:
    """Have a mistake published, and go back to what was published before it."""
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "A mistake.")
    run(folder, settings)
    return roll_back(settings)


def three_kept(folder: Path, settings: Settings, versions: int) -> tuple[Settings, list[str]]:
    """Settings that keep two generations beside the published one, and the three of an article written so often."""
    settings = settings.model_copy(update={"kept_generations": 2})
    for version in range(versions):
        write(folder / "0.txt", "Article 0", f"Version {version}.")
        run(folder, settings)
    return settings, generations(settings)


@all_places
def test_generation_before_is_published(folder: Path, settings: Settings) -> None:
    """Who has the store open sees it with the next question; it is as it was, and nothing is wrong with it."""
    run(folder, settings)
    before, earlier = contents(settings), published(settings).name
    write(folder / "0.txt", "Article 0", "A mistake.")
    run(folder, settings)
    later = published(settings).name
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        assert snapshot.name == later
    done = roll_back(settings)
    assert (done.published, done.replaced, done.articles) == (earlier, later, 3)
    with store.reading() as snapshot:
        assert snapshot.name == earlier
    store.close()
    assert contents(settings) == before


@all_places
def test_refreshes_by_the_clock_are_held_until_one_by_hand(folder: Path, settings: Settings) -> None:
    """They say so, write nothing and need no model; the one by hand takes in what was taken back."""
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "A mistake.")
    run(folder, settings)
    now = contents(settings)
    earlier = roll_back(settings).published
    for _ in range(2):
        held = refresh([folder], settings, timed=True, embeddings=NoEmbeddings(settings))
        assert "held since" in str(held.notice)
        assert "presscite refresh" in str(held.notice)
        assert (held.changed, held.articles, published(settings).name) == (False, 3, earlier)
    report, _ = run(folder, settings)
    assert (len(report.updated), report.notice) == (1, None)
    assert contents(settings) == now
    assert examine(settings).sound
    write(folder / "0.txt", "Article 0", "Mended.")
    assert timed(folder, settings).changed


@all_places
def test_refresh_by_hand_that_fails_does_not_end_the_hold(folder: Path, settings: Settings) -> None:
    """Only one that has gone through does, also where it finds nothing new."""
    rolled_back(folder, settings)
    with pytest.raises(StoreError, match="no article was found"):
        run(folder / "nowhere", settings, rebuild=True)
    assert timed(folder, settings).notice is not None
    write(folder / "0.txt", "Article 0", "Body of article 0. It has two sentences.")
    report, _ = run(folder, settings)
    assert not report.changed
    assert timed(folder, settings).notice is None


@all_places
def test_a_refresh_by_hand_that_is_killed_once_it_has_published_ends_the_hold(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else refreshes by the clock would be held on, and say that the store was rolled back, which it is no more."""
    rolled_back(folder, settings)
    write(folder / "0.txt", "Article 0", "Mended.")
    with monkeypatch.context() as patch:
        patch.setattr(type(store_engine(settings).hold), "end", _killed)
        with pytest.raises(KeyboardInterrupt):
            run(folder, settings)
    assert store_engine(settings).hold.since is None
    for text in ("Mended again.", "And again."):  # the first one, by the clock, publishes too
        write(folder / "0.txt", "Article 0", text)
        report = timed(folder, settings)
        assert (report.changed, report.notice) == (True, None)


@all_places
def test_a_refresh_by_hand_that_is_killed_before_it_publishes_does_not_end_the_hold(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However far it had come: what was taken back stays so until one has gone through."""
    earlier = rolled_back(folder, settings).published
    with monkeypatch.context() as patch:
        if settings.database_url is None:
            patch.setattr(StoreFiles, "publish", _killed)
        else:
            patch.setattr(StoreLock, "renew", _killed)  # the last that the transaction does
        with pytest.raises(KeyboardInterrupt):
            run(folder, settings)
    assert timed(folder, settings).notice is not None
    assert published(settings).name == earlier


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@all_places
def test_a_store_that_was_rolled_back_is_sound(folder: Path, settings: Settings) -> None:
    """What it was rolled back from is no fault: the doctor says what becomes of it, and that refreshes are held."""
    run(folder, settings)
    assert examine(settings).notice is None
    write(folder / "0.txt", "Article 0", "A mistake.")
    run(folder, settings)
    replaced = roll_back(settings).replaced
    found = examine(settings)
    assert found.sound, found
    assert f"The next refresh removes what was rolled back: {replaced}." in str(found.notice)
    assert "are held since" in str(found.notice)
    timed(folder, settings)
    found = examine(settings)
    assert found.sound, found
    assert str(found.notice).startswith("Refreshes by the clock are held since")


@all_places
def test_one_step_for_each_generation_that_is_kept(folder: Path, settings: Settings) -> None:
    """Then it says that there is none, and which setting keeps more."""
    settings, (first, second, third) = three_kept(folder, settings, versions=4)
    assert published(settings).name == third
    assert [roll_back(settings).published, roll_back(settings).published] == [second, first]
    with pytest.raises(StoreError, match="PRESSCITE_KEPT_GENERATIONS"):
        roll_back(settings)
    assert published(settings).name == first


def test_damaged_generation_is_passed_over(folder: Path, settings: Settings) -> None:
    """The one before it is published; where there is none, the reason is said and nothing changes."""
    settings, (first, second, third) = three_kept(folder, settings, versions=3)
    DAMAGES["catalogue, cut"].do(published(settings).parent / second)
    assert roll_back(settings).published == first
    store_engine(settings).point_to(third)
    DAMAGES["manifest, cut"].do(published(settings).parent / first)
    with pytest.raises(StoreError, match=r"catalogue\.db.*manifest\.json"):
        roll_back(settings)
    assert published(settings).name == third


@all_places
def test_generation_that_this_presscite_cannot_read_is_passed_over(folder: Path, settings: Settings) -> None:
    """So it is by one that came after it, and where there is no other, that is said and nothing changes."""
    settings, (first, second, third) = three_kept(folder, settings, versions=3)
    note_in_manifest(settings, {"format": 99}, second)
    assert roll_back(settings).published == first
    engine = store_engine(settings)
    with engine.locked():
        engine.point_to(third)
    note_in_manifest(settings, {"format": 99}, first)
    with pytest.raises(StoreError, match=r"newer presscite.*newer presscite"):
        roll_back(settings)
    assert published(settings).name == third


@all_places
def test_nothing_to_go_back_to(folder: Path, settings: Settings) -> None:
    """Before the first refresh there is nothing, and while another one runs nothing is done."""
    with pytest.raises(EmptyStoreError):
        roll_back(settings)
    run(folder, settings)
    with store_engine(settings).locked(), pytest.raises(StoreBusyError):
        roll_back(settings)


def test_hold_that_cannot_be_read_holds(tmp_path: Path) -> None:
    """A damaged mark says that somebody held refreshes, if no longer since when."""
    hold = RefreshHold(tmp_path, lambda: None)
    assert hold.since is None
    hold.end()
    (tmp_path / "held").write_text("?", "utf-8")
    since = hold.since
    assert since is not None
    assert datetime.now(UTC) - since < timedelta(minutes=1)
    hold.end()
    assert hold.since is None
