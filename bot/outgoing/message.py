"""What is about to be sent: messages, and the buttons under the last of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardMarkup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.rendering.markup import Part


@dataclass(frozen=True, slots=True)
class Letter:
    """One message.

    Attributes:
        html: Its text as Telegram HTML.
        plain: The same without markup, for the case that Telegram refuses that; may be more than one message.
    """

    html: str
    plain: tuple[str, ...]

    @classmethod
    def of(cls, part: Part) -> Letter:
        """The message that shows a part."""
        return cls(part.html, part.plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Messages that belong together, in order.

    Attributes:
        letters: The messages.
        keyboard: The buttons under the last one.
        exchange: The number of the exchange whose answer they show.
    """

    letters: tuple[Letter, ...]
    keyboard: InlineKeyboardMarkup | None = None
    exchange: int | None = None

    @classmethod
    def of(
        cls,
        parts: Sequence[Part],
        keyboard: InlineKeyboardMarkup | None = None,
        exchange: int | None = None,
    ) -> Outgoing:
        """What shows these parts."""
        return cls(letters=tuple(map(Letter.of, parts)), keyboard=keyboard, exchange=exchange)

    def to_json(self) -> dict[str, Any]:
        """The same as JSON types."""
        return {
            "letters": [[letter.html, *letter.plain] for letter in self.letters],
            "keyboard": self.keyboard.to_dict() if self.keyboard else None,
            "exchange": self.exchange,
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Outgoing:
        """What `to_json` wrote."""
        keyboard = facts["keyboard"]
        return cls(
            letters=tuple(Letter(html, tuple(plain)) for html, *plain in facts["letters"]),
            keyboard=InlineKeyboardMarkup.de_json(keyboard) if keyboard else None,
            exchange=facts["exchange"],
        )
