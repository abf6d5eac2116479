"""Retention: some generations are kept, and none that nobody needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.store.files import StoreFiles
from retrieval.store.lease import Lease
from retrieval.store.manifest import MANIFEST
from retrieval.store.retention import Retention
from tests.retrieval.small_store import all_places, generations, published, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


@pytest.fixture
def files(tmp_path: Path) -> StoreFiles:
    """Five generations, of which the fourth is published and the second is what a killed refresh has left."""
    files = StoreFiles(tmp_path)
    for name in "abcde":
        files.generation(name).mkdir(parents=True)
        if name != "b":
            (files.generation(name) / MANIFEST).write_text("{}", "utf-8")
    files.point_to("d")
    return files


@pytest.mark.parametrize(("kept", "left"), [(0, "d"), (1, "cd"), (2, "acd"), (9, "acd")])
def test_latest_before_the_published_one_are_kept(files: StoreFiles, kept: int, left: str) -> None:
    """So many as the setting says; what is not whole, and what was rolled back from, goes."""
    Retention(files, kept).clear()
    assert files.names() == list(left)


def test_what_is_read_stays(files: StoreFiles) -> None:
    """Until its reader lets go."""
    lease = Lease(files.generation("a"))
    Retention(files, 0).clear()
    assert files.names() == ["a", "d"]
    lease.release()
    Retention(files, 0).clear()
    assert files.names() == ["d"]


def test_order_to_look_for_a_sound_one(files: StoreFiles) -> None:
    """Those before the published one, the latest first, then those that were rolled back from."""
    assert Retention(files, 0).before() == ["c", "a"]
    assert Retention(files, 0).others() == ["c", "a", "e"]


@all_places
def test_refresh_keeps_what_the_settings_say(folder: Path, settings: Settings) -> None:
    """The generation before the published one stays, in the order of time, also where both are of one second."""
    names = []
    for version in range(3):
        write(folder / "0.txt", "Article 0", f"Version {version}.")
        run(folder, settings)
        names.append(published(settings).name)
    assert generations(settings) == names[1:]
    write(folder / "0.txt", "Article 0", "Last version.")
    run(folder, settings.model_copy(update={"kept_generations": 0}))
    assert len(generations(settings)) == 1
