"""The parts of the bot, put together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ExtBot

from bot.articles.archive import Archive
from bot.articles.digest_sender import DigestSender
from bot.articles.notifier import Notifier
from bot.articles.refresher import Refresher
from bot.handlers.chats import move
from bot.handlers.export import ExportHandler
from bot.handlers.question import QuestionHandler
from bot.handlers.registry import register_handlers
from bot.handlers.timeline import TimelineHandler
from bot.jobs.beating_instance import BeatingInstance
from bot.jobs.fairness import FairScheduler
from bot.jobs.file_instance import FileInstance
from bot.jobs.pool import WorkerPool
from bot.jobs.queue import JobQueue
from bot.jobs.worker import Worker
from bot.metrics import Metrics
from bot.ops.health import Health
from bot.ops.monitor import Monitor
from bot.ops.store_check import StoreCheck
from bot.outgoing.calls import MeteredRequest, PollingRequest
from bot.outgoing.sender import Sender
from bot.periodic_task import PeriodicTask
from bot.runtime import Runtime
from bot.state.state import State
from bot.updates.access_list import AccessList
from bot.updates.ingress import Ingress
from bot.updates.overload_notice import OverloadNotice
from bot.updates.polling import Polling
from bot.updates.route import Route, route_of
from bot.updates.webhook import Webhook
from retrieval import build_chain, build_retriever

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable
    from telegram.ext import Updater
    from telegram.request import BaseRequest

    from bot.jobs.instance import Instance
    from bot.jobs.job import Job
    from bot.jobs.reply import JobReply
    from bot.jobs.worker import JobHandler
    from bot.runtime import BotApplication
    from bot.settings import BotSettings
    from bot.updates.source import UpdateSource
    from retrieval.answer import Answer
    from retrieval.retriever import HybridRetriever

_PURGE_SECONDS = 3600.0


def build_runtime(
    settings: BotSettings,
    chain: Runnable[Any, Answer] | None = None,
    retriever: HybridRetriever | None = None,
    request: BaseRequest | None = None,
) -> Runtime:
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
    chain = chain or build_chain(settings, retriever=retriever)
    state = State(settings)
    archive = Archive(retriever)
    sender = Sender(bot, moved=lambda chat, to: move(state, chat, to))
    questions = QuestionHandler(
        bot,
        chain,
        state,
        sender,
        metrics=metrics,
        writes=settings.llm is not None,
        budget=settings.daily_model_answers,
    )
    handle = _job_handler(
        state, questions, TimelineHandler(archive, sender, state.zones), ExportHandler(state)
    )
    instance = _instance(settings, state)
    queue = JobQueue(state.jobs, instance.id)
    workers = WorkerPool(
        queue,
        instance,
        Worker(bot, state.jobs, sender, instance, handle, stale_after=settings.stale_after),
        sender,
        metrics,
        # Half of the slots may be held by people who ask much.
        scheduler=FairScheduler(settings.concurrency // 2),
        slots=settings.concurrency,
    )
    access = AccessList(settings.allowed, settings.admins)
    overload = OverloadNotice(sender, settings.queue)
    ingress = Ingress(queue, access, overload, metrics, most=settings.queue, waits=not settings.webhook_url)
    application, updater = _application(bot, ingress, settings.concurrency)
    source: UpdateSource = (
        Webhook(settings, bot, ingress, metrics) if settings.webhook_url else Polling(updater, polling)
    )
    health = Health(source, StoreCheck(settings), metrics, state.fault)
    purging = PeriodicTask(
        lambda: asyncio.to_thread(state.purge),
        _PURGE_SECONDS,
        "old state is not deleted",
        when=instance.leads,
    )
    runtime = Runtime(
        settings=settings,
        application=application,
        chain=chain,
        archive=archive,
        state=state,
        sender=sender,
        access=access,
        queue=queue,
        workers=workers,
        overload=overload,
        ingress=ingress,
        source=source,
        # Instances that share a folder say by their settings which of them refresh; on several machines any may.
        refresher=Refresher(settings, instance.leads if state.instances else lambda: True),
        notifier=Notifier(retriever, state, sender, metrics, settings, leads=instance.leads),
        digests=DigestSender(retriever, state, sender, access, leads=instance.leads),
        purging=purging,
        metrics=metrics,
        health=health,
        monitor=Monitor(settings.metrics_listen, health, metrics),
    )
    register_handlers(runtime)
    return runtime


def _instance(settings: BotSettings, state: State) -> Instance:
    if state.instances is not None:
        return BeatingInstance(state.instances)
    return FileInstance(settings.state_path.with_suffix(".instances"))


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


def _job_handler(
    state: State, questions: QuestionHandler, timelines: TimelineHandler, exports: ExportHandler
) -> JobHandler:
    """Hands each job to the handler of its route."""
    handlers: dict[Route, JobHandler] = {Route.TIMELINE: timelines.handle, Route.EXPORT: exports.handle}

    async def handle(job: Job) -> JobReply:
        state.digests.seen(job.place.chat)
        return await handlers.get(route_of(job.update), questions.handle)(job)

    return handle


def _application(bot: ExtBot[None], ingress: Ingress, concurrency: int) -> tuple[BotApplication, Updater]:
    application = (
        Application.builder()
        .bot(bot)
        .update_queue(ingress)
        .concurrent_updates(concurrency)
        .job_queue(None)  # nothing is scheduled; it would start where its library happens to be installed
        .build()
    )
    if application.updater is None:
        raise TypeError("the application was built without an updater")
    return application, application.updater
