"""A backup in one file, made while the bot runs, and what is put back of it."""

from __future__ import annotations

import json
import os
import stat
import tarfile
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.ops.backup import BackupError, back_up, restore
from bot.place import Place
from bot.settings import BotSettings
from bot.state.state import State
from retrieval.errors import StoreError
from retrieval.indexing.refresh import refresh
from retrieval.store.store import Store
from tests.bot.fake_telegram import ANSWER, TOKEN
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACE = Place(chat=77)


@pytest.fixture
def settings(tmp_path: Path) -> BotSettings:
    """Of a bot with a store of one article."""
    settings = BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(tmp_path / "home")})
    put(settings, tmp_path, "first")
    return settings


def put(settings: BotSettings, folder: Path, *ids: str) -> None:
    """Refresh the store with these articles."""
    records = (json.dumps({"id": id_, "title": id_, "text": f"Text of {id_}."}) + "\n" for id_ in ids)
    (folder / "news.jsonl").write_text("".join(records), "utf-8")
    refresh([folder / "news.jsonl"], settings, embeddings=CountingEmbeddings(settings))


def articles(settings: BotSettings) -> set[str]:
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        found = {article.id for article, _, _ in snapshot.catalogue.all_articles()}
    store.close()
    return found


@pytest.fixture
def running(settings: BotSettings) -> Iterator[State]:
    """The state of a bot that runs: it has answered one question, and another one waits."""
    state = State(settings)
    state.conversations.add(PLACE, 77, ANSWER, 0.5)
    state.jobs.add(1, 77, 77, 21, {"text": "What else?"})
    yield state
    state.close()


def test_all_is_put_back_where_the_bot_is_stopped(
    settings: BotSettings, running: State, tmp_path: Path
) -> None:
    """Articles and conversations, but no question that waited; nobody but the owner can read the file."""
    file = tmp_path / "backup.tar"
    made = back_up(settings, settings, file)
    assert (made.articles, made.state, made.reason) == (1, True, None)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    running.conversations.forget(77)
    running.close()
    put(settings, tmp_path, "first", "second")
    done = restore(settings, settings, file)
    assert (done.made, done.articles, done.state, done.reason) == (made.made, 1, True, None)
    assert articles(settings) == {"first"}
    again = State(settings)
    assert len(again.conversations.history(PLACE)) == 2
    assert again.jobs.counts() == (0, 0)
    again.close()


def test_articles_come_at_once_where_the_bot_runs(
    settings: BotSettings, running: State, tmp_path: Path
) -> None:
    """What it remembers stays as it is, and that is said; later, the rest can be put back alone."""
    file = tmp_path / "backup.tar"
    back_up(settings, settings, file)
    put(settings, tmp_path, "second")
    running.conversations.forget(77)
    done = restore(settings, settings, file)
    assert (done.articles, done.state) == (1, False)
    assert "stop it" in str(done.reason)
    assert articles(settings) == {"first"}
    assert running.conversations.history(PLACE) == []
    assert running.jobs.counts() == (1, 0)
    running.close()
    put(settings, tmp_path, "second")
    done = restore(settings, settings, file, articles=False)
    assert (done.articles, done.state) == (None, True)
    assert articles(settings) == {"second"}


def test_backup_without_a_bot(settings: BotSettings, tmp_path: Path) -> None:
    """Where none is set up, or it has not run yet, the articles are enough; where there is nothing, that is said."""
    file = tmp_path / "backup.tar"
    assert back_up(settings, None, file).reason == "TELEGRAM_BOT_TOKEN is not set"
    assert back_up(settings, settings, file).reason == "the bot has not run yet"
    done = restore(settings, settings, file)
    assert (done.articles, done.reason) == (1, "the backup holds none")
    empty = BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(tmp_path / "empty")})
    with pytest.raises(BackupError, match="nothing to back up"):
        back_up(empty, empty, tmp_path / "other.tar")
    assert not (tmp_path / "other.tar").exists()


