"""Where updates come from: they are fetched from Telegram, or it delivers them."""

from __future__ import annotations

from typing import Protocol

from telegram import Update
from telegram.error import InvalidToken

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.MESSAGE_REACTION,
)
"""The kinds of updates that Telegram is asked for, however they come in."""


class TokenRevokedError(InvalidToken):
    """Telegram knew the token when the bot started, and does not know it any more."""


class UpdateSource(Protocol):
    """Where updates come from, on their way into the application's queue."""

    def open(self) -> None:
        """Take hold of what it needs on this machine, before anybody hears of the bot.

        Raises:
            ListenError: That is not to be had.
        """

    async def start(self) -> None:
        """Take updates from now on; each is Telegram's until the queue's `put` has returned.

        Raises:
            InvalidToken: Telegram does not know the token.
        """

    async def stop(self) -> None:
        """Take no more; an update that is being put into the queue still gets there."""

    async def ended(self) -> None:
        """Wait until no update can come any more.

        Raises:
            TokenRevokedError: Always; that is the only reason.
        """

    async def look(self) -> None:
        """Find out how it goes, where that takes a call; wanted once a minute."""

    def fault(self) -> str | None:
        """Why updates may not be coming, for an operator; `None` where all is well."""

    def stuck(self) -> bool:
        """Whether it does not even try any more, so that only a restart can help."""
