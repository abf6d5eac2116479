"""A copy of the published generation in a tar file, and a generation published from one."""

from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import EmptyStoreError, ModelMismatchError, StoreBusyError, StoreError
from retrieval.indexing.journals import journal_of
from retrieval.settings import Settings
from retrieval.store.backup import add_file, back_up_store, restore_store
from retrieval.store.doctor import examine
from retrieval.store.engine import store_engine
from retrieval.store.files import StoreFiles
from retrieval.store.store import Store
from tests.retrieval.small_store import all_places, contents, generations, published, run, write
from tests.retrieval.store.damages import DAMAGES

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.store.backup import StoreCopy


def backed_up(settings: Settings, folder: Path) -> tuple[Path, StoreCopy]:
    """A backup in a folder."""
    (folder / "scratch").mkdir(parents=True)
    path = folder / "backup.tar"
    with tarfile.open(path, "w") as backup:
        copied = back_up_store(settings, backup, folder / "scratch")
    assert list((folder / "scratch").iterdir()) == []
    return path, copied


def restored(settings: Settings, path: Path) -> StoreCopy:
    with tarfile.open(path, "r:") as backup:
        return restore_store(settings, backup)


@all_places
def test_backup_is_published_as_it_was(stored: Settings, tmp_path: Path) -> None:
    """In a home without a store, all is as it was; vectors from a server, articles from a database are in it now."""
    before = contents(stored)
    path, copied = backed_up(stored, tmp_path / "backups")
    assert (copied.articles, copied.generation) == (4, published(stored).name)
    elsewhere = Settings(home=tmp_path / "elsewhere", passage_chars=200)
    assert restored(elsewhere, path).articles == 4
    assert contents(elsewhere) == before
    assert examine(elsewhere).sound
    if stored.database_url is None:
        assert journal_of(store_engine(elsewhere)).sources() == journal_of(store_engine(stored)).sources()


@all_places
def test_restored_articles_are_answered_from_at_once(stored: Settings, tmp_path: Path) -> None:
    """Who has the store open goes over to them, and the generation before stays for a rollback."""
    path, _ = backed_up(stored, tmp_path / "backups")
    write(tmp_path / "new.txt", "New", "Something new.")
    run(tmp_path / "new.txt", stored)
    later = published(stored).name
    store = Store.from_settings(stored)
    with store.reading() as snapshot:
        assert snapshot.catalogue.counts()[0] == 5
    restored(stored, path)
    with store.reading() as snapshot:
        assert snapshot.catalogue.counts()[0] == 4
        assert snapshot.name > later
    store.close()
    assert later in generations(stored)
    report, _ = run(tmp_path / "new.txt", stored)  # a restored store is refreshed on
    assert (len(report.added), report.articles) == (1, 5)
    assert examine(stored).sound


@all_places
def test_nothing_is_not_backed_up(settings: Settings, tmp_path: Path) -> None:
    """A backup without articles would be found out on the day when it is needed."""
    with pytest.raises(EmptyStoreError, match="nothing to back up"):
        backed_up(settings, tmp_path / "one")


def test_damage_is_not_backed_up(stored: Settings, tmp_path: Path) -> None:
    """As little as nothing is."""
    DAMAGES["postings, index gone"].do(published(stored))
    with pytest.raises(StoreError, match=r"catalogue\.db.*doctor --repair"):
        backed_up(stored, tmp_path / "two")


def altered(path: Path, name: str) -> Path:
    """The same backup with other bytes in a file."""
    target = path.with_name("altered.tar")
    with tarfile.open(path, "r:") as old, tarfile.open(target, "w") as new:
        for member in old:
            held = old.extractfile(member)
            assert held is not None
            content = bytearray(held.read())
            if member.name == name:
                content[len(content) // 2] ^= 255
            new.addfile(member, io.BytesIO(bytes(content)))
    return target


def test_damaged_backup_is_not_published(stored: Settings, tmp_path: Path) -> None:
    """A file with other bytes in it, one that is cut, one with a file that leads out: the store stays as it was."""
    path, _ = backed_up(stored, tmp_path / "backups")
    before = published(stored)
    with pytest.raises(StoreError, match="is damaged: catalogue"):
        restored(stored, altered(path, "store/catalogue.db"))
    cut = path.with_name("cut.tar")
    cut.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises((StoreError, tarfile.TarError)):
        restored(stored, cut)
    leading_out = path.with_name("out.tar")
    (tmp_path / "evil").write_text("evil", "utf-8")
    with tarfile.open(leading_out, "w") as backup:
        add_file(backup, tmp_path / "evil", "store/../../../evil.txt")
    with pytest.raises(StoreError, match="no name of a file"):
        restored(stored, leading_out)
    with tarfile.open(leading_out, "w") as backup:
        add_file(backup, tmp_path / "evil", "other")
    with pytest.raises(StoreError, match="holds no articles"):
        restored(stored, leading_out)
    assert published(stored) == before
    assert StoreFiles(stored.home).names() == [before.name]
    assert [file.name for file in tmp_path.rglob("evil*")] == ["evil"]


@all_places
def test_backup_of_another_model_is_refused(stored: Settings, tmp_path: Path) -> None:
    """Its vectors mean nothing to the one that is configured; the error names both."""
    path, _ = backed_up(stored, tmp_path / "backups")
    other = stored.model_copy(update={"embedding_model": "some/other"})
    with pytest.raises(ModelMismatchError, match=r"multilingual-e5-small.*some/other"):
        restored(other, path)


@all_places
def test_refresh_that_is_running_comes_first(stored: Settings, tmp_path: Path) -> None:
    """A restore says that one is running; a backup does not wait for it."""
    path, _ = backed_up(stored, tmp_path / "backups")
    with store_engine(stored).locked():
        backed_up(stored, tmp_path / "more")
        with pytest.raises(StoreBusyError):
            restored(stored, path)


def test_backup_says_nothing_of_whose_it_is(stored: Settings, tmp_path: Path) -> None:
    """Files in it belong to nobody and are their owner's alone; their checksums are those of the generation."""
    path, _ = backed_up(stored, tmp_path / "backups")
    with tarfile.open(path, "r:") as backup:
        assert {(member.uid, member.gid, member.uname, member.mode) for member in backup} == {
            (0, 0, "", 0o600)
        }
        held = backup.extractfile("store/manifest.json")
        assert held is not None
        assert json.load(held) == json.loads((published(stored) / "manifest.json").read_text("utf-8"))
