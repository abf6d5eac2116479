"""What people watch for, and what they are notified of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.place import Place
from tests.bot.fake_telegram import CITATION

if TYPE_CHECKING:
    from bot.state.state import State


def _watch(state: State, chat: int, text: str = "Rogun") -> int:
    assert state.watches.add(Place(chat=chat), chat, text, "en", most=20)
    return state.watches.of(chat, Place(chat=chat))[-1].id


def test_the_oldest_comes_first_and_each_once(state: State) -> None:
    """A notification that is being sent is not given out again, unless sending it has failed."""
    watch = _watch(state, 77)
    for signature in (b"one", b"two"):
        state.notifications.add(watch, CITATION, signature)
    first = state.notifications.next(most_a_day=9)
    assert first is not None
    assert (first.watch.text, first.citation) == ("Rogun", CITATION)
    state.notifications.record(first.id, sent=True)
    second = state.notifications.next(most_a_day=9)
    assert second is not None
    assert second.id > first.id
    state.notifications.record(first.id, sent=False)
    assert state.notifications.next(most_a_day=9) == first
    assert state.notifications.signatures(watch) == [b"one", b"two"]


def test_a_standing_question_brings_so_many_a_day(state: State) -> None:
    """Those of other standing questions go on; a chat that is left out brings none."""
    busy, quiet = _watch(state, 77), _watch(state, 78)
    for watch in (busy, busy, quiet):
        state.notifications.add(watch, CITATION, b"")
    first = state.notifications.next(most_a_day=1)
    assert first is not None
    state.notifications.record(first.id, sent=True)
    other = state.notifications.next(most_a_day=1)
    assert other is not None
    assert (first.watch.id, other.watch.id) == (busy, quiet)
    assert state.notifications.next(most_a_day=1, but=[78]) is None
    assert state.notifications.count_sent(since=0) == 1


def test_old_passages_lose_their_words(state: State) -> None:
    """Which stories they were stays known, so that nobody is notified of a copy."""
    watch = _watch(state, 77)
    state.notifications.add(watch, CITATION, b"one")
    state.notifications.purge(before=2**40)
    assert state.notifications.next(most_a_day=9) is None
    assert state.notifications.signatures(watch) == [b"one"]
