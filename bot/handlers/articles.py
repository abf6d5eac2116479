"""Commands about the articles themselves: the newest, where they come from, what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.handlers.commands import message_of
from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.place import Place
from bot.rendering.answer import message as text_parts
from bot.rendering.overview import render_latest, render_outlets, render_overview
from bot.texts import texts_of
from bot.updates.filters import NEW
from retrieval.errors import EmptyStoreError, StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.rendering.markup import Part
    from bot.runtime import Handler, Runtime

_log = EventLog(__name__)

_LATEST = 10


class ArticleCommands:
    """Answers commands about the articles.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._archive = runtime.archive
        self._sender = runtime.sender

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [
            CommandHandler("latest", self.latest, NEW),
            CommandHandler("sources", self.sources, NEW),
            CommandHandler("about", self.about, NEW),
        ]

    async def latest(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List the newest articles."""
        await self._reply(update, self._latest(texts_of(update).code))

    async def sources(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List the outlets."""
        await self._reply(update, self._outlets(texts_of(update).code))

    async def about(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what there is to answer from."""
        await self._reply(update, self._overview(texts_of(update).code))

    async def _latest(self, code: str) -> list[Part]:
        return render_latest(await self._archive.latest(_LATEST), code)

    async def _outlets(self, code: str) -> list[Part]:
        return render_outlets(await self._archive.overview(), code)

    async def _overview(self, code: str) -> list[Part]:
        return render_overview(await self._archive.overview(), code)

    async def _reply(self, update: Update, found: Awaitable[list[Part]]) -> None:
        try:
            parts = await found
        except EmptyStoreError:
            parts = text_parts(texts_of(update).no_articles)
        except StoreError as error:
            _log.error("the articles cannot be read", update=update.update_id, error=error)
            parts = text_parts(texts_of(update).unreadable)
        await self._sender.send(Place.of(message_of(update)), OutgoingMessage.of(parts))
