"""What is about to be sent to a chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardMarkup

from bot.outgoing.file import OutgoingFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.rendering.markup import Part


@dataclass(frozen=True, slots=True)
class OutgoingPart:
    """As much of a message as Telegram takes at once.

    Attributes:
        html: The text as Telegram HTML.
        plain: The text without markup, for when Telegram refuses the markup. It may take several messages.
    """

    html: str
    plain: tuple[str, ...]

    @classmethod
    def of(cls, part: Part) -> OutgoingPart:
        """What shows a rendered part."""
        return cls(part.html, part.plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message, in as many parts as Telegram's limit on length asks for.

    Attributes:
        parts: The parts, in order.
        keyboard: The buttons under the last part.
        exchange: The number of the exchange whose answer the message shows.
        file: A file of which the last part is the caption, which has to be short then.
    """

    parts: tuple[OutgoingPart, ...]
    keyboard: InlineKeyboardMarkup | None = None
    exchange: int | None = None
    file: OutgoingFile | None = None

    @classmethod
    def of(
        cls,
        parts: Sequence[Part],
        keyboard: InlineKeyboardMarkup | None = None,
        exchange: int | None = None,
        file: OutgoingFile | None = None,
    ) -> OutgoingMessage:
        """What shows these rendered parts."""
        return cls(parts=tuple(map(OutgoingPart.of, parts)), keyboard=keyboard, exchange=exchange, file=file)

    def to_json(self) -> dict[str, Any]:
        """The same as JSON types.  The keys are those of stored state and do not change."""
        facts = {
            "letters": [[part.html, *part.plain] for part in self.parts],
            "keyboard": self.keyboard.to_dict() if self.keyboard else None,
            "exchange": self.exchange,
        }
        return facts | ({"file": [self.file.name, self.file.content]} if self.file else {})

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> OutgoingMessage:
        """What `to_json` wrote."""
        keyboard, file = facts["keyboard"], facts.get("file")
        return cls(
            parts=tuple(OutgoingPart(html, tuple(plain)) for html, *plain in facts["letters"]),
            keyboard=InlineKeyboardMarkup.de_json(keyboard) if keyboard else None,
            exchange=facts["exchange"],
            file=OutgoingFile(*file) if file else None,
        )
