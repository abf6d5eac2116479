"""Standing questions: people are notified when articles come in that answer them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.retry import is_unwelcome
from bot.periodic_task import PeriodicTask
from bot.place import Place
from bot.rendering.answer import render_passages
from bot.texts import texts_for
from retrieval.errors import BaselineError, EmptyStoreError
from retrieval.watches.arrivals import new_passages
from retrieval.watches.baseline import Baseline
from retrieval.watches.confirmation import Confirmation
from retrieval.watches.matcher import Matcher
from retrieval.watches.story import same_story

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.metrics import Metrics
    from bot.outgoing.sender import Sender
    from bot.settings import BotSettings
    from bot.state.notifications import Notification
    from bot.state.state import State
    from retrieval.retriever import HybridRetriever
    from retrieval.watches.arrivals import NewPassages

_log = EventLog(__name__)

_LOOK_SECONDS = 2.0  # between two looks whether there is a new generation of the store
_BASELINE = "articles"
_AT_ONCE = 3  # passages that one refresh may bring for one standing question


class Notifier:
    """Looks through new articles, and notifies people who wait for what is in them.

    Of several instances one does so.

    Args:
        retriever: Its store is watched.
        state: The standing questions.
        sender: Sends messages.
        metrics: Counts them.
        settings: How many messages a standing question may bring a day, and what reads passages.
        leads: Whether this instance is the one that does so.
    """

    def __init__(
        self,
        retriever: HybridRetriever,
        state: State,
        sender: Sender,
        metrics: Metrics,
        settings: BotSettings,
        *,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._retriever = retriever
        self._watches = state.watches
        self._notifications = state.notifications
        self._baselines = state.baselines
        self._sender = sender
        self._metrics = metrics
        self._settings = settings
        self._most_a_day = settings.watch_messages
        self._seen: str | None = None
        # Many new articles take minutes, and would take a thread from the questions.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="presscite-watches")
        self._task = PeriodicTask(self._run, _LOOK_SECONDS, "new articles are not looked through", when=leads)

    def start(self) -> None:
        """Begin to watch; needs a running loop."""
        self._task.start()

    async def stop(self) -> None:
        """Watch no more; what was found and not sent is sent after the next start."""
        await self._task.stop()
        self._thread.shutdown(wait=False)

    async def _run(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self.look)
        await self.notify()

    def look(self) -> None:
        """Look through what is new in the store since the last look, and keep it until it is sent."""
        try:
            with self._retriever.store.reading() as snapshot:
                name = snapshot.name
                if name == self._seen:
                    return
                before = self._before()
                if before is not None:
                    fresh = new_passages(snapshot, before)
                    if fresh:
                        self._match(fresh)
                self._baselines.keep(_BASELINE, Baseline.of(snapshot, since=before).to_bytes())
                self._seen = name
        except EmptyStoreError:
            return

    def _before(self) -> Baseline | None:
        """What was there at the last look; `None` where nobody has looked, or that is no longer known."""
        kept = self._baselines.get(_BASELINE)
        if kept is None:
            return None
        try:
            return Baseline.from_bytes(kept)
        except BaselineError as error:
            _log.warning(
                "what was looked through is no longer known; only what comes now is sent", error=error
            )
            return None

    @cached_property
    def _confirmation(self) -> Confirmation | None:
        """Reads what may answer, from the first articles that come in on."""
        return Confirmation.of(self._retriever.embeddings, self._settings)

    def _match(self, fresh: NewPassages) -> None:
        matcher = Matcher(self._retriever, self._confirmation)
        for watch in self._watches.all():
            known = self._notifications.signatures(watch.id)
            for match in matcher.matches(matcher.prepare(watch.text), fresh, _AT_ONCE):
                if not same_story(match.signature, known):
                    self._notifications.add(watch.id, match.citation, match.signature)
                    known.append(match.signature)

    async def notify(self) -> None:
        """Send what was found, as far as the day's measure allows.

        What cannot be sent is sent after a later look, and no other chat waits for that.
        """
        failed: set[int] = set()
        while (notification := self._notifications.next(self._most_a_day, failed)) is not None:
            if not await self._sent(notification):
                failed.add(notification.watch.chat)

    async def _sent(self, notification: Notification) -> bool:
        watch, texts = notification.watch, texts_for(notification.watch.language)
        title = texts.watch_found.format(text=watch.text)
        place = Place(chat=watch.chat, topic=watch.topic or None)
        try:
            await self._sender.send(
                place,
                OutgoingMessage.of(render_passages(title, [notification.citation], texts)),
                record=lambda count: self._notifications.record(notification.id, sent=count > 0),
                waits=False,
            )
        except TelegramError as error:
            _log.warning("a standing question's message is not delivered", watch=watch.id, error=error)
            if not is_unwelcome(error):
                return False
            self._watches.leave(watch.chat)
            return True
        self._notifications.record(notification.id, sent=True)
        self._metrics.watch_message()
        _log.info("standing question answered", watch=watch.id)
        return True
