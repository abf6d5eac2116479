"""What a web server remembers goes to the database and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state.web_state import WebState
from bot.web.settings import WebSettings
from bot.web.state_move import move, moved_with_store
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def _web(home: Path, address: str | None) -> WebState:
    """What a web server remembers, in a file or in the database."""
    settings = _web_settings(home, address)
    return WebState(settings, settings.state_path, 2)


def _web_settings(home: Path, address: str | None) -> WebSettings:
    more = {"PRESSCITE_DATABASE_URL": address} if address else {}
    return WebSettings.load({"PRESSCITE_HOME": str(home), **more})


def test_who_has_signed_in_stays_so(database_url: str, tmp_path: Path) -> None:
    """Sessions go to the database and back, beside those that are there; what has expired stays behind."""
    file, server = _web(tmp_path, None), _web(tmp_path, database_url)
    before = file.sessions.begin(60, {"turns": ["one"]})
    over = file.sessions.begin(-1)
    beside = server.sessions.begin(60, {"turns": ["two"]})
    settings = _web_settings(tmp_path, database_url)
    assert move(settings, to_database=True) == 1
    server.sessions.remember(before, {"turns": ["one", "three"]})
    assert move(settings, to_database=True) == 1
    assert server.sessions.content(before) == {"turns": ["one", "three"]}
    assert server.sessions.content(beside) == {"turns": ["two"]}
    assert server.sessions.content(over) is None
    other = _web_settings(tmp_path / "other", database_url)
    assert move(other, to_database=False) == 2
    back = _web(tmp_path / "other", None)
    assert back.sessions.content(before) == {"turns": ["one", "three"]}
    assert back.sessions.content(beside) == {"turns": ["two"]}
    for state in (file, server, back):
        state.close()


def test_nothing_is_made_where_nobody_has_signed_in(database_url: str, tmp_path: Path) -> None:
    """Neither a file nor a schema; and a database is needed."""
    settings = _web_settings(tmp_path, database_url)
    assert move(settings, to_database=True) == 0
    assert move(settings, to_database=False) == 0
    assert not settings.state_path.exists()
    with pytest.raises(SettingsError, match="PRESSCITE_DATABASE_URL is not set"):
        move(_web_settings(tmp_path, None), to_database=True)


def test_it_is_a_part_of_moving_the_store(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps it from being moved is said and is no failure of the store's."""
    monkeypatch.setenv("PRESSCITE_HOME", str(tmp_path))
    monkeypatch.setenv("PRESSCITE_DATABASE_URL", database_url)
    assert moved_with_store("database") is None
    file = _web(tmp_path, None)
    file.sessions.begin(60)
    file.close()
    assert moved_with_store("database") == "The web server's state: 1 session."
    (tmp_path / "web" / "state.db").write_bytes(b"not a database, and long enough to be looked at" * 50)
    assert str(moved_with_store("database")).startswith("Not the web server's state: ")
