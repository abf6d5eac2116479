"""Pressed buttons: acknowledged first, then done."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler

from bot.handlers.commands import add_watch
from bot.handlers.digest import digest_on, follow_zone, go_on
from bot.handlers.time_zone import zone_chosen
from bot.outgoing.message import OutgoingMessage
from bot.place import Place
from bot.rendering import keyboard
from bot.rendering.answer import render_passage, render_passages
from bot.texts import texts_of
from retrieval.errors import EmptyStoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime
    from bot.state.conversations import Exchange
    from bot.state.digests import Digest
    from bot.texts import Texts

    Verb = Callable[["_Press"], Awaitable[None]]

_TAKES_WORK = ("more", "passage")
_OF_ONE_PERSON = ("forget", "keep", "zone")  # whose number is in the button
_MORE = 4  # passages under "more on this"
_PASSAGES = 3  # under "show the passage"


class _Press:
    """A button that somebody has pressed.

    Attributes:
        query: What Telegram says of it.
        message: The message under which it stands.
        place: Where that is.
        person: Who has pressed it.
        number: The number in its data.
        texts: What the bot says, in their language.
    """

    def __init__(self, query: CallbackQuery, message: Message, number: int, texts: Texts) -> None:
        self.query = query
        self.message = message
        self.place = Place.of(message)
        self.person = query.from_user.id
        self.number = number
        self.texts = texts


class Buttons:
    """Does what buttons say.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._busy: set[int] = set()
        self._verbs: dict[str, Verb] = {
            "more": self._more,
            "passage": self._passage,
            "up": self._up,
            "down": self._down,
            "watch": self._watch,
            "unwatch": self._unwatch,
            "stop": self._stop,
            "retry": self._retry,
            "forget": self._forget,
            "keep": self._keep,
            "zone": self._zone,
            "digest_seen": self._digest_seen,
            "digest_on": self._digest_on,
            "digest_off": self._digest_off,
        }

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [CallbackQueryHandler(self.pressed)]

    async def pressed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Acknowledge, then do: of presses that take work, one of a person at a time; others are only acknowledged."""
        query = update.callback_query
        if query is None:
            return
        read = keyboard.parsed(query.data)
        if read is None or read[0] not in self._verbs or not isinstance(query.message, Message):
            await _acknowledge(query)
            return
        verb, number = read
        await _acknowledge(query, self._at_once(verb, query, number, texts_of(update)))
        press = _Press(query, query.message, number, texts_of(update))
        self._runtime.state.digests.seen(press.place.chat)
        if verb not in _TAKES_WORK:
            await self._verbs[verb](press)
        elif press.person not in self._busy:
            self._busy.add(press.person)
            try:
                await self._verbs[verb](press)
            finally:
                self._busy.discard(press.person)

    @staticmethod
    def _at_once(verb: str, query: CallbackQuery, number: int, texts: Texts) -> str | None:
        """What the acknowledgement itself says."""
        if verb in ("up", "down", "digest_seen"):
            return texts.thanks
        mine = verb not in _OF_ONE_PERSON or query.from_user.id == number
        return None if mine else texts.not_yours

    async def _more(self, press: _Press) -> None:
        exchange = await self._exchange(press)
        if exchange is None:
            return
        try:
            now = datetime.now(self._runtime.state.zones.of(press.person))
            found = await self._runtime.archive.more(exchange.searched_for, exchange.citations, _MORE, now)
        except EmptyStoreError:
            found = []
        if not found:
            await self._runtime.sender.send_text(press.place, press.texts.nothing_more)
            return
        parts = render_passages(press.texts.more_title, found, press.texts)
        await self._runtime.sender.send(press.place, OutgoingMessage.of(parts))

    async def _passage(self, press: _Press) -> None:
        exchange = await self._exchange(press)
        if exchange is None:
            return
        for citation in _by_article(exchange)[:_PASSAGES]:
            try:
                around = await self._runtime.archive.surroundings(citation)
            except EmptyStoreError:
                around = None
            if around is None:
                await self._runtime.sender.send_text(press.place, press.texts.article_gone)
                continue
            parts = render_passage(citation, around.before, around.after, press.texts)
            await self._runtime.sender.send(press.place, OutgoingMessage.of(parts))

    async def _up(self, press: _Press) -> None:
        await self._judge(press, 1)

    async def _down(self, press: _Press) -> None:
        await self._judge(press, -1)

    async def _judge(self, press: _Press, verdict: int) -> None:
        exchange = await self._exchange(press)
        if exchange is not None:
            self._runtime.state.feedback.give(exchange.id, press.person, verdict)
            self._runtime.metrics.feedback("up" if verdict > 0 else "down")

    async def _watch(self, press: _Press) -> None:
        exchange = await self._exchange(press)
        if exchange is None:
            return
        said = add_watch(self._runtime, press.place, press.person, exchange.searched_for, press.texts)
        count = self._runtime.settings.watch_messages
        await self._runtime.sender.send_text(
            press.place, said.format(text=exchange.searched_for, count=count)
        )

    async def _unwatch(self, press: _Press) -> None:
        stopped = self._runtime.state.watches.stop(press.number, press.person)
        if stopped is None:
            return
        await self._runtime.sender.send_text(press.place, press.texts.watch_stopped.format(text=stopped.text))
        await _without(press, f"unwatch:{press.number}")

    async def _stop(self, press: _Press) -> None:
        self._runtime.workers.cancel(press.person, press.place.chat, press.number)

    async def _retry(self, press: _Press) -> None:
        if self._runtime.queue.retry(press.number, press.person):
            await _without(press)

    async def _forget(self, press: _Press) -> None:
        if press.person != press.number:
            return
        self._runtime.state.forget(press.person)
        await self._runtime.sender.send_text(press.place, press.texts.forget_done)
        await _without(press)

    async def _keep(self, press: _Press) -> None:
        if press.person == press.number:
            await self._runtime.sender.send_text(press.place, press.texts.forget_kept)
            await _without(press)

    async def _zone(self, press: _Press) -> None:
        if press.person == press.number:
            zones = self._runtime.state.zones
            zones.forget(press.person)
            follow_zone(self._runtime.state, press.person)
            await self._runtime.sender.send_text(press.place, zone_chosen(press.texts, zones.default))
            await _without(press)

    async def _digest_seen(self, press: _Press) -> None:
        """That it was pressed is all that is wanted to know."""

    async def _digest_on(self, press: _Press) -> None:
        digest = self._digest(press)
        if digest is not None:
            said = digest_on(press.texts, *go_on(self._runtime.state, digest))
        else:
            said = press.texts.digest.gone
        await self._runtime.sender.send_text(press.place, said)
        await _without(press)

    async def _digest_off(self, press: _Press) -> None:
        digest = self._digest(press)
        if digest is not None:
            self._runtime.state.digests.end(digest.id)
        said = press.texts.digest.off if digest else press.texts.digest.gone
        await self._runtime.sender.send_text(press.place, said)
        await _without(press)

    def _digest(self, press: _Press) -> Digest | None:
        """The digest that the button is about, which must be sent to this chat."""
        found = self._runtime.state.digests.get(press.number)
        return found if found is not None and found.chat == press.place.chat else None

    async def _exchange(self, press: _Press) -> Exchange | None:
        """The exchange that the button is about, which must have taken place in this chat."""
        found = self._runtime.state.conversations.get(press.number, press.place.chat)
        if found is None:
            await self._runtime.sender.send_text(press.place, press.texts.answer_gone)
        return found


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    # A press that has waited too long cannot be acknowledged any more; what it asks for is done all the same.
    with contextlib.suppress(TelegramError):
        await query.answer(text)


async def _without(press: _Press, data: str | None = None) -> None:
    """Take the buttons away that have done their work: the one with this data, or all."""
    markup = press.message.reply_markup
    rows = markup.inline_keyboard if markup and data else ()
    left = [[button for button in row if button.callback_data != data] for row in rows]
    kept = [row for row in left if row]
    with contextlib.suppress(BadRequest):  # the message was deleted, or has lost them already
        await press.query.edit_message_reply_markup(InlineKeyboardMarkup(kept) if kept else None)


def _by_article(exchange: Exchange) -> list[Any]:
    """One citation an article, in their order."""
    first = {citation.article_id: citation for citation in reversed(exchange.citations)}
    return sorted(first.values(), key=lambda citation: citation.number)
