"""A webhook under test, and a client that stands for Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING

import httpx
from telegram.ext import ExtBot

from bot.metrics import Metrics
from bot.outgoing.http import Connection
from bot.settings import BotSettings
from bot.updates.webhook import Webhook
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.bot.scripted_api import ScriptedApi

SECRET = "a-secret_of-no-bot"  # noqa: S105 - of no bot
KEY = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
PUBLIC = "https://bot.example/hook"


def update(number: int, text: str = "Which tunnel?") -> bytes:
    """What Telegram posts when somebody writes."""
    sender = {"id": 7, "is_bot": False, "first_name": "Reader"}
    message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": sender, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


class Receiver:
    """A webhook with a queue that nobody empties, and a client that stands for Telegram."""

    def __init__(self, api: ScriptedApi, listen: str) -> None:
        settings = BotSettings.load({
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": api.url,
            "TELEGRAM_WEBHOOK_URL": PUBLIC,
            "TELEGRAM_WEBHOOK_LISTEN": listen,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        })  # fmt: skip
        self.metrics = Metrics()
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        connection = Connection()
        self.bot: ExtBot[None] = ExtBot(
            TOKEN, settings.base_url, request=connection, get_updates_request=connection
        )
        self.webhook = Webhook(settings, self.bot, self.queue, self.metrics)
        self.path = settings.webhook_listen.path
        self.client: httpx.AsyncClient

    async def start(self) -> None:
        self.webhook.open()
        await self.bot.initialize()
        await self.webhook.start()
        base = "http://bot" if self.path else f"http://{self.webhook.server.address}"
        transport = httpx.AsyncHTTPTransport(verify=False, uds=str(self.path) if self.path else None)
        self.client = httpx.AsyncClient(base_url=base, transport=transport, timeout=20)

    async def stop(self) -> None:
        if hasattr(self, "client"):
            await self.client.aclose()
        await self.webhook.stop()
        await self.bot.shutdown()

    async def post(self, body: bytes, headers: dict[str, str] | None = None) -> int:
        sent = await self.client.post("/hook", content=body, headers=KEY if headers is None else headers)
        return sent.status_code

    def counted(self, outcome: str) -> float:
        name = "presscite_webhook_requests_total"
        return self.metrics.registry.get_sample_value(name, {"outcome": outcome}) or 0


@contextlib.asynccontextmanager
async def receiving(api: ScriptedApi, listen: str = "127.0.0.1:0") -> AsyncIterator[Receiver]:
    """A receiver that listens while the block runs."""
    receiver = Receiver(api, listen)
    try:
        await receiver.start()
        yield receiver
    finally:
        await receiver.stop()
