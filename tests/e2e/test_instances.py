"""Two instances of the bot behind one webhook, with one state: what one has in work, the other can stop."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from tests.e2e.behaviours.scripted_model import scripted_model
from tests.e2e.behaviours.world import ROGUN, START_SECONDS, TUNNEL, World, environment, with_model
from tests.e2e.conftest import BotProcess
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.telegram import Telegram

ENGLISH = LANGUAGES["en"]
_TYPED = 'presscite_telegram_calls_total{method="sendChatAction",outcome="ok"}'


@pytest.fixture
def instances(
    telegram: Telegram, presscite_env: dict[str, str], tmp_path: Path
) -> Iterator[tuple[World, World]]:
    """Two bots that answer by one language model, and remember in one file."""
    with scripted_model() as model:
        common = with_model(environment("webhook", telegram, tmp_path, presscite_env), model)
        worlds = []
        for name in ("one", "two"):
            env = common | {"TELEGRAM_WEBHOOK_LISTEN": f"unix:{tmp_path / name}"}
            worlds.append(
                World(telegram, BotProcess.fork(env, tmp_path / f"log-{name}"), env, tmp_path, model)
            )
        one, two = worlds
        for world in worlds:
            world.until(lambda world=world: "bot.lifecycle answering" in world.bot.output)  # type: ignore[misc]
        yield one, two
        for world in worlds:
            world.bot.stop(signal.SIGKILL)


def _lead_to(world: World) -> None:
    """Let updates come to one of the instances from now on, as a proxy may."""
    world.telegram.change(routes=[world.env["TELEGRAM_WEBHOOK_LISTEN"]])


def _at_work(worlds: tuple[World, World], before: tuple[float, float] = (0, 0)) -> tuple[World, World]:
    """The instance that has shown "typing" since, and the other one."""
    one, two = worlds
    one.until(lambda: (one.metric(_TYPED), two.metric(_TYPED)) != before)
    return (one, two) if one.metric(_TYPED) > before[0] else (two, one)


def test_what_one_has_in_work_is_stopped_by_way_of_the_other(
    telegram: Telegram, instances: tuple[World, World]
) -> None:
    """The button and /stop reach the other instance; the first gives its work up, and either can begin it anew."""
    one, two = instances
    assert one.env["TELEGRAM_STATE"] == two.env["TELEGRAM_STATE"]
    reader = TelegramUser(telegram)

    _lead_to(one)
    with one.writer.holding() as held:
        asked = reader.write(ROGUN)
        assert held.arrived.wait(START_SECONDS), one.bot.output
        (slow,) = telegram.sent(reader.id, asked)
        assert slow.text == ENGLISH.still_looking
        owner, other = _at_work(instances)
        _lead_to(other)
        reader.press(slow, ENGLISH.buttons["stop"])
        assert telegram.gone(slow), owner.bot.output
        (stopped,) = two.replies(reader, asked)
    assert (stopped.text, stopped.answers) == (ENGLISH.stopped, asked)

    typed = one.metric(_TYPED), two.metric(_TYPED)
    with two.writer.holding() as held:
        reader.press(stopped, ENGLISH.buttons["retry"])
        assert held.arrived.wait(60), two.bot.output
        _, other = _at_work(instances, typed)
        _lead_to(other)
        command = reader.write("/stop")
        said = {reply.answers: reply.text for reply in two.replies(reader, stopped.message_id, 2)}
    assert said == {asked: ENGLISH.stopped, command: ENGLISH.stopped}

    assert "¹" in reader.ask(TUNNEL).text
    taken = [attempt["route"] for attempt in telegram.webhook()["attempts"] if attempt["answer"] == 200]
    assert set(taken) == {world.env["TELEGRAM_WEBHOOK_LISTEN"] for world in instances}
    assert [world.bot.stop() for world in instances] == [0, 0], [world.bot.output for world in instances]
