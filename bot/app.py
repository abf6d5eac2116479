"""The Telegram application: its connections, its handlers, its menu of commands."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram import BotCommand
from telegram.error import TelegramError
from telegram.ext import Application
from telegram.request import HTTPXRequest

from bot.handlers import Handlers
from bot.log import described
from bot.refreshing import REFRESHER, Refresher
from bot.texts import LANGUAGES

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from bot.settings import BotSettings
    from retrieval.answer import Answer

    Bot = Application[Any, Any, Any, Any, Any, Any]

_log = logging.getLogger(__name__)

REJECTED = "rejected"
"""The key in `bot_data` of the event that tells that Telegram no longer knows the token."""


class PollingRequest(HTTPXRequest):
    """The connection that fetches updates; it notices when Telegram no longer knows the token.

    The library's polling ends silently then, and the process would live on and answer nobody.

    Attributes:
        rejected: Set when the token was refused.
    """

    __slots__ = ("rejected",)

    def __init__(self) -> None:
        # One connection, the library's default, is reported to stall polling; eight are safe.
        super().__init__(connection_pool_size=8, pool_timeout=10)
        self.rejected = asyncio.Event()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Fetch, and look at the status on the way; the arguments are passed on as they are."""
        status, payload = await super().do_request(*args, **kwargs)
        if status in {401, 404}:
            self.rejected.set()
        return status, payload


def build_application(settings: BotSettings, chain: Runnable[Any, Answer]) -> Bot:
    """The bot, ready to be served.

    Args:
        settings: The token, the Bot API server, how many questions are answered at once, who the admins are, and
            when articles are refreshed.
        chain: A question in, an Answer out; its `ainvoke` must not block the event loop.
    """
    request = HTTPXRequest(
        # A question sends its answer beside a typing line; a full pool makes senders wait, not fail.
        connection_pool_size=2 * settings.concurrency + 8,
        pool_timeout=30,
        connect_timeout=10,
        read_timeout=20,
        write_timeout=20,
    )
    polling = PollingRequest()
    application = (
        Application.builder()
        .token(settings.token.get_secret_value())
        .base_url(settings.base_url)
        .base_file_url(settings.base_file_url)
        .request(request)
        .get_updates_request(polling)
        .concurrent_updates(settings.concurrency)
        .job_queue(None)  # nothing is scheduled; it would start where its library happens to be installed
        .post_init(publish_commands)
        .build()
    )
    application.bot_data[REJECTED] = polling.rejected
    application.bot_data[REFRESHER] = refresher = Refresher(settings)
    Handlers(chain, refresher, settings.admins).register(application)
    return application


async def publish_commands(application: Bot) -> None:
    """Fill Telegram's menu of commands in each language; English where Telegram knows no better."""
    try:
        for language, texts in LANGUAGES.items():
            commands = [BotCommand(name, description) for name, description in texts.commands.items()]
            # Commands without a language are what users of any other language see.
            code = None if language == "en" else language
            await application.bot.set_my_commands(commands, language_code=code)
    except TelegramError as error:
        _log.warning("the menu of commands is not set %s", described(error))
