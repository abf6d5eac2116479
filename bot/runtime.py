"""A running bot: everything that its parts use of each other, in one typed object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, BaseHandler, ContextTypes, ExtBot

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from bot.articles.archive import Archive
    from bot.articles.digest_sender import DigestSender
    from bot.articles.notifier import Notifier
    from bot.articles.refresher import Refresher
    from bot.jobs.pool import WorkerPool
    from bot.jobs.queue import JobQueue
    from bot.metrics import Metrics
    from bot.ops.health import Health
    from bot.ops.monitor import Monitor
    from bot.outgoing.sender import Sender
    from bot.periodic_task import PeriodicTask
    from bot.settings import BotSettings
    from bot.state.state import State
    from bot.updates.access_list import AccessList
    from bot.updates.ingress import Ingress
    from bot.updates.overload_notice import OverloadNotice
    from bot.updates.source import UpdateSource
    from retrieval.answer import Answer

# The dictionaries are python-telegram-bot's own memory, of which the bot uses none.
BotApplication = Application[
    ExtBot[None], ContextTypes.DEFAULT_TYPE, dict[Any, Any], dict[Any, Any], dict[Any, Any], None
]
"""The library's application: it calls the handlers."""

Handler = BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]
"""What the application calls for updates that the handler takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """A bot, ready to be served.

    Attributes:
        settings: The bot's settings.
        application: Calls the handlers.
        chain: A question in, an Answer out.
        archive: The articles themselves.
        state: What the bot remembers.
        sender: Sends messages.
        access: Who may use the bot.
        queue: The job queue.
        workers: Work on jobs.
        overload: Tells people that they ask too much.
        ingress: Takes updates in.
        source: Where updates come from.
        refresher: Brings the articles up to date.
        notifier: Notifies people of new articles.
        digests: Sends digests.
        purging: Deletes what has been kept as long as the settings allow.
        metrics: Counts what happens.
        health: Whether the bot is well.
        monitor: Tells operators so.
    """

    settings: BotSettings
    application: BotApplication
    chain: Runnable[Any, Answer]
    archive: Archive
    state: State
    sender: Sender
    access: AccessList
    queue: JobQueue
    workers: WorkerPool
    overload: OverloadNotice
    ingress: Ingress
    source: UpdateSource
    refresher: Refresher
    notifier: Notifier
    digests: DigestSender
    purging: PeriodicTask
    metrics: Metrics
    health: Health
    monitor: Monitor
