"""The real bot killed in the middle of its work: every question is answered once."""

from __future__ import annotations

import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

from retrieval.demo import TRIALS
from tests.e2e.conftest import BotProcess
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.reply import Reply
    from tests.e2e.telegram import Telegram

ANSWERED = next(trial.question for trial in TRIALS if trial.holds is not None)
PEOPLE, QUESTIONS = 12, 5
KILLED_AFTER = (5, 40)
"""How many of the sixty answers there are when the process is killed."""


def test_sixty_questions_and_two_kills(telegram: Telegram, bot_env: dict[str, str], tmp_path: Path) -> None:
    """Sixty are queued, the bot is killed again and again while it answers, and each is answered once."""
    env = {**bot_env, "TELEGRAM_STATE": str(tmp_path / "state.db"), "PRESSCITE_READER": "off"}
    people = [TelegramUser(telegram) for _ in range(PEOPLE)]
    asked: list[tuple[int, int]] = [
        (person.chat["id"], person.write(ANSWERED)) for _ in range(QUESTIONS) for person in people
    ]
    for kill, count in enumerate(KILLED_AFTER):
        bot = BotProcess.fork(env, tmp_path / f"log{kill}")
        _until(telegram, count, bot)
        bot.process.send_signal(signal.SIGKILL)
        bot.process.wait(30)
    last = BotProcess.fork(env, tmp_path / "log")
    _until(telegram, PEOPLE * QUESTIONS, last)
    time.sleep(1)  # in which a second answer would come
    assert last.stop() == 0, last.output
    answers = Counter((reply.raw["chat"]["id"], reply.answers) for reply in _answers(telegram))
    assert answers == Counter(asked)


def _answers(telegram: Telegram) -> list[Reply]:
    """What people were answered; that a question waits for another one is also said, and is no answer."""
    return [reply for reply in telegram.sent(None, count=0) if "¹" in reply.text]


def _until(telegram: Telegram, count: int, bot: BotProcess) -> None:
    deadline = time.monotonic() + 120
    while len(_answers(telegram)) < count:
        assert time.monotonic() < deadline, bot.output
        assert bot.process.poll() is None, bot.output
        time.sleep(0.05)
