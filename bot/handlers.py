"""What the bot does with each message: commands, questions, and what it cannot read."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import Application, CommandHandler, MessageHandler, filters

from bot.address import Addressed, question_in
from bot.delivery import deliver
from bot.log import described
from bot.render import message as text_message
from bot.render import render
from bot.texts import Texts, texts_for
from bot.typing_action import typing
from retrieval.errors import EmptyStoreError, QuestionError

if TYPE_CHECKING:
    from collections.abc import Collection

    from langchain_core.runnables import Runnable
    from telegram import Message
    from telegram.ext import ContextTypes

    from bot.markup import Part
    from bot.refreshing import Refresher
    from retrieval.answer import Answer

_log = logging.getLogger(__name__)

# New messages only: an edit, a channel post or a business message is not a question put to the bot.
_NEW = filters.UpdateType.MESSAGE
_PRIVATE = filters.ChatType.PRIVATE
_FOR_US = _PRIVATE | Addressed()


class Handlers:
    """Answers the messages of an application.

    Args:
        chain: A question in, an Answer out; its `ainvoke` must not block the event loop.
        refresher: Brings the articles up to date when an admin says /refresh; without it nobody can.
        admins: Who may.
    """

    def __init__(
        self, chain: Runnable[Any, Answer], refresher: Refresher | None = None, admins: Collection[int] = ()
    ) -> None:
        self._chain = chain
        self._refresher = refresher
        self._admins = frozenset(admins)

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Let the application call these handlers."""
        application.add_handlers(
            [
                CommandHandler("start", self.start, _NEW),
                CommandHandler("help", self.help, _NEW),
                *self._for_admins(),
                # In a group, a command that is not ours belongs to another bot.
                MessageHandler(_NEW & _PRIVATE & filters.COMMAND, self.unknown_command),
                MessageHandler(_NEW & filters.TEXT & ~filters.COMMAND & _FOR_US, self.question),
                MessageHandler(_NEW & _PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.not_text),
            ]
        )
        application.add_error_handler(self.failed)

    def _for_admins(self) -> list[CommandHandler[Any, Any]]:
        # An empty list of users would let everybody pass.
        if self._refresher is None or not self._admins:
            return []
        return [CommandHandler("refresh", self.refresh, _NEW & filters.User(self._admins))]

    async def start(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet."""
        await _say(update, _texts(update).start)

    async def help(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Explain how to ask."""
        await _say(update, _texts(update).help)

    async def refresh(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Refresh the articles; what came of it is told when it is done, which can take long."""
        texts = _texts(update)
        if self._refresher is None or self._refresher.running:
            await _say(update, texts.refresh_running)
            return
        context.application.create_task(self._refreshed(update, self._refresher), update)
        await _say(update, texts.refresh_started)

    async def _refreshed(self, update: Update, refresher: Refresher) -> None:
        texts = _texts(update)
        done = await refresher.refresh()
        await _say(
            update, texts.refresh_failed if done is None else texts.refresh_done.format(**asdict(done))
        )

    async def unknown_command(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Point to the help."""
        await _say(update, _texts(update).unknown_command)

    async def not_text(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask for text instead of a picture, a voice message and the like."""
        await _say(update, _texts(update).text_only)

    async def question(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question."""
        message = _message(update)
        question = question_in(message)
        if not question:
            await _say(update, _texts(update).empty)
            return
        began = time.monotonic()
        async with typing(message.get_bot(), message):
            parts = await self._parts(question, _texts(update), update.update_id)
        await deliver(message.get_bot(), message, parts)
        _log.info(
            "question done update=%d seconds=%.2f messages=%d",
            update.update_id,
            time.monotonic() - began,
            len(parts),
        )

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log what a handler did not expect, and apologise to whom it concerns."""
        error = context.error
        number = update.update_id if isinstance(update, Update) else None
        _log.error("update failed update=%s %s", number, described(error) if error else "")
        if isinstance(error, Forbidden) or not isinstance(update, Update) or not update.message:
            return
        try:
            await deliver(context.bot, update.message, text_message(_texts(update).apology), pauses=())
        except TelegramError as also:
            _log.warning("apology not delivered update=%s %s", number, described(also))

    async def _parts(self, question: str, texts: Texts, number: int) -> list[Part]:
        """The messages that answer a question; where it cannot be answered, those that say so."""
        try:
            return render(await self._chain.ainvoke(question))
        except EmptyStoreError:
            _log.warning("question without a store update=%d: run presscite refresh", number)
            return text_message(texts.no_articles)
        except QuestionError:
            _log.info("not a question update=%d", number)
            return text_message(texts.not_a_question)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the user is told, in words of our own
            _log.error("question failed update=%d %s", number, described(error))
            return text_message(texts.apology)


async def _say(update: Update, text: str) -> None:
    message = _message(update)
    await deliver(message.get_bot(), message, text_message(text))


def _message(update: Update) -> Message:
    if update.message is None:
        raise TypeError(f"update {update.update_id} holds no new message; the filters let none pass")
    return update.message


def _texts(update: Update) -> Texts:
    return texts_for(update.effective_user.language_code if update.effective_user else None)
