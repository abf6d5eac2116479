"""All that the bot remembers, deleted together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.place import Place
from bot.settings import BotSettings
from bot.state.state import State
from tests.bot.fake_telegram import ANSWER, CITATION, TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _live(state: State, person: int, update: int) -> None:
    """Let somebody ask, be answered, like the answer, watch for something, and have it found."""
    place = Place(chat=person)
    state.jobs.add(update, person, person, update, {"text": "Which tunnel?"})
    exchange = state.conversations.add(place, person, ANSWER, 0.5)
    state.conversations.shown(exchange, person, 21)
    state.feedback.give(exchange, person, 1)
    state.watches.add(place, person, "Rogun", "en", 20)
    state.zones.choose(person, ZoneInfo("Asia/Dushanbe"))
    state.notifications.add(state.watches.of(person, place)[0].id, CITATION, b"")


def test_a_person_is_forgotten_wholly(state: State) -> None:
    """Nothing of theirs is left, and nothing of anybody else's is gone."""
    _live(state, 77, 1)
    _live(state, 78, 2)
    state.forget(77)
    assert [exchange.person for exchange in state.conversations.since(0)] == [78]
    assert state.conversations.of_message(77, 21) is None
    assert state.conversations.of_message(78, 21) is not None
    assert len(list(state.feedback.judgements())) == 1
    assert [watch.person for watch in state.watches.all()] == [78]
    assert [state.zones.chosen(person) is None for person in (77, 78)] == [True, False]
    assert state.jobs.counts() == (1, 0)
    assert not state.jobs.add(1, 77, 77, 1, {}), "that the update was dealt with stays known"


def test_what_is_old_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the days that the settings allow; a standing question stays, without the words that were found for it."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PRESSCITE_HOME": str(tmp_path),
        "TELEGRAM_RETENTION_DAYS": "30",
    }
    state = State(BotSettings.load(environ))
    _live(state, 77, 1)
    for days, left in ((29, 1), (31, 0)):
        now = time.time() + days * 24 * 3600
        with monkeypatch.context() as later:
            later.setattr("bot.state.state.time.time", lambda now=now: now)
            state.purge()
        assert len(state.conversations.since(0)) == left
    assert state.watches.count() == 1
    assert state.notifications.next(most_a_day=9) is None
    state.close()
