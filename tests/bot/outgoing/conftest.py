"""A bot that calls a Bot API server in this process, and nothing of the application around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.outgoing.sender import Sender
from tests.bot.fake_telegram import TOKEN, NoSockets
from tests.e2e.bot_api import BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
def server() -> BotApi:
    """A Bot API server that takes messages to chats which it has not met."""
    return BotApi(TOKEN, strangers=True)


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    """A bot of that server."""
    async with Bot(TOKEN, request=NoSockets(server), get_updates_request=NoSockets(server)) as connected:
        yield connected


@pytest.fixture
def sender(bot: Bot) -> Sender:
    """Sends that bot's messages."""
    return Sender(bot)
