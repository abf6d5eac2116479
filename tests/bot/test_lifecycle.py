"""The bot's life, from reaching Telegram to the last answer."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from aiohttp import web
from telegram.error import InvalidToken

from bot.jobs.pool import WorkerPool
from bot.lifecycle import serve
from bot.listener import ListenError
from bot.settings import BotSettings
from bot.texts import LANGUAGES
from bot.updates.source import TokenRevokedError
from bot.updates.webhook import Webhook
from bot.wiring import build_runtime
from tests.bot.fake_telegram import ANSWER, TOKEN, ScriptedChain
from tests.e2e.bot_api import API, BotApi, build_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from retrieval.answer import Answer


@contextlib.asynccontextmanager
async def _server(port: int = 0) -> AsyncIterator[tuple[BotApi, int]]:
    app = build_server(TOKEN)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        yield app[API], runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _settings(port: int, token: str = TOKEN) -> BotSettings:
    environ = {
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{port}",
        "PRESSCITE_HOME": str(_home[-1]),
    }
    return BotSettings.load(environ)


_home: list[Path] = []


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path) -> None:
    """No test finds what another has left in the queue."""
    _home.append(tmp_path)


@contextlib.asynccontextmanager
async def _serving(port: int, chain: ScriptedChain) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    served = asyncio.create_task(serve(build_runtime(_settings(port), chain), stop))
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(served, 10)


async def _until(ready: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not ready():  # noqa: ASYNC110 - the server under test has no event for everything
            await asyncio.sleep(0.02)


async def _ask(api: BotApi, user: int) -> None:
    sender = {"id": user, "is_bot": False, "first_name": "Reader"}
    message: dict[str, Any] = {"from": sender, "chat": {"id": user, "type": "private"}, "text": "Which?"}
    await api.add_update(message)


async def test_it_answers_and_fills_the_menu() -> None:
    """Over real HTTP: a question comes in by polling, its answer goes out; commands are set thrice."""
    async with _server() as (api, port), _serving(port, ScriptedChain()):
        await _ask(api, 7)
        await _until(lambda: api.sent)
        assert {code: len(commands) for code, commands in api.commands.items()} == dict.fromkeys(
            ["", "ru", "tg"], len(LANGUAGES["en"].commands)
        )
        assert api.sent[0]["chat"]["id"] == 7


async def test_many_are_answered_at_once() -> None:
    """No answer is there before four questions are in work."""
    four = threading.Barrier(4)

    def script(_: str) -> Answer:
        four.wait(10)
        return ANSWER

    async with _server() as (api, port), _serving(port, ScriptedChain(script)):
        await asyncio.gather(*(_ask(api, user) for user in range(1, 5)))
        await _until(lambda: len(api.sent) == 4)


class _Held:
    """A chain that keeps its questions until a test lets them go."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self.chain = ScriptedChain(self._script)

    def _script(self, _: str) -> Answer:
        self._free.wait(10)
        return ANSWER

    async def until_asked(self) -> None:
        await _until(lambda: self.chain.asked)

    def release(self) -> None:
        self._free.set()


@pytest.fixture
def held() -> Iterator[_Held]:
    """Held questions; no thread is left with one."""
    made = _Held()
    yield made
    made.release()


async def test_it_finishes_what_has_arrived(held: _Held) -> None:
    """Stopped in the middle of a question, it answers first."""
    async with _server() as (api, port):
        async with _serving(port, held.chain) as stop:
            await _ask(api, 7)
            await held.until_asked()
            assert not api.sent
            stop.set()
            await asyncio.sleep(0.05)
            held.release()
        assert len(api.sent) == 1


@pytest.mark.parametrize("grace", [0, 0.3])
async def test_the_end_comes_when_the_grace_is_over(grace: float, held: _Held) -> None:
    """A question that takes too long does not hold up the end; the caller learns that it was left."""
    async with _server() as (api, port):
        stop = asyncio.Event()
        runtime = build_runtime(_settings(port), held.chain)
        served = asyncio.create_task(serve(runtime, stop, grace=grace))
        await _ask(api, 7)
        await held.until_asked()
        stop.set()
        assert await asyncio.wait_for(served, 10) is False
        assert not api.sent
    held.release()


async def test_the_workers_are_halted_and_drained(monkeypatch: pytest.MonkeyPatch) -> None:
    """They begin once the bot knows itself, claim nothing more when it is to stop, and end within the grace."""
    calls: list[str] = []
    given: list[float] = []

    async def start(_: WorkerPool) -> None:
        calls.append(f"start of @{runtime.application.bot.username}")

    async def drain(_: WorkerPool, grace: float) -> None:
        calls.append("drain")
        given.append(grace)

    monkeypatch.setattr(WorkerPool, "start", start)
    monkeypatch.setattr(WorkerPool, "halt", lambda _: calls.append("halt"))
    monkeypatch.setattr(WorkerPool, "drain", drain)
    async with _server() as (api, port):
        runtime = build_runtime(_settings(port), ScriptedChain())
        stop = asyncio.Event()
        served = asyncio.create_task(serve(runtime, stop, grace=5))
        await _until(lambda: api.polled_at)
        assert calls == ["start of @presscite_test_bot"]
        stop.set()
        assert await asyncio.wait_for(served, 10) is True
        assert calls[1:] == ["halt", "drain"]
        assert 0 < given[0] <= 5


