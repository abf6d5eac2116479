"""Who may use the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from telegram import Update


class Guests:
    """The people and chats that the bot is open to.

    Args:
        allowed: Their numbers; empty for everybody.
        admins: Numbers of people who may always.
    """

    def __init__(self, allowed: Collection[int], admins: Collection[int]) -> None:
        self._allowed = frozenset(allowed)
        self._admins = frozenset(admins)

    def may(self, update: Update) -> bool:
        """Whether who sent an update may use the bot, or may in the chat it comes from."""
        if not self._allowed:
            return True
        numbers = {
            update.effective_user.id if update.effective_user else None,
            update.effective_chat.id if update.effective_chat else None,
        }
        return not numbers.isdisjoint(self._allowed | self._admins)

    def is_admin(self, person: int | None) -> bool:
        """Whether a person is one of the admins."""
        return person in self._admins
