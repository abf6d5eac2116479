"""Everything that the handlers lean on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from bot.jobs.archive import Archive
    from bot.jobs.worker import Desk
    from bot.metrics import Metrics
    from bot.outgoing.sender import Sender
    from bot.refreshing import Refresher
    from bot.settings import BotSettings
    from bot.state.state import State
    from bot.updates.access import Guests
    from retrieval.answer import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that the handlers lean on.

    Attributes:
        settings: The bot's settings.
        chain: A question in, an Answer out.
        archive: The articles themselves.
        state: What the bot remembers.
        sender: Sends messages.
        desk: Works off questions.
        guests: Who may use the bot.
        metrics: Counts what happens.
        refresher: Brings the articles up to date.
    """

    settings: BotSettings
    chain: Runnable[Any, Answer]
    archive: Archive
    state: State
    sender: Sender
    desk: Desk
    guests: Guests
    metrics: Metrics
    refresher: Refresher