def test_state_of_another_bot_is_left_out(settings: BotSettings, running: State, tmp_path: Path) -> None:
    """Its numbers of chats mean nothing to this one."""
    file = tmp_path / "backup.tar"
    back_up(settings, settings, file)
    environ = {"TELEGRAM_BOT_TOKEN": f"99{TOKEN}", "PRESSCITE_HOME": str(tmp_path / "home")}
    other = BotSettings.load(environ)
    assert "another bot" in str(restore(other, other, file, articles=False).reason)
    assert restore(settings, None, file, articles=False).reason == "TELEGRAM_BOT_TOKEN is not set"
    assert not other.state_path.exists()


def test_state_in_a_database_is_left_to_its_own_tools(
    settings: BotSettings, running: State, tmp_path: Path
) -> None:
    """That is said, and what is to be done; the file that was there before does not count."""
    file = tmp_path / "backup.tar"
    back_up(settings, settings, file)
    moved = settings.model_copy(
        update={"database_url": SecretStr("postgresql+psycopg://bot@127.0.0.1:1/news")}
    )
    assert "presscite move-state" in str(restore(settings, moved, file, articles=False).reason)
    assert "pg_dump" in str(back_up(settings, moved, file).reason)


def test_earlier_backup_is_replaced_and_nothing_else(settings: BotSettings, tmp_path: Path) -> None:
    """A file that happens to have that name is left alone; so is an earlier backup, where the new one fails."""
    file = tmp_path / "backup.tar"
    back_up(settings, settings, file)
    put(settings, tmp_path, "first", "second")
    assert back_up(settings, settings, file).articles == 2
    whole = file.read_bytes()
    store = settings.home / "store" / "generations"
    catalogue = max(store.iterdir()) / "catalogue.db"
    catalogue.write_bytes(b"something else")
    with pytest.raises(StoreError, match="is damaged"):
        back_up(settings, settings, file)
    assert file.read_bytes() == whole
    (tmp_path / "news.txt").write_text("An article.", "utf-8")
    with pytest.raises(BackupError, match="is no backup"):
        back_up(settings, settings, tmp_path / "news.txt")
    assert (tmp_path / "news.txt").read_text("utf-8") == "An article."
    with tarfile.open(tmp_path / "other.tar", "w"):
        pass
    with pytest.raises(BackupError, match="is no backup"):
        back_up(settings, settings, tmp_path / "other.tar")
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".presscite")] == []


def test_what_is_no_backup_is_refused(settings: BotSettings, running: State, tmp_path: Path) -> None:
    """One that is not there, one that is cut anywhere, one of a newer presscite; all stays as it was."""
    file = tmp_path / "backup.tar"
    back_up(settings, settings, file)
    running.close()
    put(settings, tmp_path, "second")
    content = file.read_bytes()
    with tarfile.open(file) as backup:
        start = backup.getmember("state.db").offset
    state = settings.state_path.read_bytes()
    for cut in (0, 100, len(content) // 2, start, len(content) - 12_000):
        file.write_bytes(content[:cut])
        with pytest.raises(StoreError, match=r"backup|damaged"):
            restore(settings, settings, file, articles=cut < start)
    file.write_bytes(content.replace(b'"format": 1', b'"format": 9', 1))
    with pytest.raises(BackupError, match="newer presscite"):
        restore(settings, settings, file)
    with pytest.raises(BackupError, match="is not there"):
        restore(settings, settings, tmp_path / "nowhere.tar")
    assert articles(settings) == {"second"}
    assert settings.state_path.read_bytes() == state


@pytest.mark.skipif(os.geteuid() != 0 or not os.path.exists("/dev/full"), reason="needs a full device")  # noqa: PTH110
def test_folder_that_is_not_there_is_named(settings: BotSettings, tmp_path: Path) -> None:
    """So that one knows where to make room, or a folder."""
    with pytest.raises(BackupError, match=r"nowhere.*cannot be written"):
        back_up(settings, settings, tmp_path / "nowhere" / "backup.tar")
