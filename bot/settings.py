"""What the bot needs to know beyond the settings of the store and the chain."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import AnyHttpUrl, BeforeValidator, Field, SecretStr, ValidationInfo, field_validator

from bot.listener import Listener
from retrieval.errors import SettingsError
from retrieval.settings import LocalPath, Seconds, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TELEGRAM = "api.telegram.org"
_TELEGRAM_PORTS = (443, 80, 88, 8443)  # the only ones that Telegram delivers to

_HOW_TO_GET_ONE = (
    "TELEGRAM_BOT_TOKEN is not set: talk to @BotFather in Telegram, send /newbot, "
    "and put the token you get into .env as TELEGRAM_BOT_TOKEN=..."
)

ListenerSetting = Annotated[Listener, BeforeValidator(Listener.parsed)]


class TokenMissingError(SettingsError):
    """No bot is set up."""


class BotSettings(Settings):
    """All settings of presscite, and those of the bot; the token is the only one that must be given."""

    prefixes: ClassVar[tuple[str, ...]] = ("PRESSCITE_", "TELEGRAM_")

    token: SecretStr = Field(alias="TELEGRAM_BOT_TOKEN")
    api_base_url: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://api.telegram.org"), alias="TELEGRAM_API_BASE_URL"
    )
    concurrency: int = Field(default=32, ge=1, le=256, alias="TELEGRAM_CONCURRENCY")
    admins: tuple[int, ...] = Field(default=(), alias="TELEGRAM_ADMINS")
    allowed: tuple[int, ...] = Field(default=(), alias="TELEGRAM_ALLOWED")
    queue: int = Field(default=10, ge=0, le=1000, alias="TELEGRAM_QUEUE")
    stale_after: Seconds = Field(default=900.0, ge=1, alias="TELEGRAM_STALE_AFTER")
    daily_model_answers: int | None = Field(default=None, ge=0, alias="TELEGRAM_DAILY_MODEL_ANSWERS")
    watches: int = Field(default=20, ge=0, le=1000, alias="TELEGRAM_WATCHES")
    watch_messages: int = Field(default=5, ge=1, le=100, alias="TELEGRAM_WATCH_MESSAGES")
    unanswered: bool = Field(default=True, alias="TELEGRAM_UNANSWERED")
    retention_days: int = Field(default=30, ge=1, le=3650, alias="TELEGRAM_RETENTION_DAYS")
    state: LocalPath | None = Field(default=None, alias="TELEGRAM_STATE")
    webhook_url: AnyHttpUrl | None = Field(default=None, alias="TELEGRAM_WEBHOOK_URL")
    webhook_listen: ListenerSetting = Field(
        default=Listener(host="127.0.0.1", port=8443), alias="TELEGRAM_WEBHOOK_LISTEN"
    )
    webhook_secret: SecretStr | None = Field(default=None, alias="TELEGRAM_WEBHOOK_SECRET")
    metrics_listen: ListenerSetting | None = Field(default=None, alias="TELEGRAM_METRICS_LISTEN")
    log_format: Literal["text", "json"] = Field(default="text", alias="TELEGRAM_LOG_FORMAT")
    log_questions: bool = Field(default=False, alias="TELEGRAM_LOG_QUESTIONS")
    grace_seconds: float = Field(default=30.0, ge=0, le=3600, alias="TELEGRAM_GRACE_SECONDS")

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr) -> SecretStr:
        # Anything else would end up in the path of a URL, where a slash or a space changes its meaning.
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("a token looks like 123456789:AAE-letters-and-digits, as @BotFather shows it")
        return value

    @field_validator("admins", "allowed", mode="before")
    @classmethod
    def _are_numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        numbers = [part.strip() for part in value.split(",") if part.strip()]
        if not all(_NUMBER.fullmatch(number) for number in numbers):
            raise ValueError(
                "write the numbers of users, as @userinfobot tells them, and of groups (negative), separated by commas"
            )
        return tuple(int(number) for number in numbers)

    @field_validator("webhook_secret")
    @classmethod
    def _is_one_that_telegram_takes(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("write 1 to 256 of the characters A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _is_reached_by_telegram(cls, value: AnyHttpUrl | None, others: ValidationInfo) -> AnyHttpUrl | None:
        if value is None:
            return None
        if value.username or value.password:
            raise ValueError("leave out the name and the password; TELEGRAM_WEBHOOK_SECRET keeps others out")
        if value.query or value.fragment:
            raise ValueError("leave out what follows the path, from ? or # on")
        # A Bot API server of one's own delivers over plain HTTP and to any port.
        server = others.data.get("api_base_url")
        by_telegram = server is not None and server.host == _TELEGRAM
        if by_telegram and (value.scheme != "https" or value.port not in _TELEGRAM_PORTS):
            raise ValueError("Telegram delivers to https addresses only, on the ports 443, 80, 88 and 8443")
        return value

    @property
    def webhook_key(self) -> str:
        """What Telegram has to show with each delivery: the secret as set, or one made from the token.

        One that is made is the same for all instances of a bot, and tells nothing of the token.
        """
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        token = self.token.get_secret_value().encode()
        return hmac.new(token, b"presscite webhook secret", hashlib.sha256).hexdigest()

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything in these settings that may never be written down."""
        kept = (self.token, self.llm_api_key, self.webhook_secret)
        given = [secret.get_secret_value() for secret in kept if secret is not None]
        of_links = [key.secret for key in self.link_keys]
        return (*given, self.webhook_key, *of_links, *self.address_passwords)

    @property
    def state_path(self) -> Path:
        """The file that holds the bot's state; bots with different tokens do not share one."""
        return self.state or self.home / "telegram" / f"{self.bot_id}.db"

    @property
    def bot_id(self) -> str:
        """The bot's number, which is no secret."""
        return self.token.get_secret_value().partition(":")[0]

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
            raise TokenMissingError(_HOW_TO_GET_ONE)
        return super()._validated(values)
