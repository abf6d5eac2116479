"""The commands that only admins have."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler, filters

from bot.handlers.commands import message_of
from bot.place import Place
from bot.texts import texts_of
from bot.updates.filters import NEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime

_DAY = 24 * 3600.0
_MOST_REFUSED = 1_000  # refused questions that are compared
_MOST_GAPS = 15
_LONGEST_QUESTION = 200  # characters


class AdminCommands:
    """Answers the commands of admins; for everybody else they do not exist.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls; nothing where there are no admins."""
        admins = self._runtime.settings.admins
        # An empty list of users would let everybody pass.
        if not admins:
            return []
        theirs = NEW & filters.User(admins)
        return [
            CommandHandler("refresh", self.refresh, theirs),
            CommandHandler("stats", self.stats, theirs),
            CommandHandler("unanswered", self.unanswered, theirs),
        ]

    async def refresh(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Refresh the articles; another message says what came of it, when it is done, which can take long."""
        texts = texts_of(update)
        if self._runtime.refresher.running:
            await self._say(update, texts.refresh_running)
            return
        context.application.create_task(self._refreshed(update), update)
        await self._say(update, texts.refresh_started)

    async def stats(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Tell how the bot is used, and how well it does."""
        figures = await asyncio.to_thread(self._figures)
        await self._say(update, texts_of(update).stats.format_map(figures))

    async def unanswered(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List what several people asked and the articles did not answer; nothing tells who."""
        texts, settings = texts_of(update), self._runtime.settings
        if not settings.unanswered:
            await self._say(update, texts.unanswered_off)
            return
        since = time.time() - settings.retention_days * _DAY
        refused = await asyncio.to_thread(self._runtime.state.conversations.refused, since, _MOST_REFUSED)
        found = await self._runtime.archive.gaps(refused, _MOST_GAPS)
        lines = [
            texts.unanswered_line.format(people=gap.people, question=gap.question[:_LONGEST_QUESTION])
            for gap in found
        ]
        title = texts.unanswered if found else texts.unanswered_none
        said = [title.format(days=settings.retention_days), *(f"• {line}" for line in lines)]
        await self._say(update, "\n\n".join(said))

    async def _refreshed(self, update: Update) -> None:
        texts = texts_of(update)
        done = await self._runtime.refresher.refresh()
        await self._say(
            update, texts.refresh_failed if done is None else texts.refresh_done.format(**asdict(done))
        )

    def _figures(self) -> Mapping[str, object]:
        state, now = self._runtime.state, time.time()
        exchanges = state.conversations.since(now - 7 * _DAY)
        outcomes = [exchange.outcome for exchange in exchanges]
        seconds = sorted(exchange.seconds for exchange in exchanges)
        up, down = state.feedback.counts(now - 7 * _DAY)
        waiting, in_work = state.jobs.counts()
        return {
            "day": sum(exchange.asked >= now - _DAY for exchange in exchanges),
            "week": len(exchanges),
            "answered": outcomes.count("answered"),
            "refused": outcomes.count("refused"),
            "written": sum(exchange.answered_by != "extract" for exchange in exchanges),
            "people": len({exchange.person for exchange in exchanges}),
            "median": f"{statistics.median(seconds):.2f}" if seconds else "—",
            "slow": f"{seconds[int(0.95 * (len(seconds) - 1))]:.2f}" if seconds else "—",
            "up": up,
            "down": down,
            "waiting": waiting,
            "in_work": in_work,
            "watches": state.watches.count(),
            "notified": state.notifications.count_sent(now - _DAY),
        }

    async def _say(self, update: Update, text: str) -> None:
        await self._runtime.sender.send_text(Place.of(message_of(update)), text)
