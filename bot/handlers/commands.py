"""The commands that everybody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.outgoing.message import OutgoingMessage
from bot.place import Place
from bot.rendering import keyboard
from bot.rendering.watches import render_watches
from bot.texts import Texts, texts_of
from bot.updates.filters import NEW, PRIVATE, asker
from retrieval.links.feed_addresses import FeedTarget, feeds_of

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime
    from bot.state.watches import Watch

_LONGEST_WATCH = 300  # characters; a question, not an article


class Commands:
    """Answers commands.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._feeds = feeds_of(runtime.settings)

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls, in this order."""
        known = {
            "start": self.start,
            "help": self.help,
            "new": self.new,
            "stop": self.stop,
            "watch": self.watch,
            "watches": self.watches,
            "forget": self.forget,
        }
        return [CommandHandler(name, callback, NEW) for name, callback in known.items()]

    def last_handlers(self) -> list[Handler]:
        """Those for what no other handler knows."""
        return [
            # In a group, a command that is not ours belongs to another bot.
            MessageHandler(NEW & PRIVATE & filters.COMMAND, self.unknown_command),
            MessageHandler(NEW & PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.not_text),
        ]

    async def start(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet."""
        await self._say(update, texts_of(update).start)

    async def help(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Explain how to ask."""
        await self._say(update, texts_of(update).help)

    async def new(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin a new conversation in this chat and topic."""
        self._runtime.state.conversations.start_over(Place.of(message_of(update)))
        await self._say(update, texts_of(update).new_conversation)

    async def stop(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Give up what its sender has asked in this chat."""
        person, chat = asker(update), message_of(update).chat_id
        stopped = self._runtime.workers.cancel(person, chat) if person is not None else 0
        texts = texts_of(update)
        await self._say(update, texts.stopped if stopped else texts.nothing_to_stop)

    async def watch(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin to watch for a topic or a question."""
        texts, settings = texts_of(update), self._runtime.settings
        text = " ".join(context.args or [])[:_LONGEST_WATCH].strip()
        if not any(char.isalnum() for char in text):
            await self._say(update, texts.watch_usage)
            return
        said = add_watch(self._runtime, Place.of(message_of(update)), asker(update), text, texts)
        await self._say(update, said.format(text=text, count=settings.watch_messages))

    async def watches(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List what its sender watches for."""
        texts, place, person = texts_of(update), Place.of(message_of(update)), asker(update)
        watched = self._runtime.state.watches.of(person, place) if person is not None else []
        if not watched:
            await self._say(update, texts.watches_none)
            return
        parts = render_watches(watched, texts, self._feed)
        message = OutgoingMessage.of(parts, keyboard.of_watches(texts, watched))
        await self._runtime.sender.send(place, message)

    async def forget(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask whether everything about its sender is to be deleted."""
        texts, place, person = texts_of(update), Place.of(message_of(update)), asker(update)
        asked = texts.forget_ask.format(days=self._runtime.settings.retention_days)
        await self._runtime.sender.send_text(place, asked, keyboard.forget(texts, abs(person or 0)))

    async def unknown_command(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Point to the help."""
        await self._say(update, texts_of(update).unknown_command)

    async def not_text(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask for text instead of a picture, a voice message and the like."""
        await self._say(update, texts_of(update).text_only)

    async def not_kept(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Apologise for a question that could not be put into the queue."""
        await self._say(update, texts_of(update).apology)

    def _feed(self, watch: Watch) -> str | None:
        """Where a feed tells of a standing question; `None` where there is no server that has any."""
        if self._feeds is None:
            return None
        target = FeedTarget(text=watch.text, watched=True, language=watch.language)
        return self._feeds.address(target)

    async def _say(self, update: Update, text: str) -> None:
        await self._runtime.sender.send_text(Place.of(message_of(update)), text)


def add_watch(runtime: Runtime, place: Place, person: int | None, text: str, texts: Texts) -> str:
    """Begin to watch; returns what to say, which still needs its text and count filled in."""
    if person is None:
        return texts.watch_usage
    added = runtime.state.watches.add(place, person, text, texts.code, runtime.settings.watches)
    if added is None:
        return texts.watch_too_many.replace("{count}", str(runtime.settings.watches))
    return texts.watch_added if added else texts.watch_known


def message_of(update: Update) -> Message:
    """The message of an update."""
    if update.effective_message is None:
        raise TypeError(f"update {update.update_id} holds no message; the filters let none pass")
    return update.effective_message
