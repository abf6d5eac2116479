"""Who gets a digest, and what was in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.place import Place
from tests.bot.fake_telegram import CITATION

if TYPE_CHECKING:
    from bot.state.digests import Digest
    from bot.state.state import State

PLACE = Place(chat=77)
TOPIC = Place(chat=-100, topic=9)


def ordered(state: State, place: Place = PLACE, due: float = 100.0) -> Digest:
    state.digests.order(place, 77, "en", 480, due)
    found = state.digests.at(place)
    assert found is not None
    return found


def test_one_of_a_chat_and_topic(state: State) -> None:
    """A new order changes the one that there is; topics have their own."""
    first = ordered(state)
    state.digests.order(PLACE, 78, "ru", 1200, 200.0)
    changed = state.digests.at(PLACE)
    assert changed is not None
    assert (changed.id, changed.person, changed.language, changed.minutes, changed.due) == (
        first.id, 78, "ru", 1200, 200.0
    )  # fmt: skip
    assert ordered(state, TOPIC).id != first.id
    assert state.digests.at(Place(chat=-100)) is None
    assert [digest.chat for digest in state.digests.of(77)] == [-100]


def test_what_is_due(state: State) -> None:
    """The longest overdue first; none that waits for an answer."""
    late, later = ordered(state, TOPIC, 50.0), ordered(state, PLACE, 100.0)
    assert [digest.id for digest in state.digests.due(100.0)] == [late.id, later.id]
    assert [digest.id for digest in state.digests.due(99.0)] == [late.id]
    state.digests.set_asked(late.id, asked=True)
    assert [digest.id for digest in state.digests.due(100.0)] == [later.id]
    state.digests.go_on(late.id, 70.0)
    assert [digest.id for digest in state.digests.due(100.0)] == [late.id, later.id]


def test_a_message_is_kept_until_it_is_sent(state: State) -> None:
    """With how much of it was sent; its stories stay known, and its notifications are sent."""
    digest = ordered(state)
    state.watches.add(PLACE, 77, "Rogun", "en", 20)
    (watch,) = state.watches.at(PLACE)
    state.notifications.add(watch.id, CITATION, b"news")
    (waiting,) = state.notifications.waiting(PLACE)
    assert (waiting.citation, waiting.signature) == (CITATION, b"news")
    state.digests.begin(digest.id, {"letters": [["a"]]}, [b"one", b"two"], [waiting.id])
    state.digests.record(digest.id, 1)
    (kept,) = state.digests.due(100.0)
    assert (kept.parts, kept.begun) == ({"letters": [["a"]]}, 1)
    assert sorted(state.digests.stories(digest.id)) == [b"one", b"two"]
    assert state.notifications.waiting(PLACE) == []
    assert state.notifications.sent_stories(PLACE) == [b"news"]
    state.digests.finish(kept, 300.0, date(2026, 11, 28), sent=True)
    done = state.digests.get(digest.id)
    assert done is not None
    assert (done.due, done.day, done.parts, done.begun, done.unread) == (
        300.0, date(2026, 11, 28), None, 0, 1
    )  # fmt: skip


def test_a_press_counts_for_its_chat(state: State) -> None:
    """And a day without news does not count as one that nobody read."""
    digest, other = ordered(state), ordered(state, TOPIC)
    for each in (digest, other):
        state.digests.finish(each, 300.0, date(2026, 11, 28), sent=True)
    state.digests.finish(other, 300.0, date(2026, 11, 29), sent=False)
    state.digests.seen(77)
    state.digests.seen(4711)
    unread = [state.digests.get(each.id) for each in (digest, other)]
    assert [each.unread for each in unread if each] == [0, 1]


def test_a_digest_takes_the_place_of_single_messages(state: State) -> None:
    """Of the chat and topic where it is sent, unless an answer is awaited whether it goes on."""
    state.watches.add(PLACE, 77, "Rogun", "en", 20)
    (watch,) = state.watches.at(PLACE)
    state.notifications.add(watch.id, CITATION, b"news")
    assert state.notifications.next(5) is not None
    digest = ordered(state)
    assert state.notifications.next(5) is None
    state.digests.set_asked(digest.id, asked=True)
    assert state.notifications.next(5) is not None
    state.digests.end(digest.id)
    assert state.notifications.next(5) is not None
    ordered(state, TOPIC)
    assert state.notifications.next(5) is not None


def test_chats_that_move_and_end_and_people_who_are_forgotten(state: State) -> None:
    """A group that becomes a supergroup keeps its digest; with a digest go its stories."""
    digest = ordered(state, TOPIC)
    state.digests.begin(digest.id, {}, [b"one"], [])
    state.digests.move(-100, -1000)
    moved = state.digests.at(Place(chat=-1000, topic=9))
    assert moved is not None
    assert moved.id == digest.id
    ordered(state, TOPIC)
    state.digests.move(-100, -1000)  # there is one already
    assert state.digests.at(TOPIC) is None
    state.digests.leave(-1000)
    assert state.digests.at(Place(chat=-1000, topic=9)) is None
    assert state.digests.stories(digest.id) == []
    state.forget(77)
    assert state.digests.of(77) == []


def test_stories_are_forgotten_when_they_are_old(state: State) -> None:
    """By then they cannot come again."""
    digest = ordered(state)
    state.digests.begin(digest.id, {}, [b"one"], [])
    state.digests.purge(0.0)
    assert state.digests.stories(digest.id) == [b"one"]
    state.digests.purge(1e12)
    assert state.digests.stories(digest.id) == []
