"""Digests: each day at a reader's hour, what is new on their standing questions or else the day's stories."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.articles.digest_time import next_due
from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.retry import is_unwelcome
from bot.periodic_task import PeriodicTask
from bot.place import Place
from bot.rendering import keyboard
from bot.rendering.answer import message as text_parts
from bot.rendering.digest import render_news, render_stories
from bot.texts import texts_for
from retrieval.errors import EmptyStoreError
from retrieval.overviews.day_stories import day_stories
from retrieval.watches.story import same_story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from bot.outgoing.sender import Record, Sender
    from bot.state.digests import Digest
    from bot.state.notifications import Notification
    from bot.state.state import State
    from bot.updates.access_list import AccessList
    from retrieval.overviews.day_stories import DayStory
    from retrieval.retriever import HybridRetriever

_log = EventLog(__name__)

MOST_UNREAD = 5
"""Digests that are sent without anybody pressing or asking anything; then the bot asks whether to go on."""

_LOOK_SECONDS = 5.0
_LATEST_SECONDS = 6 * 3600.0  # by which a digest may be late; one that would come later is left out
_STORIES = 7
_MADE = 40  # stories, of which a digest holds those that were in no earlier one
_NEWS = 12
_PUBLISHED_WITHIN = timedelta(
    hours=36
)  # of a day's stories: a day's articles may all be dated at its midnight


@dataclass(frozen=True, slots=True, kw_only=True)
class _ComposedDigest:
    """What is in a digest.

    Attributes:
        message: The message.
        stories: The signatures of its stories.
        notified: Numbers of the notifications that need not be sent any more.
    """

    message: OutgoingMessage
    stories: Sequence[bytes]
    notified: Sequence[int]


class DigestSender:
    """Sends digests when they are due.

    Args:
        retriever: Its store holds the articles.
        state: The digests, standing questions and time zones.
        sender: Sends messages.
        access: Who may use the bot.
        leads: Whether this instance is the one that sends them.
    """

    def __init__(
        self,
        retriever: HybridRetriever,
        state: State,
        sender: Sender,
        access: AccessList,
        *,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._retriever = retriever
        self._state = state
        self._digests = state.digests
        self._sender = sender
        self._access = access
        self._stories: dict[str, list[DayStory]] = {}
        self._task = PeriodicTask(self.look, _LOOK_SECONDS, "digests are not sent", when=leads)

    def start(self) -> None:
        """Begin to look whether one is due; needs a running loop."""
        self._task.start()

    async def stop(self) -> None:
        """Send no more; what is due is sent after the next start."""
        await self._task.stop()

    async def look(self, now: float | None = None) -> None:
        """Send what is due now, in seconds since 1970."""
        now = time.time() if now is None else now
        self._stories.clear()
        for digest in self._digests.due(now):
            try:
                await self._serve(digest, now)
            except Exception as error:  # noqa: BLE001 - nobody else's digest waits for it, and the next look may do
                _log.error("a digest is not sent", digest=digest.id, error=error)

    async def _serve(self, digest: Digest, now: float) -> None:
        if not self._access.admits_any(digest.person, digest.chat):
            self._digests.end(digest.id)
            return
        message = OutgoingMessage.from_json(digest.parts) if digest.parts else None
        if now - digest.due > _LATEST_SECONDS:
            self._finish(digest, now, sent=message is not None)
        elif message is None and digest.unread >= MOST_UNREAD:
            await self._ask(digest)
        else:
            message = message or await self._begun(digest, now)
            if message is None:
                self._finish(digest, now, sent=False)
            elif await self._sent(digest, message, lambda begun: self._digests.record(digest.id, begun)):
                self._finish(digest, now, sent=True)
                _log.info("digest sent", digest=digest.id, messages=len(message.parts))

    async def _ask(self, digest: Digest) -> None:
        """Ask whether to go on; no digest comes until that is known."""
        texts = texts_for(digest.language)
        asked = OutgoingMessage.of(
            text_parts(texts.digest.ask.format(count=digest.unread)), keyboard.of_question(texts, digest.id)
        )
        if await self._sent(digest, asked, lambda count: self._digests.set_asked(digest.id, asked=count > 0)):
            self._digests.set_asked(digest.id, asked=True)

    async def _begun(self, digest: Digest, now: float) -> OutgoingMessage | None:
        """The message of a digest, kept until it is sent; `None` where there is nothing to say."""
        composed = await asyncio.to_thread(self._composed, digest, now)
        if composed is None:
            return None
        self._digests.begin(digest.id, composed.message.to_json(), composed.stories, composed.notified)
        return composed.message

    def _composed(self, digest: Digest, now: float) -> _ComposedDigest | None:
        place, zone = Place(chat=digest.chat, topic=digest.topic or None), self._zone(digest)
        today = datetime.fromtimestamp(now, zone)
        known = [*self._digests.stories(digest.id), *self._state.notifications.sent_stories(place)]
        if self._state.watches.at(place):
            return self._news(digest, place, today, known)
        found: list[DayStory] = []
        for story in self._of_the_day(digest.language, today):
            if len(found) < _STORIES and not same_story(story.signature, known):
                found.append(story)
        if not found:
            return None
        parts = render_stories([story.citation for story in found], today, digest.language)
        buttons = keyboard.of_digest(texts_for(digest.language), digest.id)
        return _ComposedDigest(
            message=OutgoingMessage.of(parts, buttons),
            stories=[story.signature for story in found],
            notified=(),
        )

    def _of_the_day(self, language: str, now: datetime) -> list[DayStory]:
        """The day's stories, looked up once for all digests of a language that are due."""
        if language not in self._stories:
            since = now - _PUBLISHED_WITHIN
            try:
                found = day_stories(self._retriever, since, now, language=language, known=(), limit=_MADE)
            except EmptyStoreError:
                found = []
            self._stories[language] = found
        return self._stories[language]

    def _news(
        self, digest: Digest, place: Place, today: datetime, known: Sequence[bytes]
    ) -> _ComposedDigest | None:
        """What is new on the standing questions of a chat, each story once."""
        shown: list[Notification] = []
        again: list[Notification] = []
        for notification in self._state.notifications.waiting(place):
            stories = [*known, *(one.signature for one in shown)]
            if same_story(notification.signature, stories):
                again.append(notification)
            elif len(shown) < _NEWS:
                shown.append(notification)
        for notification in again if not shown else ():
            self._state.notifications.record(notification.id, sent=True)
        if not shown:
            return None
        by_question = sorted(shown, key=lambda one: (one.watch.id, -one.id))
        buttons = keyboard.of_digest(texts_for(digest.language), digest.id)
        return _ComposedDigest(
            message=OutgoingMessage.of(render_news(by_question, today, digest.language), buttons),
            stories=[one.signature for one in shown],
            notified=[one.id for one in (*shown, *again)],
        )

    async def _sent(self, digest: Digest, message: OutgoingMessage, record: Record) -> bool:
        """Send a message, but for what of it was sent before; false where it is to be sent later."""
        place = Place(chat=digest.chat, topic=digest.topic or None)
        try:
            await self._sender.send(place, message, begun=digest.begun, record=record, waits=False)
        except TelegramError as error:
            _log.warning("a digest is not delivered", digest=digest.id, error=error)
            if is_unwelcome(error):
                self._digests.leave(digest.chat)
                self._state.watches.leave(digest.chat)
                return False
            # What Telegram refuses for good is not sent again and again.
            refused = isinstance(error, BadRequest) or not isinstance(error, NetworkError)
            return refused and not isinstance(error, RetryAfter)
        return True

    def _finish(self, digest: Digest, now: float, *, sent: bool) -> None:
        zone = self._zone(digest)
        day = datetime.fromtimestamp(digest.due, zone).date()
        self._digests.finish(digest, next_due(now, digest.minutes, zone, day), day, sent=sent)

    def _zone(self, digest: Digest) -> tzinfo:
        return self._state.zones.of(digest.person)