async def test_it_is_served_by_webhook() -> None:
    """With an address, updates are taken from whoever knows the secret; nothing is fetched."""
    async with _server() as (api, port):
        settings = BotSettings.load(
            {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{port}",
                "TELEGRAM_WEBHOOK_URL": "https://bot.example/hook",
                "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:0",
                "PRESSCITE_HOME": str(_home[-1]),
            }
        )
        runtime = build_runtime(settings, ScriptedChain())
        assert isinstance(runtime.source, Webhook)
        stop = asyncio.Event()
        served = asyncio.create_task(serve(runtime, stop))
        await _until(lambda: runtime.health.phase == "answering")
        update = await api.add_update(
            {
                "from": {"id": 7, "is_bot": False, "first_name": "Reader"},
                "chat": {"id": 7, "type": "private"},
                "text": "Which tunnel?",
            }
        )
        async with httpx.AsyncClient(trust_env=False) as telegram:
            headers = {"X-Telegram-Bot-Api-Secret-Token": settings.webhook_key}
            address = f"http://{runtime.source.server.address}/hook"
            assert (await telegram.post(address, json=update, headers=headers)).status_code == 200
        await _until(lambda: api.sent)
        stop.set()
        assert await asyncio.wait_for(served, 10) is True
        assert api.calls["setWebhook"] == 1
        assert "getUpdates" not in api.calls
        assert "deleteWebhook" not in api.calls


async def test_without_a_listener_nothing_begins() -> None:
    """A port in use is reported before the Bot API is called, and everything is closed again."""
    async with _server() as (api, port):
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{port}",
            "TELEGRAM_WEBHOOK_URL": "https://bot.example/hook",
        }
        for name in ("TELEGRAM_WEBHOOK_LISTEN", "TELEGRAM_METRICS_LISTEN"):
            taken = BotSettings.load({**settings, name: f"127.0.0.1:{port}"})
            with pytest.raises(ListenError, match=name):
                await asyncio.wait_for(serve(build_runtime(taken, ScriptedChain())), 10)
        assert not api.calls


async def test_a_menu_that_cannot_be_set_is_not_fatal() -> None:
    """The bot answers without its menu."""
    async with _server() as (api, port):
        api.faults.append({"method": "setMyCommands", "times": 99, "status": 429, "retry_after": 60})
        async with _serving(port, ScriptedChain()):
            await _ask(api, 7)
            await _until(lambda: api.sent)
        assert api.commands == {}


async def test_it_waits_for_a_server_that_is_not_there_yet() -> None:
    """No Bot API at the start is no reason to give up."""
    async with _server() as (_, port):
        pass  # the port is free again
    async with _serving(port, ScriptedChain()):
        await asyncio.sleep(0.3)
        async with _server(port) as (api, _):
            await _ask(api, 7)
            await _until(lambda: api.sent)


async def test_it_can_be_stopped_before_it_reaches_the_server() -> None:
    """Waiting for a server does not hold up the end."""
    async with _server() as (_, port):
        pass
    async with _serving(port, ScriptedChain()) as stop:
        await asyncio.sleep(0.1)
        stop.set()


async def test_a_token_that_telegram_refuses_ends_it() -> None:
    """At the start, at once."""
    async with _server() as (_, port):
        runtime = build_runtime(_settings(port, "1:another"), ScriptedChain())
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(serve(runtime), 10)


async def test_a_token_that_is_revoked_ends_it() -> None:
    """Later, instead of living on and answering nobody."""
    async with _server() as (api, port):
        served = asyncio.create_task(serve(build_runtime(_settings(port), ScriptedChain())))
        await _until(lambda: api.polled_at)
        api.token = "2:new"  # noqa: S105 - of no bot
        await _ask(api, 7)
        with pytest.raises(TokenRevokedError):
            await asyncio.wait_for(served, 10)


async def test_polling_goes_on_after_errors_of_the_server() -> None:
    """Conflicts, server errors and lost connections cost a pause, no more."""
    async with _server() as (api, port):
        faults: list[dict[str, Any]] = [{"status": 409}, {"status": 502}, {"drop": True}]
        api.faults += [{"method": "getUpdates", "times": 1, **fault} for fault in faults]
        async with _serving(port, ScriptedChain()):
            await _ask(api, 7)
            await _until(lambda: api.sent)
