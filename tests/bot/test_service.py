"""The bot's life, from reaching Telegram to the last answer."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from telegram.error import InvalidToken

from bot.app import build_application
from bot.service import serve
from bot.settings import BotSettings
from tests.bot.fake_telegram import TOKEN, ScriptedChain
from tests.e2e.bot_api import API, BotApi, build_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


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
    environ = {"TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{port}"}
    return BotSettings.load(environ)


@contextlib.asynccontextmanager
async def _serving(port: int, chain: ScriptedChain) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    served = asyncio.create_task(serve(build_application(_settings(port), chain), stop))
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
        assert {code: len(commands) for code, commands in api.commands.items()} == {"": 2, "ru": 2, "tg": 2}
        assert api.sent[0]["chat"]["id"] == 7


async def test_many_are_answered_at_once() -> None:
    """Twenty questions of half a second each do not take ten seconds."""
    async with _server() as (api, port), _serving(port, ScriptedChain(seconds=0.5)):
        await asyncio.gather(*(_ask(api, user) for user in range(1, 21)))
        began = asyncio.get_running_loop().time()
        await _until(lambda: len(api.sent) == 20)
        assert asyncio.get_running_loop().time() - began < 4


async def test_it_finishes_what_has_arrived() -> None:
    """Told to stop in the middle of a question, it answers first."""
    chain = ScriptedChain(seconds=0.5)
    async with _server() as (api, port):
        async with _serving(port, chain) as stop:
            await _ask(api, 7)
            await _until(lambda: api.actions)
            assert not api.sent
            stop.set()
        assert len(api.sent) == 1


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
        application = build_application(_settings(port, "1:another"), ScriptedChain())
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(serve(application), 10)


async def test_a_token_that_is_revoked_ends_it() -> None:
    """Later, instead of living on and answering nobody."""
    async with _server() as (api, port):
        served = asyncio.create_task(serve(build_application(_settings(port), ScriptedChain())))
        await _until(lambda: api.polled_at)
        api.token = "2:new"  # noqa: S105 - of no bot
        await _ask(api, 7)
        with pytest.raises(InvalidToken):
            await asyncio.wait_for(served, 10)


async def test_polling_goes_on_after_errors_of_the_server() -> None:
    """Conflicts, server errors and lost connections cost a pause, no more."""
    async with _server() as (api, port):
        faults: list[dict[str, Any]] = [{"status": 409}, {"status": 502}, {"drop": True}]
        api.faults += [{"method": "getUpdates", "times": 1, **fault} for fault in faults]
        async with _serving(port, ScriptedChain()):
            await _ask(api, 7)
            await _until(lambda: api.sent)
