"""Who may use the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from telegram import Update


class AccessList:
    """The people and chats that may use the bot.

    Args:
        allowed: Their numbers; empty for everybody.
        admins: Numbers of people who always may.
    """

    def __init__(self, allowed: Collection[int], admins: Collection[int]) -> None:
        self._numbers = frozenset(allowed) | frozenset(admins) if allowed else frozenset()

    def admits(self, update: Update) -> bool:
        """Whether the sender of an update may use the bot, or anybody may in the chat it comes from."""
        user, chat = update.effective_user, update.effective_chat
        return self.admits_any(*(each.id for each in (user, chat) if each is not None))

    def admits_any(self, *numbers: int) -> bool:
        """Whether any of these people and chats may use the bot."""
        return not self._numbers or not self._numbers.isdisjoint(numbers)
