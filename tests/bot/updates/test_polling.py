"""Updates fetched from Telegram."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.metrics import Metrics
from bot.outgoing.calls import PollingRequest
from bot.updates.polling import LONGEST_SILENCE, Polling

if TYPE_CHECKING:
    import pytest


async def test_polling_that_goes_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault when no fetch has succeeded for long; stuck only when none has even ended."""
    request = PollingRequest(Metrics())
    polling = Polling(None, request)  # type: ignore[arg-type] # no application is needed to look on
    assert (polling.fault(), polling.stuck()) == (None, False)  # not started
    now = time.time()
    polling._started_at = now
    assert polling.fault() is None
    monkeypatch.setattr("bot.updates.polling.time.time", lambda: now + LONGEST_SILENCE + 1)
    request.ended_at = now + LONGEST_SILENCE  # with an error
    assert "last fetched 91 seconds ago" in str(polling.fault())
    assert not polling.stuck()
    request.ended_at = now
    assert polling.stuck()
    request.succeeded_at = request.ended_at = now + LONGEST_SILENCE
    assert (polling.fault(), polling.stuck()) == (None, False)
    request.rejected.set()
    assert polling.fault() == "Telegram refuses the token"
    await request.shutdown()
