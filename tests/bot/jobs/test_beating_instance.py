"""Instances on several machines: the jobs of a dead one are taken over, and one of them leads."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.jobs.beating_instance import BeatingInstance
from bot.settings import BotSettings
from bot.state.state import State
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.state.instances import Instances

EVERY = 0.2  # after five of these without a sign it is dead, and a busy machine must not be the reason


@pytest.fixture
def shared(bot_database_url: str, tmp_path: Path) -> Iterator[State]:
    """A state on a server."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PRESSCITE_HOME": str(tmp_path),
        "PRESSCITE_DATABASE_URL": bot_database_url,
        "PRESSCITE_CHROMA_URL": "http://127.0.0.1:1",
    }
    state = State(BotSettings.load(environ))
    yield state
    state.close()


@pytest.fixture
def instances(shared: State) -> Instances:
    assert shared.instances is not None
    return shared.instances


def _until(ready: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _kill(instance: BeatingInstance) -> None:
    """End it without a word, as a signal does."""
    instance._stopping.set()
    instance._thread.join()


def test_the_dead_are_taken_over_and_the_living_are_not(shared: State, instances: Instances) -> None:
    """And what an instance has itself in work stays in work."""
    one, two, dead = (BeatingInstance(instances, EVERY) for _ in range(3))
    for person, instance in enumerate((one, two, dead), start=7):
        instance.start()
        shared.jobs.add(person, person, person, 1, {})
        assert shared.jobs.claim(instance.id) is not None
    _kill(dead)
    _until(lambda: one.recover(shared.jobs))
    assert shared.jobs.owners() == {one.id, two.id}
    assert dead.id not in instances.beats()
    time.sleep(EVERY * 8)
    assert one.recover(shared.jobs) == two.recover(shared.jobs) == 0
    one.stop()
    two.stop()
    assert instances.beats().keys() == {one.id, two.id}, "they hold jobs"


def test_one_that_was_never_heard_of_is_dead(shared: State, instances: Instances) -> None:
    """It ended between its last word and now, or was taken for dead once before."""
    shared.jobs.add(1, 7, 7, 1, {})
    assert shared.jobs.claim("unheard") is not None
    one = BeatingInstance(instances, EVERY)
    one.start()
    _until(lambda: one.recover(shared.jobs))
    assert shared.jobs.counts() == (1, 0)
    one.stop()


def test_after_a_break_the_time_begins_anew(shared: State, instances: Instances) -> None:
    """Who could not give a sign of life, because the server was away, is not dead."""
    shared.jobs.add(1, 7, 7, 1, {})
    assert shared.jobs.claim("other") is not None
    instances.beat("other")
    one = BeatingInstance(instances, EVERY)
    one._beat()
    time.sleep(EVERY * 8)
    assert one.recover(shared.jobs) == 0
    one._beat()
    assert one.recover(shared.jobs) == 0


def test_one_leads_and_another_one_after_it(instances: Instances) -> None:
    """At once where the leader stops, and after a while where it is killed."""
    one, two, three = (BeatingInstance(instances, EVERY) for _ in range(3))
    for instance in (one, two, three):
        instance.start()
    assert [each.leads() for each in (one, two, three)] == [True, False, False]
    one.stop()
    assert not one.leads()
    _until(lambda: two.leads() or three.leads())
    leader, other = (two, three) if two.leads() else (three, two)
    assert not other.leads()
    _kill(leader)
    _until(other.leads)
    assert not leader.leads()
    other.stop()
