"""How updates come in: fetched from Telegram, or brought by it."""

from __future__ import annotations

from typing import Protocol

from telegram.error import InvalidToken

INTAKE = "intake"
"""The key in `bot_data` of the application's `Intake`."""


class TokenRevokedError(InvalidToken):
    """Telegram knew the token when the bot started, and does not know it any more."""


class Intake(Protocol):
    """A way for updates into the application's queue."""

    def open(self) -> None:
        """Take hold of what it needs on this machine, before anybody is told of the bot.

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
