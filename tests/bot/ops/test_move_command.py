"""`presscite move-state`: what a bot remembers goes to the database and back, whole or not at all."""

from __future__ import annotations

import importlib
import json
import tomllib
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from bot.jobs.file_instance import FileInstance
from bot.ops.move_command import move, move_state_command, moved_with_store
from bot.place import Place
from bot.settings import BotSettings
from bot.state.database import StateError
from bot.state.state import State
from retrieval.errors import SettingsError
from tests.bot.fake_telegram import ANSWER, CITATION, TOKEN
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACE = Place(chat=77)


def _settings(home: Path, address: str | None) -> BotSettings:
    more = (
        {"PRESSCITE_DATABASE_URL": address, "PRESSCITE_CHROMA_URL": "http://127.0.0.1:1"} if address else {}
    )
    return BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(home), **more})


def _live(state: State) -> None:
    """An answer, a question that waits and one that was in work, and a notification that waits."""
    number = state.conversations.add(PLACE, 77, ANSWER, 0.5)
    state.feedback.give(number, 77, 1)
    state.jobs.add(1, 77, 77, 21, {"text": "What\0else?"})
    state.jobs.add(2, 78, 78, 22, {"text": "And?"})
    assert state.jobs.claim("dead") is not None
    state.watches.add(PLACE, 77, "Rogun", "en", most=20)
    state.notifications.add(state.watches.of(77, PLACE)[0].id, CITATION, b"story\0")
    state.baselines.keep("articles", b"known")


def test_state_goes_to_the_database_and_back(bot_database_url: str, tmp_path: Path) -> None:
    """Numbers go on where they end, jobs come along, and nothing is moved over what is there."""
    file = State(_settings(tmp_path, None))
    _live(file)
    file.close()
    settings = _settings(tmp_path, bot_database_url)
    counts = move(settings, to_database=True)
    assert {name: count for name, count in counts.items() if count} == {
        "exchanges": 1, "feedback": 1, "inbox": 2, "snapshots": 1, "tellings": 1, "watches": 1,
    }  # fmt: skip
    with pytest.raises(StateError, match="there is state already"):
        move(settings, to_database=True)
    server = State(settings)
    assert server.jobs.owners() == {"dead"}
    assert [exchange.question for exchange in server.conversations.since(0)] == [ANSWER.question]
    assert server.conversations.add(PLACE, 77, ANSWER, 0.5) == 2
    assert server.jobs.add(3, 79, 79, 23, {})
    notification = server.notifications.next(most_a_day=9)
    assert notification is not None
    assert server.notifications.signatures(notification.watch.id) == [b"story\0"]
    server.close()
    other = _settings(tmp_path / "other", bot_database_url)
    assert sum(move(other, to_database=False).values()) == sum(counts.values()) + 2
    back = State(_settings(tmp_path / "other", None))
    assert back.jobs.counts() == (2, 1)
    assert back.conversations.add(PLACE, 77, ANSWER, 0.5) == 3
    back.close()


def test_a_bot_that_runs_is_left_alone(bot_database_url: str, tmp_path: Path) -> None:
    """With the file or with the database."""
    settings = _settings(tmp_path, bot_database_url)
    with pytest.raises(StateError, match="there is no state"):
        move(settings, to_database=True)
    State(_settings(tmp_path, None)).close()
    running = FileInstance(settings.state_path.with_suffix(".instances"))
    running.start()
    with pytest.raises(StateError, match="a bot is running with the state /"):
        move(settings, to_database=True)
    running.stop()
    server = State(settings)
    assert server.instances is not None
    server.instances.lease("timers", "one", 10)
    with pytest.raises(StateError, match="running with the state in the database"):
        move(settings, to_database=True)
    server.close()
    with pytest.raises(SettingsError, match="PRESSCITE_DATABASE_URL is not set"):
        move(_settings(tmp_path, None), to_database=True)


def test_it_is_a_part_of_moving_the_store(
    bot_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a bot is set up and has run; what keeps it from being moved is said and is no failure of the store's."""
    assert moved_with_store("database") is None
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PRESSCITE_HOME", str(tmp_path))
    monkeypatch.setenv("PRESSCITE_DATABASE_URL", bot_database_url)
    assert moved_with_store("database") is None
    file = State(_settings(tmp_path, None))
    _live(file)
    file.close()
    assert moved_with_store("database") == "The bot's state: 7 rows, and both places hold the same."
    again = moved_with_store("database")
    assert again is not None
    assert again.startswith("Not the bot's state: there is state already")


def test_what_others_remember_comes_along(
    bot_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no bot is set up; where nobody has anything to move, the token is asked for."""
    monkeypatch.setenv("PRESSCITE_HOME", str(tmp_path))
    monkeypatch.setenv("PRESSCITE_DATABASE_URL", bot_database_url)
    said: list[str] = []

    class _Part(NamedTuple):
        value: str

        def load(self) -> Callable[[str], str | None]:
            return lambda to: said[0].replace("TO", to) if said else None

    parts = [_Part("bot.ops.move_command:moved_with_store"), _Part("other:moved")]
    monkeypatch.setattr("bot.ops.move_command.entry_points", lambda group: parts)
    done = CliRunner().invoke(move_state_command, ["--to", "database"])
    assert "TELEGRAM_BOT_TOKEN is not set" in str(done.exception)
    said.append("Moved to the TO.")
    done = CliRunner().invoke(move_state_command, ["--to", "file"], catch_exceptions=False)
    assert done.stdout.strip() == "Moved to the folder."
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    State(_settings(tmp_path, None)).close()
    done = CliRunner().invoke(move_state_command, ["--to", "database", "--json"], catch_exceptions=False)
    assert json.loads(done.stdout)["parts"] == ["Moved to the database."]


def test_the_parts_of_a_move_are_there() -> None:
    """What pyproject.toml names can be called."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    for value in project["entry-points"]["presscite.moves"].values():
        module, _, name = value.partition(":")
        assert callable(getattr(importlib.import_module(module), name))
