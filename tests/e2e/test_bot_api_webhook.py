"""The Bot API server of the tests delivers updates as Telegram does."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from tests.e2e.bot_api import BotApi
from tests.e2e.caller import TOKEN, Caller

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

SECRET = "A-Za-z0-9_-"  # noqa: S105 - of no bot


class Receiver:
    """A bot's web server: notes what comes, and answers as it is told.

    Attributes:
        updates: Every update that came, also one that was not taken.
        headers: Those of the last request.
        path: Of the last request.
        statuses: What it answers next; 200 when there is nothing left.
        at_once: How many requests were open at the same time, at most.
    """

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.headers: dict[str, str] = {}
        self.path = ""
        self.statuses: list[int] = []
        self.at_once = 0
        self.seconds = 0.0
        self._open = 0

    async def take(self, request: web.Request) -> web.Response:
        self._open += 1
        self.at_once = max(self.at_once, self._open)
        try:
            self.updates.append(await request.json())
            self.headers, self.path = dict(request.headers), request.path_qs
            status = self.statuses.pop(0) if self.statuses else 200
            await asyncio.sleep(self.seconds)
            return web.Response(status=status, headers={"Retry-After": "0"})
        finally:
            self._open -= 1

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]

    @contextlib.asynccontextmanager
    async def listening(self, unix: Path | None = None) -> AsyncIterator[str]:
        """Listen on a free port or a socket; yields the route to it."""
        app = web.Application()
        app.router.add_post("/{path:.*}", self.take)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.UnixSite(runner, str(unix)) if unix else web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"unix:{unix}" if unix else f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()


@pytest.fixture
async def bot() -> AsyncIterator[Caller]:
    caller = Caller(BotApi(TOKEN))
    caller.api.webhook.pause = 0.01
    yield caller
    await caller.api.close()


async def _until(ready: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not ready():  # noqa: ASYNC110 - a receiver has no event for everything
            await asyncio.sleep(0.01)


async def test_updates_are_delivered(bot: Caller) -> None:
    """Those that waited and those that come, with the secret, to the path of the address."""
    receiver = Receiver()
    await bot.written("one")
    async with receiver.listening() as route:
        assert await bot("setWebhook", url=f"{route}/hook?x=1", secret_token=SECRET) is True
        await bot.written("two")
        await _until(lambda: not bot.api.updates.pending)
    assert receiver.texts == ["one", "two"]
    assert receiver.path == "/hook?x=1"
    assert receiver.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
    assert receiver.headers["Content-Type"] == "application/json"
    assert (await bot("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_public_address_leads_where_the_test_says(bot: Caller, tmp_path: Path) -> None:
    """Over a unix socket, as from a proxy: with the public host; and nowhere at all without a route."""
    receiver = Receiver()
    await bot("setWebhook", url="https://bot.example/hook")
    await bot.written("one")
    await _until(lambda: bot.api.webhook.attempts)
    assert bot.api.webhook.attempts[0]["answer"].startswith("Failed to resolve host")
    async with receiver.listening(tmp_path / "socket") as route:
        bot.api.webhook.routes = [route]
        await _until(lambda: receiver.updates)
    assert receiver.headers["Host"] == "bot.example"
    assert receiver.path == "/hook"
    assert "X-Telegram-Bot-Api-Secret-Token" not in receiver.headers


async def test_what_is_not_taken_is_delivered_again(bot: Caller) -> None:
    """Until the bot answers with 200, in order, and each time it waits longer; the last error is told."""
    receiver = Receiver()
    receiver.statuses = [500, 403, 503, 500]
    async with receiver.listening() as route:
        await bot("setWebhook", url=f"{route}/")
        await bot.written("one")
        await bot.written("two")
        await _until(lambda: not bot.api.updates.pending)
    assert receiver.texts == ["one"] * 5 + ["two"]
    assert [attempt["answer"] for attempt in bot.api.webhook.attempts] == [500, 403, 503, 500, 200, 200]
    info = await bot("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["last_error_date"] > 0


async def test_a_server_that_comes_back(bot: Caller) -> None:
    """What came while nobody listened is delivered later, and was pending until then."""
    receiver = Receiver()
    async with receiver.listening() as route:
        pass
    await bot("setWebhook", url=f"{route}/")
    await bot.written("one")
    await _until(lambda: bot.api.webhook.attempts)
    info = await bot("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    async with receiver.listening() as other:
        bot.api.webhook.routes = [other]
        await _until(lambda: not bot.api.updates.pending)
    assert receiver.texts == ["one"]


async def test_a_chat_keeps_its_order_and_no_chat_waits_for_another(bot: Caller) -> None:
    """One update of a chat at a time, several chats at once, never more connections than were asked for."""
    receiver = Receiver()
    receiver.seconds = 0.02
    for n in range(3):
        for user in range(6):
            await bot.written(f"{user} {n}", chat={"id": 10 + user, "type": "private"})
    async with receiver.listening() as route:
        await bot("setWebhook", url=f"{route}/", max_connections=4)
        await _until(lambda: not bot.api.updates.pending)
    for user in range(6):
        assert [text for text in receiver.texts if text.startswith(str(user))] == [
            f"{user} {n}" for n in range(3)
        ]
    assert receiver.at_once == 4
    assert len(receiver.updates) == 18


async def test_several_instances_take_turns(bot: Caller) -> None:
    """Behind one address; when one is gone, the other gets everything."""
    one, two = Receiver(), Receiver()
    async with two.listening() as second:
        async with one.listening() as first:
            bot.api.webhook.routes = [first, second]
            await bot("setWebhook", url="https://bot.example:8443/hook")
            for n in range(4):
                await bot.written(str(n))
            await _until(lambda: not bot.api.updates.pending)
            assert (len(one.updates), len(two.updates)) == (2, 2)
        for n in range(4):
            await bot.written(str(n))
        await _until(lambda: not bot.api.updates.pending)
    assert len(two.updates) == 6


async def test_polling_and_a_webhook_exclude_each_other(bot: Caller) -> None:
    """409 for who fetches while updates are delivered; deleting the webhook lets it fetch again."""
    waiting = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0)
    assert await bot("setWebhook", url="https://bot.example/hook", allowed_updates=["message"]) is True
    assert (await asyncio.wait_for(waiting, 5))["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in await bot.refusal("getUpdates")
    info = await bot("getWebhookInfo")
    assert (info["url"], info["allowed_updates"]) == ("https://bot.example/hook", ["message"])
    await bot.written("one")
    assert await bot("deleteWebhook") is True
    assert (await bot("getWebhookInfo"))["url"] == ""
    assert len(await bot("getUpdates")) == 1
    await bot("deleteWebhook", drop_pending_updates=True)
    assert await bot("getUpdates") == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"url": "http://bot.example/hook"}, "An HTTPS URL must be provided"),
        ({"url": "ftp://127.0.0.1/hook"}, "An HTTPS URL must be provided"),
        ({"url": "https://bot.example:8080/hook"}, "only on ports 80, 88, 443 or 8443"),
        ({"url": "https://[bot/hook"}, "invalid webhook URL"),
        ({"url": "https://bot.example/hook", "secret_token": "a b"}, "illegal characters"),
        ({"url": "https://bot.example/hook", "secret_token": "x" * 257}, "illegal characters or is too long"),
    ],
)
async def test_addresses_and_secrets_are_judged(bot: Caller, given: dict[str, Any], words: str) -> None:
    """Before anything is delivered there."""
    assert words in await bot.refusal("setWebhook", **given)
    assert (await bot("getWebhookInfo"))["url"] == ""
