"""The soak runs of the bot in short: with calls that fail, and killed again and again behind its webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.conftest import BotProcess, serving
from tests.soak import bot_kill, fault_injection

if TYPE_CHECKING:
    from pathlib import Path


def test_questions_while_calls_fail(plain_env: dict[str, str], tmp_path: Path) -> None:
    """A third of all calls fails: each question is answered once, but for answers that Telegram took and never
    confirmed; and though more chats are limited than the bot has places, nobody else waits for them.
    """
    scenario = fault_injection.Scenario(
        questions=40, a_second=20, plain=12, refused=2, limited=6, wait=2, blocking=0, groups=1, hang=0.5,
        concurrency=4,
    )  # fmt: skip
    with serving() as telegram:
        figures = fault_injection.FaultInjection(
            scenario, telegram, plain_env, tmp_path, BotProcess.fork
        ).run()
    assert not fault_injection.is_wrong(figures), figures
    assert figures["asked"] == 40
    assert sum(figures["random faults"].values()) > 10
    assert figures["seconds"]["limited"]["questions"] >= 4


def test_a_bot_with_a_webhook_is_killed(plain_env: dict[str, str], tmp_path: Path) -> None:
    """Sixty questions at a time, some of them not yet delivered, and three kills: each is answered once."""
    with serving() as telegram:
        figures = bot_kill.KilledBot(
            telegram, plain_env, tmp_path, webhook=True, seed=7, start=BotProcess.fork
        ).run(3)
    assert not bot_kill.is_wrong(figures), figures
    assert (figures["kills"], figures["given up with a notice"]) == (3, 0), figures
    # What is recorded as sent is not sent again: a kill between the record and the first byte costs the answer.
    unwritten = figures["recorded as sent, and killed before it was written"]
    assert figures["answered once"] + unwritten == figures["asked"] >= 60, figures
    assert unwritten <= figures["kills"], figures


def test_a_doubled_and_a_lost_question_would_be_seen() -> None:
    """The bars of the runs are bars."""
    fine = {"lost": 0, "doubled": 0, "strays": 0, "refused by Telegram": 0, "exit code": 0}
    assert not bot_kill.is_wrong(fine)
    for fault in fine:
        assert bot_kill.is_wrong(fine | {fault: 1})
