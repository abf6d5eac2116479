"""Notices to people whose questions wait behind earlier ones of theirs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.jobs.waiting_notices import WaitingNotices
from bot.texts import LANGUAGES
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from bot.outgoing.sender import Sender
    from tests.bot.jobs.conftest import JobsUnderTest

ENGLISH = LANGUAGES["en"]


@pytest.fixture
def notices(jobs: JobsUnderTest, sender: Sender) -> WaitingNotices:
    """Notices of one question that is in work, and two that have waited behind it for a minute."""
    for text in ("One?", "Two?", "Three?"):
        jobs.ask(text, seconds_ago=60)
    assert jobs.table.claim("one") is not None
    return WaitingNotices(jobs.table, jobs.worker, sender)


async def test_who_waits_is_notified_once(notices: WaitingNotices, jobs: JobsUnderTest) -> None:
    """With a button that stops the question that waits."""
    notices.send_due()
    await jobs.until(lambda: jobs.said)
    notices.send_due()
    await asyncio.sleep(0.01)
    assert jobs.said == [ENGLISH.queued]
    assert [button["callback_data"] for button in buttons(jobs.server.sent[0])] == ["stop:2"]
    await notices.stop()


async def test_nobody_waits_for_a_slow_chat(notices: WaitingNotices, jobs: JobsUnderTest) -> None:
    """What is being sent when the bot stops is given up."""
    jobs.server.faults.append({"method": "sendMessage", "delay": 60})
    notices.send_due()
    await jobs.until(lambda: not jobs.server.faults)
    await asyncio.wait_for(notices.stop(), 10)
    assert jobs.said == []


async def test_a_notice_that_is_not_delivered_is_logged(
    notices: WaitingNotices, jobs: JobsUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing else comes of it."""
    jobs.server.faults.append({"method": "sendMessage", "status": 403})
    notices.send_due()
    await jobs.until(lambda: "notice not delivered" in caplog.text)
    await notices.stop()
