"""A copy of the bot's state for a backup, and one that is put back."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.jobs.file_instance import FileInstance
from bot.place import Place
from bot.state.database import StateError
from bot.state.state import State
from bot.state.state_copy import copy_state, is_running, replace_state
from tests.bot.fake_telegram import ANSWER, CITATION

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import BotSettings

PLACE = Place(chat=77)


pytestmark = pytest.mark.parametrize("bot_settings", ["sqlite"], indirect=True)


@pytest.fixture
def settings(bot_settings: BotSettings) -> BotSettings:
    return bot_settings


@pytest.fixture
def path(settings: BotSettings, state: State) -> Path:
    """Where a bot has its state: an answer, a question that waits, a notification that waits, what is known."""
    state.conversations.add(PLACE, 77, ANSWER, 0.5)
    state.jobs.add(1, 77, 77, 21, {"text": "What else?"})
    state.watches.add(PLACE, 77, "Rogun", "en", most=20)
    state.notifications.add(state.watches.of(77, PLACE)[0].id, CITATION, b"story")
    state.baselines.keep("articles", b"known")
    return settings.state_path


def test_copy_is_whole_while_the_bot_writes(path: Path, state: State, tmp_path: Path) -> None:
    """It is its owner's alone, and holds conversations but no question that waits, not even between its pages."""
    over = threading.Event()

    def keep_asking() -> None:
        while not over.is_set():
            state.conversations.add(PLACE, 77, ANSWER, 0.5)

    writer = threading.Thread(target=keep_asking)
    writer.start()
    try:
        copy_state(path, tmp_path / "copy.db")
    finally:
        over.set()
        writer.join()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT count(*) FROM exchanges").fetchone()[0] >= 1
        assert copy.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
    assert b"What else?" not in (tmp_path / "copy.db").read_bytes()
    assert state.jobs.counts() == (1, 0)


def test_state_is_put_back_without_what_waited(path: Path, state: State, settings: BotSettings) -> None:
    """What was said is known again; no old question is answered and nothing old is told."""
    copy = path.with_name("copy.db")
    copy_state(path, copy)
    state.conversations.forget(77)
    state.close()
    replace_state(path, copy)
    again = State(settings)
    assert [message.content for message in again.conversations.history(PLACE)][:1] == [ANSWER.question]
    assert again.jobs.counts() == (0, 0)
    assert [watch.text for watch in again.watches.all()] == ["Rogun"]
    assert again.notifications.next(most_a_day=9) is None
    assert again.notifications.count_sent(since=1) == 0
    assert again.notifications.signatures(again.watches.all()[0].id) == [b"story"]
    assert again.baselines.get("articles") is None
    again.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".restoring")] == []


def test_state_is_put_where_there_was_none(path: Path, tmp_path: Path) -> None:
    """As on a new machine."""
    copy = tmp_path / "copy.db"
    copy_state(path, copy)
    replace_state(tmp_path / "new" / "1.db", copy)
    with closing(sqlite3.connect(tmp_path / "new" / "1.db")) as database:
        assert database.execute("SELECT count(*) FROM exchanges").fetchone() == (1,)


def test_state_of_a_running_bot_is_left_alone(path: Path, state: State) -> None:
    """Whether it has the file open, or an instance of it lives; a lock that a dead one has left does not count."""
    copy = path.with_name("copy.db")
    copy_state(path, copy)
    assert is_running(path)
    with pytest.raises(StateError, match="stop it first"):
        replace_state(path, copy)
    state.close()
    assert not is_running(path)
    instance = FileInstance(path.with_suffix(".instances"))
    instance.start()
    assert is_running(path)
    with pytest.raises(StateError, match="stop it first"):
        replace_state(path, copy)
    instance.stop()
    (path.with_suffix(".instances") / "dead.lock").touch()
    assert not is_running(path)


def test_state_that_is_none_changes_nothing(path: Path, state: State) -> None:
    """A copy that is damaged, or of a later presscite, is refused in words."""
    state.close()
    before = path.read_bytes()
    copy = path.with_name("copy.db")
    copy.write_bytes(b"not a database" * 100)
    with pytest.raises(StateError, match=r"not a database|damaged"):
        replace_state(path, copy)
    copy.unlink()
    copy_state(path, copy)
    with closing(sqlite3.connect(copy)) as later, later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StateError, match="later version"):
        replace_state(path, copy)
    assert path.read_bytes() == before
