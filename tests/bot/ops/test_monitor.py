"""What operators see over HTTP."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.listener import Listener, ListenError
from bot.ops.monitor import Monitor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.ops.health import Health
    from tests.bot.ops.conftest import ScriptedSource


@pytest.fixture
async def operator(health: Health) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who asks the monitor over HTTP."""
    monitor = Monitor(Listener(host="127.0.0.1", port=0), health, health._metrics)
    monitor.start()
    port = monitor._sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
    await monitor.stop()


async def test_a_bot_that_is_well(health: Health, operator: httpx.AsyncClient) -> None:
    """200 on both pages once it answers, and what is in the store is in the metrics."""
    await health.look_at_store()
    health.phase = "answering"
    answer = await operator.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200, {"healthy": True, "phase": "answering", "updates": "ok", "store": "ok", "state": "ok"},
    )  # fmt: skip
    assert (await operator.get("/readyz")).status_code == 200
    metrics = await operator.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    articles = next(line for line in metrics.text.splitlines() if line.startswith("presscite_articles "))
    assert float(articles.split()[1]) > 10
    assert (await operator.get("/")).status_code == 404


async def test_no_updates(health: Health, source: ScriptedSource, operator: httpx.AsyncClient) -> None:
    """503 with the reason as long as updates may not be coming."""
    health.phase = "answering"
    source.broken = "updates were last fetched 120 seconds ago"
    answer = await operator.get("/healthz")
    assert (answer.status_code, answer.json()["updates"]) == (503, source.broken)
    assert (await operator.get("/readyz")).status_code == 503
    source.broken = None
    assert (await operator.get("/healthz")).status_code == 200


async def test_starting_and_stopping(health: Health, operator: httpx.AsyncClient) -> None:
    """Alive but not ready."""

    async def statuses() -> tuple[int, int]:
        return (await operator.get("/healthz")).status_code, (await operator.get("/readyz")).status_code

    assert await statuses() == (200, 503)
    health.phase = "answering"
    assert await statuses() == (200, 200)
    health.phase = "stopping"
    assert await statuses() == (200, 503)


def test_a_port_in_use_names_the_setting(health: Health) -> None:
    """Operators who cannot ask read why."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listener = Listener(host="127.0.0.1", port=taken.getsockname()[1])
        with pytest.raises(ListenError, match="TELEGRAM_METRICS_LISTEN"):
            Monitor(listener, health, health._metrics).start()
