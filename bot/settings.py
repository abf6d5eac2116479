"""What the bot needs to know beyond the settings of the store and the chain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import AnyHttpUrl, Field, SecretStr, field_validator

from retrieval.errors import SettingsError
from retrieval.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")

_HOW_TO_GET_ONE = (
    "TELEGRAM_BOT_TOKEN is not set: talk to @BotFather in Telegram, send /newbot, "
    "and put the token you get into .env as TELEGRAM_BOT_TOKEN=..."
)


class BotSettings(Settings):
    """All settings of presscite, and those of the bot; the token is the only one that must be given."""

    prefixes: ClassVar[tuple[str, ...]] = ("PRESSCITE_", "TELEGRAM_")

    token: SecretStr = Field(alias="TELEGRAM_BOT_TOKEN")
    api_base_url: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://api.telegram.org"), alias="TELEGRAM_API_BASE_URL"
    )
    concurrency: int = Field(default=32, ge=1, le=256, alias="TELEGRAM_CONCURRENCY")
    admins: tuple[int, ...] = Field(default=(), alias="TELEGRAM_ADMINS")

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr) -> SecretStr:
        # Anything else would end up in the path of a URL, where a slash or a space changes its meaning.
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("a token looks like 123456789:AAE-letters-and-digits, as @BotFather shows it")
        return value

    @field_validator("admins", mode="before")
    @classmethod
    def _are_numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        numbers = [part.strip() for part in value.split(",") if part.strip()]
        if not all(number.isascii() and number.isdecimal() for number in numbers):
            raise ValueError("write the numbers of users, as @userinfobot tells them, separated by commas")
        return tuple(int(number) for number in numbers)

    @property
    def base_url(self) -> str:
        """Where methods are called, as python-telegram-bot wants it: the token follows directly."""
        return f"{self._api}/bot"

    @property
    def base_file_url(self) -> str:
        """Where files are fetched, as python-telegram-bot wants it."""
        return f"{self._api}/file/bot"

    @property
    def _api(self) -> str:
        return str(self.api_base_url).rstrip("/")

    @classmethod
    def _validated(cls, values: Mapping[str, Any]) -> Self:
        if "TELEGRAM_BOT_TOKEN" not in values:
            raise SettingsError(_HOW_TO_GET_ONE)
        return super()._validated(values)
