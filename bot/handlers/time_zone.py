"""The command with which a reader says whose days "today" and "yesterday" mean."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.handlers.commands import message_of
from bot.handlers.digest import follow_zone
from bot.place import Place
from bot.rendering import keyboard
from bot.texts import texts_of
from bot.updates.filters import NEW, asker
from retrieval.time_zone import zone_name, zone_named

if TYPE_CHECKING:
    from datetime import tzinfo

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime
    from bot.texts import Texts

_SHOWN = 60  # characters of what is no zone


class TimeZoneCommand:
    """Answers /timezone.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._zones = runtime.state.zones

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [CommandHandler("timezone", self.time_zone, NEW)]

    async def time_zone(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Note the zone that is named; without one, say which there is."""
        texts, person, name = texts_of(update), asker(update) or 0, " ".join(context.args or [])
        said = self._choose(person, name, texts) if name else _said(texts.zone_now, self._zones.of(person))
        chosen = self._zones.chosen(person) is not None
        buttons = keyboard.default_zone(texts, abs(person)) if chosen else None
        await self._runtime.sender.send_text(Place.of(message_of(update)), said, buttons)

    def _choose(self, person: int, name: str, texts: Texts) -> str:
        """Note the zone of a reader; returns what to say."""
        try:
            zone = zone_named(name)
        except ValueError:
            return texts.zone_unknown.format(name=name[:_SHOWN])
        self._zones.choose(person, zone)
        follow_zone(self._runtime.state, person)
        return zone_chosen(texts, zone)


def zone_chosen(texts: Texts, zone: tzinfo) -> str:
    """What a reader hears who has another zone from now on."""
    return _said(texts.zone_chosen, zone)


def _said(text: str, zone: tzinfo) -> str:
    return text.format(zone=zone_name(zone), time=f"{datetime.now(zone):%H:%M}")
