"""The command with which a reader orders a digest, and what its buttons do."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.articles.digest_time import next_due, time_of_day
from bot.handlers.commands import message_of
from bot.place import Place
from bot.texts import LANGUAGES, texts_of
from bot.updates.filters import NEW, asker
from retrieval.text.day import day
from retrieval.time_zone import zone_name

if TYPE_CHECKING:
    from datetime import tzinfo

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.runtime import Handler, Runtime
    from bot.state.digests import Digest
    from bot.state.state import State
    from bot.texts import Texts

_USUAL = 8 * 60  # the time of the day where none is named
_SHOWN = 60  # characters of what is no time


class DigestCommand:
    """Answers /digest.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._digests = runtime.state.digests
        self._zones = runtime.state.zones

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [CommandHandler("digest", self.digest, NEW)]

    async def digest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Order a digest at the time that is named, end it, or say how it is."""
        texts, place = texts_of(update), Place.of(message_of(update))
        said = self._said(texts, place, asker(update) or 0, " ".join(context.args or []).strip())
        await self._runtime.sender.send_text(place, said)

    def _said(self, texts: Texts, place: Place, person: int, words: str) -> str:
        """Do what the words say; returns what to say."""
        ordered, asked = self._digests.at(place), words.casefold()
        if asked in _words("off_words"):
            if ordered is not None:
                self._digests.end(ordered.id)
            return texts.digest.off if ordered else texts.digest.none
        if asked in _words("status_words") or (not asked and ordered is not None):
            return self._status(texts, ordered)
        minutes = time_of_day(words) if words else _USUAL
        if minutes is None:
            return texts.digest.usage.format(text=words[:_SHOWN])
        zone = self._zones.of(person)
        due = next_due(time.time(), minutes, zone, ordered.day if ordered else None)
        if ordered is not None and ordered.parts is not None:
            due = ordered.due  # today's is on its way
        self._digests.order(place, person, texts.code, minutes, due)
        return _filled(texts.digest.on, minutes, zone)

    def _status(self, texts: Texts, ordered: Digest | None) -> str:
        if ordered is None:
            return texts.digest.none
        if ordered.asked:
            return texts.digest.asked
        zone = self._zones.of(ordered.person)
        following = datetime.fromtimestamp(ordered.due, zone)
        return _filled(texts.digest.status, ordered.minutes, zone, day=day(following, texts.code))


def go_on(state: State, digest: Digest) -> tuple[int, tzinfo]:
    """Let a digest be sent again, from its next hour on; returns its time of the day, and in which zone."""
    zone = state.zones.of(digest.person)
    state.digests.go_on(digest.id, next_due(time.time(), digest.minutes, zone, digest.day))
    return digest.minutes, zone


def follow_zone(state: State, person: int) -> None:
    """Let the digests that somebody has ordered come at their hour in the time zone that counts now."""
    zone = state.zones.of(person)
    for digest in state.digests.of(person):
        if digest.parts is None:
            due = next_due(time.time(), digest.minutes, zone, digest.day)
            state.digests.reschedule(digest.id, due)


def digest_on(texts: Texts, minutes: int, zone: tzinfo) -> str:
    """What a reader hears who gets a digest from now on."""
    return _filled(texts.digest.on, minutes, zone)


def _filled(text: str, minutes: int, zone: tzinfo, **more: str) -> str:
    hour, minute = divmod(minutes, 60)
    return text.format(time=f"{hour}:{minute:02}", zone=zone_name(zone), **more)


def _words(name: str) -> frozenset[str]:
    """Words of all languages: somebody may write another one than their Telegram speaks."""
    return frozenset[str]().union(*(getattr(texts.digest, name) for texts in LANGUAGES.values()))
