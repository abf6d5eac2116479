"""What the web server remembers: limits of tokens, and sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.state.web_limits import WebLimits
from bot.state.web_sessions import WebSessions

if TYPE_CHECKING:
    import pytest

    from bot.state.database import Database


def test_a_limit_holds_for_all_servers_together(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever comes at once; in the next minute there is room again, and another token has its own."""
    now = 60_000.0
    monkeypatch.setattr("bot.state.web_limits.time.time", lambda: now)
    servers = [WebLimits(database, 10), WebLimits(database, 10)]
    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(lambda number: servers[number % 2].take("one"), range(16)))
    assert sum(wait is None for wait in waits) == 10
    assert {wait for wait in waits if wait is not None} == {60.0}
    assert servers[0].take("two") is None
    now += 60
    assert servers[0].take("one") is None
    servers[0].purge()
    assert servers[1].take("two") is None


def test_a_session_lasts_until_it_ends(database: Database) -> None:
    """Its content is what was remembered last; who has another secret has none."""
    sessions = WebSessions(database)
    secret = sessions.begin(60, {"said": "Hi\0"})
    assert sessions.content(secret) == {"said": "Hi\0"}
    sessions.remember(secret, {"said": "?"})
    assert sessions.content(secret) == {"said": "?"}
    assert sessions.content(secret + "x") is None
    expired = sessions.begin(-1)
    assert sessions.content(expired) is None
    sessions.purge()
    assert sessions.content(secret) is not None
    sessions.end(secret)
    assert sessions.content(secret) is None
