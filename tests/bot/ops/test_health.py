"""Whether the bot is well, and what operators see of it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sqlite3
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.listener import Listener, ListenError
from bot.metrics import Metrics
from bot.ops.health import Health
from bot.ops.monitor import Monitor
from bot.ops.store_check import StoreCheck, StoreStatus
from bot.outgoing.calls import PollingRequest
from bot.settings import BotSettings
from bot.updates.polling import LONGEST_SILENCE
from retrieval.store.files import StoreFiles
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


class ScriptedSource:
    """An update source that is as a test says."""

    def __init__(self) -> None:
        self.broken: str | None = None
        self.hopeless = False
        self.looks = 0

    def open(self) -> None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def ended(self) -> None: ...

    async def look(self) -> None:
        self.looks += 1

    def fault(self) -> str | None:
        return self.broken

    def stuck(self) -> bool:
        return self.hopeless


def _settings(home: Path, **more: str) -> BotSettings:
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(home), **more}
    return BotSettings.load(environ)


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource()


@pytest.fixture
def health(source: ScriptedSource, sample_home: Path) -> Health:
    return Health(source, StoreCheck(_settings(sample_home)), Metrics())


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
        200, {"healthy": True, "phase": "answering", "updates": "ok", "store": "ok"},
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


async def test_a_store_that_is_not_there_yet(tmp_path: Path) -> None:
    """No articles yet is no fault; it is distinguished from a store that can be read."""
    health = Health(ScriptedSource(), StoreCheck(_settings(tmp_path)), Metrics())
    await health.look_at_store()
    assert health.report().healthy
    assert health.report().reasons["store"] == "no articles yet"


async def test_a_store_that_cannot_be_read(tmp_path: Path, sample_home: Path) -> None:
    """Another model, a damaged manifest and a damaged database are faults, in words for operators."""
    other = await StoreCheck(_settings(sample_home, PRESSCITE_EMBEDDING_MODEL="other/model")).look()
    assert "PRESSCITE_EMBEDDING_MODEL" in str(other.fault)
    name = StoreFiles(sample_home).published()
    assert name is not None
    store = tmp_path / "store"
    folder = store / "generations" / name
    folder.mkdir(parents=True)
    (store / "current").write_text(name)
    assert (await StoreCheck(_settings(tmp_path)).look()).fault == (
        f"{store} cannot be read (FileNotFoundError); see: presscite doctor"
    )
    (folder / "manifest.json").write_text("{")
    assert "damaged" in str((await StoreCheck(_settings(tmp_path)).look()).fault)
    manifest = StoreFiles(sample_home).generation(name) / "manifest.json"
    (folder / "manifest.json").write_bytes(manifest.read_bytes())
    with contextlib.closing(sqlite3.connect(folder / "catalogue.db")) as database:
        database.execute("CREATE TABLE another (thing)")
    assert (await StoreCheck(_settings(tmp_path)).look()).fault == (
        f"{folder / 'catalogue.db'} cannot be read (no such table: articles); see what is wrong with: presscite doctor"
    )


async def test_a_look_that_hangs_is_reported(
    source: ScriptedSource, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that does not answer is a fault, and is not asked a second time while it is silent."""
    silent, asked = asyncio.Event(), 0

    class Hanging(StoreCheck):
        async def look(self) -> StoreStatus:
            nonlocal asked
            asked += 1
            await silent.wait()
            return StoreStatus(articles=3)

    monkeypatch.setattr("bot.ops.health.LONGEST_LOOK", 0.05)
    health = Health(source, Hanging(_settings(sample_home)), Metrics())
    for _ in range(3):
        await health.look_at_store()
    assert "takes longer" in health.report().reasons["store"]
    assert asked == 1
    silent.set()
    await health.look_at_store()
    assert health.report().healthy


async def test_looks_are_repeated(
    health: Health, source: ScriptedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the store every few seconds, at the source every minute (here: much sooner)."""
    monkeypatch.setattr("bot.ops.health.STORE_EVERY", 0.01)
    monkeypatch.setattr("bot.ops.health.SOURCE_EVERY", 0.02)
    looking = asyncio.create_task(health.keep_looking())
    async with asyncio.timeout(10):
        while source.looks < 2:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert health.report().reasons["store"] == "ok"


async def test_a_look_that_fails_is_not_the_last(
    health: Health,
    source: ScriptedSource,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever goes wrong while looking is logged, and the next look is made all the same."""
    monkeypatch.setattr("bot.ops.health.STORE_EVERY", 0.01)
    monkeypatch.setattr("bot.ops.health.SOURCE_EVERY", 0.0)

    async def look() -> None:
        source.looks += 1
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(source, "look", look)
    looking = asyncio.create_task(health.keep_looking())
    async with asyncio.timeout(10):
        while source.looks < 2:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert "could not be looked at error=RuntimeError" in caplog.text


def test_a_port_in_use_names_the_setting(health: Health) -> None:
    """Operators who cannot ask read why."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listener = Listener(host="127.0.0.1", port=taken.getsockname()[1])
        with pytest.raises(ListenError, match="TELEGRAM_METRICS_LISTEN"):
            Monitor(listener, health, health._metrics).start()


async def test_polling_that_goes_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault when no fetch has succeeded for long; stuck only when none has even ended."""
    from bot.updates.polling import Polling

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
