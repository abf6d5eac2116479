"""A web server: everything that its pages use of each other, in one typed object."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.articles.archive import Archive
from bot.ops.store_check import StoreCheck
from bot.periodic_task import PeriodicTask
from bot.state.web_state import WebState
from bot.web.api_token import TokenList
from bot.web.health import WebHealth
from bot.web.metrics import WebMetrics
from bot.web.questions import Questions
from retrieval import build_chain, build_retriever

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from bot.web.settings import WebSettings
    from retrieval.answer import Answer
    from retrieval.retriever import HybridRetriever

_PURGE_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WebContext:
    """A web server, ready to be served.

    Attributes:
        settings: The server's settings.
        retriever: Finds passages; its store holds the articles.
        archive: The articles themselves.
        questions: Asks the chain.
        state: What the server remembers.
        tokens: Who may use the API.
        metrics: Counts what happens.
        health: Whether the server is well.
        purging: Deletes what is over.
    """

    settings: WebSettings
    retriever: HybridRetriever
    archive: Archive
    questions: Questions
    state: WebState
    tokens: TokenList
    metrics: WebMetrics
    health: WebHealth
    purging: PeriodicTask


def build_questions(
    settings: WebSettings,
    retriever: HybridRetriever,
    metrics: WebMetrics,
    chain: Runnable[Any, Answer] | None = None,
) -> Questions:
    """What asks the chain within the limits of the settings.

    Args:
        settings: All of the server's settings.
        retriever: Finds passages.
        metrics: Counts how questions end.
        chain: A question in, an Answer out; by default the one with this retriever.

    Raises:
        SettingsError: A setting of the chain is bad.
    """
    return Questions(
        chain or build_chain(settings, retriever=retriever),
        metrics,
        writes=settings.llm is not None,
        slots=settings.concurrency,
        waiting=settings.queue,
        timeout=settings.answer_timeout,
    )


def build_context(
    settings: WebSettings,
    chain: Runnable[Any, Answer] | None = None,
    retriever: HybridRetriever | None = None,
) -> WebContext:
    """A web server, ready to be served; needs a running loop.

    Args:
        settings: All of the server's settings.
        chain: A question in, an Answer out; by default the one over the store that the settings name.
        retriever: Finds passages in that store; by default the chain's own.

    Raises:
        SettingsError: A setting of the chain is bad.
        StateError: What the server remembers cannot be opened.
    """
    retriever = retriever or build_retriever(settings)
    metrics = WebMetrics()
    state = WebState(settings, settings.state_path, settings.requests_a_minute)
    return WebContext(
        settings=settings,
        retriever=retriever,
        archive=Archive(retriever),
        questions=build_questions(settings, retriever, metrics, chain),
        state=state,
        tokens=TokenList(settings.tokens),
        metrics=metrics,
        health=WebHealth(StoreCheck(settings), metrics),
        purging=PeriodicTask(
            lambda: asyncio.to_thread(state.purge), _PURGE_SECONDS, "old state is not deleted"
        ),
    )
