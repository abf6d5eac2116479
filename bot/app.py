"""The Telegram application: its connections, its handlers, its menu of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import BotCommand, BotCommandScopeChat, Update
from telegram.error import TelegramError
from telegram.ext import Application, ExtBot, MessageHandler

from bot.handlers.admin import AdminCommands
from bot.handlers.articles import ArticleCommands
from bot.handlers.buttons import Buttons
from bot.handlers.chats import Chats, move
from bot.handlers.commands import Commands
from bot.handlers.failures import failed
from bot.handlers.gate import Gate
from bot.handlers.inline import Inline
from bot.handlers.reactions import Reactions
from bot.jobs.answering import Answerer
from bot.jobs.archive import Archive
from bot.jobs.worker import Desk
from bot.log import EventLog
from bot.metrics import METRICS, Metrics
from bot.office import Office
from bot.ops.health import HEALTH, Health
from bot.ops.monitor import MONITOR, Monitor
from bot.ops.store_check import StoreCheck
from bot.outgoing.calls import MeteredRequest, PollingRequest
from bot.outgoing.sender import Sender
from bot.refreshing import REFRESHER, Refresher
from bot.service import DESK
from bot.services import Services
from bot.state.state import State
from bot.texts import LANGUAGES
from bot.updates.access import Guests
from bot.updates.filters import QUESTION
from bot.updates.ingress import Reception
from bot.updates.polling import Polling
from bot.updates.source import INTAKE
from bot.updates.webhook import Webhook
from bot.watching import Watching
from retrieval import build_chain, build_retriever

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable
    from telegram.request import BaseRequest

    from bot.application import Bot
    from bot.jobs.job import Job
    from bot.settings import BotSettings
    from bot.updates.source import Intake
    from retrieval.answer import Answer
    from retrieval.retriever import HybridRetriever

_log = EventLog(__name__)

_BEFORE_ALL = -1  # the group of handlers that see every update first

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.MESSAGE_REACTION,
)
"""The kinds of updates that Telegram is asked for, however they come in."""

SERVICES = "services"
"""The key in `bot_data` of the application's `Services`."""

RECEPTION = "reception"
"""The key in `bot_data` of the `Reception` that takes updates in."""


def build_application(
    settings: BotSettings,
    chain: Runnable[Any, Answer] | None = None,
    retriever: HybridRetriever | None = None,
    request: BaseRequest | None = None,
) -> Bot:
    """The bot, ready to be served.

    Args:
        settings: All of the bot's settings.
        chain: A question in, an Answer out; its `ainvoke` must not block the event loop.  By default the one over
            the store that the settings name.
        retriever: Finds passages in that store; by default the chain's own.
        request: The connection to the Bot API; by default HTTP.

    Raises:
        SettingsError: A setting of the chain is bad.
        StateError: What the bot remembers cannot be opened.
    """
    metrics = Metrics()
    polling = PollingRequest(metrics)
    bot: ExtBot[None] = ExtBot(
        settings.token.get_secret_value(),
        base_url=settings.base_url,
        base_file_url=settings.base_file_url,
        request=request or _request(settings, metrics),
        get_updates_request=request or polling,
    )
    retriever = retriever or build_retriever(settings)
    state = State(settings)
    guests = Guests(settings.allowed, settings.admins)
    reception = Reception(state.jobs, guests, metrics, most=settings.queue)
    application: Bot = (
        Application.builder()
        .bot(bot)
        .update_queue(reception)
        .concurrent_updates(settings.concurrency)
        .job_queue(None)  # nothing is scheduled; it would start where its library happens to be installed
        .post_init(publish_commands)
        .build()
    )
    sender = Sender(bot, moved=lambda chat, to: move(state, chat, to))
    archive = Archive(retriever)
    articles = ArticleCommands(archive, sender)
    answerer = Answerer(
        bot,
        chain or build_chain(settings, retriever=retriever),
        state,
        sender,
        metrics,
        writes=settings.llm is not None,
        budget=settings.daily_model_answers,
    )

    async def work(job: Job) -> None:
        await (articles.timeline(job) if articles.asks_for_timeline(job.update) else answerer.answer(job))

    desk = Desk(
        bot,
        state.jobs,
        sender,
        work,
        slots=settings.concurrency,
        stale_after=settings.stale_after,
        instances=settings.state_path.with_suffix(".instances"),
        ended=lambda job: metrics.question(job.outcome, job.seconds),
        counted=lambda waiting, taken: metrics.queue(waiting=waiting, in_flight=taken),
    )
    reception.asks = lambda update: bool(QUESTION.check_update(update)) or articles.asks_for_timeline(update)
    services = Services(
        settings=settings,
        chain=answerer.chain,
        archive=archive,
        state=state,
        sender=sender,
        desk=desk,
        guests=guests,
        metrics=metrics,
        refresher=Refresher(settings),
    )
    watching = Watching(retriever, state, sender, metrics, settings)
    office = Office(reception, desk, sender, state, watching)
    intake: Intake = (
        Webhook(settings, application, metrics, ALLOWED_UPDATES)
        if settings.webhook_url
        else Polling(application, polling, ALLOWED_UPDATES)
    )
    health = Health(intake, StoreCheck(settings), metrics)
    for key, value in {
        METRICS: metrics,
        INTAKE: intake,
        HEALTH: health,
        MONITOR: Monitor(settings.metrics_listen, health, metrics),
        REFRESHER: services.refresher,
        SERVICES: services,
        RECEPTION: reception,
        DESK: office,
    }.items():
        application.bot_data[key] = value
    _register(application, services, articles)
    return application


def _request(settings: BotSettings, metrics: Metrics) -> MeteredRequest:
    return MeteredRequest(
        metrics,
        # A question sends its answer beside a typing line; a full pool makes senders wait, not fail.
        connection_pool_size=2 * settings.concurrency + 8,
        pool_timeout=30,
        connect_timeout=10,
        read_timeout=20,
        write_timeout=20,
    )


def _register(application: Bot, services: Services, articles: ArticleCommands) -> None:
    application.add_handlers(Gate(services).handlers(), _BEFORE_ALL)
    commands = Commands(services)
    application.add_handlers(
        [
            *commands.handlers(),
            *articles.handlers(),
            *AdminCommands(services).handlers(),
            *Buttons(services).handlers(),
            *Inline(services).handlers(),
            *Chats(services).handlers(),
            *Reactions(services).handlers(),
            # A question comes here only where it could not be put into the inbox.
            MessageHandler(QUESTION, commands.not_kept),
            *commands.last_handlers(),
        ]
    )
    application.add_error_handler(failed(services.sender))


async def publish_commands(application: Bot) -> None:
    """Fill Telegram's menu of commands in each language; English where Telegram knows no better."""
    settings = application.bot_data[SERVICES].settings
    try:
        for language, texts in LANGUAGES.items():
            commands = [BotCommand(name, description) for name, description in texts.commands.items()]
            theirs = [BotCommand(name, description) for name, description in texts.admin_commands.items()]
            # Commands without a language are what users of any other language see.
            code = None if language == "en" else language
            await application.bot.set_my_commands(commands, language_code=code)
            for admin in settings.admins:
                await _publish_for(application, admin, [*commands, *theirs], code)
    except TelegramError as error:
        _log.warning("the menu of commands is not set", error=error)


async def _publish_for(application: Bot, admin: int, commands: list[BotCommand], code: str | None) -> None:
    try:
        await application.bot.set_my_commands(commands, BotCommandScopeChat(admin), language_code=code)
    except TelegramError as error:  # an admin who has never written to the bot has no chat with it yet
        _log.info("an admin's menu of commands is not set", error=error)
