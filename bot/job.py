"""One errand in work: what its worker reads, and what it notes on the way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.outgoing import Outgoing
from bot.place import Place
from bot.texts import Texts, texts_for

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.metrics import QuestionOutcome
    from bot.state.inbox import Errand, InboxTable


class Job:
    """An errand in the hands of a worker.

    Args:
        errand: What lies in the inbox.
        update: The same as python-telegram-bot reads it.
        inbox: Where it lies.

    Attributes:
        errand: What lies in the inbox.
        update: The same as python-telegram-bot reads it.
        message: The message that asks.
        place: Where it stands.
        more: Further messages that continue its text, because Telegram cut it.
        outgoing: The answer, once it is known.
        outcome: How it ended, for the figures: "answered", "refused", "empty", "failed", "stopped" or "stale".
    """

    def __init__(self, errand: Errand, update: Update, inbox: InboxTable) -> None:
        if update.effective_message is None:
            raise TypeError(f"update {update.update_id} holds no message")
        self.errand = errand
        self.update = update
        self.message: Message = update.effective_message
        self.place = Place.of(self.message)
        self.more: list[str] = []
        self.outgoing: Outgoing | None = Outgoing.from_json(errand.parts) if errand.parts else None
        self.outcome: QuestionOutcome = "failed"
        self._inbox = inbox

    @property
    def person(self) -> int:
        """Who asks."""
        return self.errand.person

    @property
    def texts(self) -> Texts:
        """What the bot says, in the language of who asks."""
        user = self.update.effective_user
        return texts_for(user.language_code if user else None)

    @property
    def seconds(self) -> float:
        """How long ago it arrived."""
        return time.time() - self.errand.received

    def going_out(self, outgoing: Outgoing, begun: int) -> None:
        """Note that another message of the answer goes onto the wire."""
        self._inbox.sending(self.errand.id, begun, outgoing.to_json())
