"""Everything the bot says itself, in every language it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts.english import ENGLISH
from bot.texts.russian import RUSSIAN
from bot.texts.tajik import TAJIK
from bot.texts.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update

__all__ = ["LANGUAGES", "Texts", "texts_for", "texts_of"]

LANGUAGES: Mapping[str, Texts] = {"en": ENGLISH, "ru": RUSSIAN, "tg": TAJIK}
"""The texts by language code; English comes first and stands in where a language is not known."""


def texts_for(language: str | None) -> Texts:
    """The texts for a language code such as "ru" or "ru-RU"; English where it is missing or not known."""
    return LANGUAGES.get((language or "").lower().partition("-")[0], ENGLISH)


def texts_of(update: Update) -> Texts:
    """What the bot says, in the language of who sent an update."""
    return texts_for(update.effective_user.language_code if update.effective_user else None)
