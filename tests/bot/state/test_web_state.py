"""What the web server remembers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.state.web_state import WebState
from retrieval.settings import Settings
from tests.bot.empty_state import put_empty_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of an empty state."""
    path = tmp_path / "state" / "web.db"
    put_empty_state(path)
    return path


@pytest.fixture
def state(path: Path) -> Iterator[WebState]:
    """An empty state, two requests a minute."""
    state = WebState(Settings.load({}), path, 2)
    yield state
    state.close()


def test_servers_share_a_limit(state: WebState, path: Path) -> None:
    """What was asked of one counts for the other, by token."""
    other = WebState(Settings.load({}), path, 2)
    assert state.limits.take("one") is None
    assert other.limits.take("one") is None
    wait = state.limits.take("one")
    assert wait is not None
    assert 0 < wait <= 60
    assert state.limits.take("two") is None
    other.close()


def test_a_limit_begins_anew_each_minute(state: WebState, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is over is forgotten."""
    now = 6_000_000_000.0
    monkeypatch.setattr("bot.state.web_limits.time.time", lambda: now)
    assert [state.limits.take("one") for _ in range(3)] == [None, None, 60.0]
    now += 60
    assert state.limits.take("one") is None
    now += 60
    state.purge()
    assert [state.limits.take("one") for _ in range(3)] == [None, None, 60.0]


def test_a_session_is_known_by_its_secret(state: WebState, path: Path) -> None:
    """Until it expires or is ended; the file holds no secret."""
    secret = state.sessions.begin(60, {"turns": []})
    assert state.sessions.content(secret) == {"turns": []}
    state.sessions.remember(secret, {"turns": ["one"]})
    assert state.sessions.content(secret) == {"turns": ["one"]}
    assert state.sessions.content(secret + "x") is None
    with closing(sqlite3.connect(path)) as database:
        assert secret not in str(database.execute("SELECT * FROM web_sessions").fetchall())
    state.sessions.end(secret)
    assert state.sessions.content(secret) is None
    expired = state.sessions.begin(-1)
    assert state.sessions.content(expired) is None
    state.purge()
