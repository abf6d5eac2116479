"""The real bot has its updates delivered by the Bot API server of the tests, in another process."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from retrieval.demo import TRIALS
from tests.e2e.conftest import BotProcess
from tests.e2e.telegram_user import Telegram, TelegramUser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ANSWERED = next(trial.question for trial in TRIALS if trial.holds is not None)
FIRST_ANSWER_SECONDS = 120

_HAS_WEBHOOK = any(field.alias == "TELEGRAM_WEBHOOK_URL" for field in BotSettings.model_fields.values())
pytestmark = pytest.mark.skipif(not _HAS_WEBHOOK, reason="the bot has no webhook yet")


@pytest.fixture
def start(bot_env: dict[str, str], telegram: Telegram, tmp_path: Path) -> Iterator[Callable[[], BotProcess]]:
    """Starts a bot behind a public address that leads to a unix socket."""
    socket = f"unix:{tmp_path / 'bot.sock'}"
    telegram.change(routes=[socket])
    env = {
        **bot_env,
        "TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram",
        "TELEGRAM_WEBHOOK_LISTEN": socket,
        "TELEGRAM_WEBHOOK_SECRET": "a-secret_of-no-bot",
    }
    started: list[BotProcess] = []

    def starting() -> BotProcess:
        started.append(BotProcess.start(env, tmp_path / f"log-{len(started)}"))
        return started[-1]

    yield starting
    telegram.change(routes=[])
    for bot in started:
        bot.stop(signal.SIGKILL)


def test_a_question_asked_while_the_bot_is_down(telegram: Telegram, start: Callable[[], BotProcess]) -> None:
    """Telegram keeps it and tries again: the bot that comes back answers it, once, and all others as well."""
    user = TelegramUser(telegram)
    first = start()
    answer = user.ask(ANSWERED, FIRST_ANSWER_SECONDS)
    assert "¹" in answer.text, first.output
    assert first.stop(signal.SIGKILL) == -signal.SIGKILL
    asked = user.write(ANSWERED)
    _until_told(telegram, "Connection refused")
    second = start()
    assert "¹" in user.answers(asked, seconds=FIRST_ANSWER_SECONDS)[0].text, second.output
    assert "¹" in user.ask(ANSWERED).text
    assert second.stop() == 0, second.output
    assert sum(not reply.is_notice for reply in telegram.sent(user.id)) == 3
    info = telegram.webhook()
    assert (info["url"], info["pending_update_count"]) == ("https://bot.example/telegram", 0)
    taken = [attempt["update_id"] for attempt in info["attempts"] if attempt["answer"] == 200]
    assert len(taken) == len(set(taken)) == 3


def _until_told(telegram: Telegram, problem: str) -> None:
    deadline = time.monotonic() + 30
    while telegram.webhook().get("last_error_message") != problem:
        assert time.monotonic() < deadline, telegram.webhook()
        time.sleep(0.05)
