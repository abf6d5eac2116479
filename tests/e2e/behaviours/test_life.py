"""The bot killed, started again, looked at, and told to stop: no question is lost, none is answered twice."""

from __future__ import annotations

import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from tests.e2e.behaviours.scripted_model import scripted_model
from tests.e2e.behaviours.world import ROGUN, START_SECONDS, TUNNEL, World, environment, with_model
from tests.e2e.conftest import BotProcess, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.reply import Reply
    from tests.e2e.telegram_user import TelegramUser

ENGLISH = LANGUAGES["en"]


@pytest.fixture
def world(mode: str, home: Path, presscite_env: dict[str, str], tmp_path: Path) -> Iterator[World]:
    """A bot with a language model, that will be killed."""
    own = shutil.copytree(home, tmp_path / "home")
    with serving() as telegram, scripted_model() as model:
        env = with_model(
            environment(mode, telegram, tmp_path, {**presscite_env, "PRESSCITE_HOME": str(own)}), model
        )
        world = World(telegram, BotProcess.fork(env, tmp_path / "log"), env, tmp_path, model)
        yield world
        world.bot.stop(signal.SIGKILL)


def _start_again(world: World) -> None:
    """Start the bot of a world again, with a log of its own."""
    log = world.folder / f"{world.bot.log.name}-again"
    world.bot = BotProcess.fork(world.env, log)


def _answers(world: World, user: TelegramUser) -> list[Reply]:
    """What a user was answered, without the words about waiting."""
    return [reply for reply in world.telegram.sent(user.id, count=0) if "¹" in reply.text]


@pytest.mark.behaviour(17, 20)
def test_a_crash_an_absence_and_an_orderly_end(world: World) -> None:
    """17, 20: killed with a question in work and another one waiting, and asked while it is down, the bot answers all
    three once after its start; what was asked long ago gets an apology, and the answer at a press.  It says that it
    is well while updates come.  Told to stop, it says that it is not ready, finishes what is in work, and ends with 0;
    what only waits is answered after the next start.
    """
    telegram, model = world.telegram, world.writer
    first, absent, late = world.reader(), world.reader(), world.reader()
    with model.holding() as held:
        asked = [first.write(ROGUN)]
        assert held.arrived.wait(START_SECONDS), world.bot.output
        asked.append(first.write(TUNNEL))
        world.until(lambda: telegram.state()["pending"] == 0)
        world.bot.stop(signal.SIGKILL)
    meanwhile, long_ago = absent.write(ROGUN), late.write(TUNNEL, date=int(time.time()) - 3600)
    _start_again(world)
    world.until(lambda: len(_answers(world, first)) == 2)
    assert "¹" in world.replies(absent, meanwhile)[0].text
    (offer,) = world.replies(late, long_ago)
    assert offer.text == ENGLISH.stale
    late.press(offer, ENGLISH.buttons["now"])
    assert "¹" in world.replies(late, long_ago, 2)[1].text
    well = world.page("/healthz")
    assert (well.status_code, well.json()["updates"], well.json()["store"]) == (200, "ok", "ok")
    assert world.page("/readyz").status_code == 200
    last = world.reader()
    with model.holding() as held:
        asked_last = [last.write(ROGUN)]
        assert held.arrived.wait(60), world.bot.output
        asked_last.append(last.write(TUNNEL))
        world.until(lambda: telegram.state()["pending"] == 0)
        world.bot.process.send_signal(signal.SIGTERM)
        world.until(lambda: world.page("/readyz").status_code == 503)
        assert world.page("/readyz").json()["phase"] == "stopping"
        assert world.page("/healthz").status_code == 200
    assert world.bot.process.wait(60) == 0, world.bot.output
    assert world.bot.output.endswith("bot.lifecycle stopped\n")
    assert [reply.answers for reply in _answers(world, last)] == asked_last[:1]
    _start_again(world)
    world.until(lambda: len(_answers(world, last)) == 2)
    world.idle()
    assert world.bot.stop() == 0, world.bot.output
    assert "taken over" not in world.bot.output, "nothing was left in work"
    assert [reply.answers for reply in _answers(world, first)] == asked
    assert [reply.answers for reply in _answers(world, last)] == asked_last
    assert [len(_answers(world, user)) for user in (absent, late)] == [1, 1]
    taken = [attempt["update_id"] for attempt in telegram.webhook()["attempts"] if attempt["answer"] == 200]
    assert len(taken) == len(set(taken)), "the webhook took each update once"
    assert telegram.refused() == []
