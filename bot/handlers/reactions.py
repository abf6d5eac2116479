"""Reactions to answers are feedback too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ReactionTypeEmoji
from telegram.ext import MessageReactionHandler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import ReactionType, Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime

_GOOD = frozenset("👍❤🔥🥰👏🎉🤩🙏👌💯⚡🏆😍🤝🤗🫡🆒😘")
_BAD = frozenset("👎🤬🤮💩🤡🥱🥴🌚💔🤨😡🖕😢")


class Reactions:
    """Keeps reactions to answers as feedback.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [
            MessageReactionHandler(
                self.reacted, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
            )
        ]

    async def reacted(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Note what a reaction says, or that it was taken back; one that says nothing changes nothing."""
        reaction = update.message_reaction
        if reaction is None or reaction.user is None:
            return
        self._runtime.state.digests.seen(reaction.chat.id)
        exchange = self._runtime.state.conversations.of_message(reaction.chat.id, reaction.message_id)
        if exchange is None:
            return
        before, now = verdict(reaction.old_reaction), verdict(reaction.new_reaction)
        if now:
            self._runtime.state.feedback.give(exchange, reaction.user.id, now)
            self._runtime.metrics.feedback("up" if now > 0 else "down")
        elif before:
            self._runtime.state.feedback.take_back(exchange, reaction.user.id)


def verdict(reactions: Sequence[ReactionType]) -> int:
    """1 for reactions that praise, -1 for those that complain, 0 where they say neither."""
    signs = [r.emoji.removesuffix("\ufe0f") for r in reactions if isinstance(r, ReactionTypeEmoji)]
    good, bad = sum(sign in _GOOD for sign in signs), sum(sign in _BAD for sign in signs)
    return (good > bad) - (bad > good)
