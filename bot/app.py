"""The Telegram application: its connections, its handlers, its menu of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import Application, TypeHandler

from bot.calls import MeteredRequest, PollingRequest
from bot.handlers import Handlers
from bot.health import HEALTH, Health
from bot.intake import INTAKE
from bot.log import EventLog
from bot.metrics import METRICS, Metrics, kind_of
from bot.monitor import MONITOR, Monitor
from bot.polling import Polling
from bot.refreshing import REFRESHER, Refresher
from bot.store_check import StoreCheck
from bot.texts import LANGUAGES
from bot.webhook import Webhook

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable
    from telegram.ext import ContextTypes

    from bot.intake import Intake
    from bot.settings import BotSettings
    from retrieval.answer import Answer

    Bot = Application[Any, Any, Any, Any, Any, Any]

_log = EventLog(__name__)

_BEFORE_ALL = -1  # the group of handlers that see every update first

ALLOWED_UPDATES = (Update.MESSAGE,)
"""The kinds of updates that Telegram is asked for, however they come in."""


def build_application(settings: BotSettings, chain: Runnable[Any, Answer]) -> Bot:
    """The bot, ready to be served.

    Args:
        settings: The token, the Bot API server, how many questions are answered at once, who the admins are, and
            when articles are refreshed.
        chain: A question in, an Answer out; its `ainvoke` must not block the event loop.
    """
    metrics = Metrics()
    request = MeteredRequest(
        metrics,
        # A question sends its answer beside a typing line; a full pool makes senders wait, not fail.
        connection_pool_size=2 * settings.concurrency + 8,
        pool_timeout=30,
        connect_timeout=10,
        read_timeout=20,
        write_timeout=20,
    )
    polling = PollingRequest(metrics)
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
    intake: Intake = (
        Webhook(settings, application, metrics, ALLOWED_UPDATES)
        if settings.webhook_url
        else Polling(application, polling, ALLOWED_UPDATES)
    )
    health = Health(intake, StoreCheck(settings), metrics)
    application.bot_data[METRICS] = metrics
    application.bot_data[INTAKE] = intake
    application.bot_data[HEALTH] = health
    application.bot_data[MONITOR] = Monitor(settings.metrics_listen, health, metrics)
    application.add_handler(TypeHandler(Update, _counted), _BEFORE_ALL)
    application.bot_data[REFRESHER] = refresher = Refresher(settings)
    Handlers(chain, refresher, settings.admins).register(application)
    return application


async def _counted(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    metrics: Metrics = context.bot_data[METRICS]
    metrics.update(kind_of(update))


async def publish_commands(application: Bot) -> None:
    """Fill Telegram's menu of commands in each language; English where Telegram knows no better."""
    try:
        for language, texts in LANGUAGES.items():
            commands = [BotCommand(name, description) for name, description in texts.commands.items()]
            # Commands without a language are what users of any other language see.
            code = None if language == "en" else language
            await application.bot.set_my_commands(commands, language_code=code)
    except TelegramError as error:
        _log.warning("the menu of commands is not set", error=error)
