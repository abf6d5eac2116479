"""What people watch for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.place import Place
from tests.bot.fake_telegram import CITATION

if TYPE_CHECKING:
    from bot.state.state import State

PRIVATE, TOPIC, GROUP = Place(chat=77), Place(chat=-100, topic=9), Place(chat=-100)


def _texts(state: State, place: Place, person: int = 77) -> list[str]:
    return [watch.text for watch in state.watches.of(person, place)]


def test_a_person_watches_for_so_much(state: State) -> None:
    """The same again is not new, one too many is not taken; another person's are their own."""
    add = state.watches.add
    assert [add(PRIVATE, 77, text, "en", 2) for text in ("Rogun", "Rogun", "Nurek", "Vakhsh")] == [
        True,
        False,
        True,
        None,
    ]
    assert add(PRIVATE, 78, "Rogun", "en", 2)
    assert state.watches.count() == 3


def test_what_is_watched_for_where(state: State) -> None:
    """In a chat and topic what was asked for there; in a private chat, everywhere."""
    for place, text in ((PRIVATE, "Rogun"), (TOPIC, "Nurek"), (GROUP, "Vakhsh")):
        state.watches.add(place, 77, text, "ru", 20)
    assert _texts(state, PRIVATE) == ["Rogun", "Nurek", "Vakhsh"]
    assert (_texts(state, TOPIC), _texts(state, GROUP)) == (["Nurek"], ["Vakhsh"])
    assert [(watch.topic, watch.language) for watch in state.watches.all()] == [
        (0, "ru"),
        (9, "ru"),
        (0, "ru"),
    ]


def test_only_who_watches_can_stop(state: State) -> None:
    """And what was found for it goes with it."""
    state.watches.add(PRIVATE, 77, "Rogun", "en", 20)
    (watch,) = state.watches.all()
    state.notifications.add(watch.id, CITATION, b"")
    assert state.watches.stop(watch.id, 78) is None
    assert state.watches.stop(watch.id, 77) == watch
    assert state.watches.count() == 0
    assert state.notifications.next(most_a_day=9) is None
    assert state.notifications.signatures(watch.id) == []


def test_a_group_that_moves_or_ends(state: State) -> None:
    """What it watches for goes along to its new number, and ends where the bot may no longer write."""
    state.watches.add(TOPIC, 77, "Nurek", "en", 20)
    state.watches.move(-100, -200)
    assert [watch.chat for watch in state.watches.all()] == [-200]
    state.watches.leave(-200)
    assert state.watches.all() == []
