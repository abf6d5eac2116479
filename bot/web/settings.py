"""What the web server needs to know beyond the settings of the store and the chain."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationInfo, field_validator

from bot.listener import Listener
from bot.web.api_token import ApiToken
from retrieval.settings import LocalPath, Seconds, Settings

if TYPE_CHECKING:
    from pathlib import Path

_OTHERS = 0o077  # what a file of secrets allows to nobody but its owner


def _tokens(value: object) -> object:
    """Tokens as they stand in a setting, or a line each in a file; anything else as it is."""
    if not isinstance(value, str):
        return value
    parts = (part.strip() for part in value.replace("\n", ",").split(","))
    return tuple(ApiToken.parsed(part) for part in parts if part and not part.startswith("#"))


class WebSettings(Settings):
    """All settings of presscite, and those of the web server; none has to be given."""

    front_ends: ClassVar[tuple[str, ...]] = ()

    listen: Annotated[Listener, BeforeValidator(Listener.parsed)] = Field(
        default=Listener(host="127.0.0.1", port=8080), alias="PRESSCITE_WEB_LISTEN"
    )
    given_tokens: Annotated[tuple[ApiToken, ...], BeforeValidator(_tokens)] = Field(
        default=(), alias="PRESSCITE_WEB_TOKENS", repr=False
    )
    tokens_file: LocalPath | None = Field(default=None, alias="PRESSCITE_WEB_TOKENS_FILE")
    requests_a_minute: int = Field(default=60, ge=1, le=100_000, alias="PRESSCITE_WEB_REQUESTS_A_MINUTE")
    max_body: int = Field(default=1_000_000, ge=1_000, le=100_000_000, alias="PRESSCITE_WEB_MAX_BODY")
    concurrency: int = Field(default=32, ge=1, le=256, alias="PRESSCITE_WEB_CONCURRENCY")
    queue: int = Field(default=64, ge=0, le=10_000, alias="PRESSCITE_WEB_QUEUE")
    answer_timeout: Seconds = Field(default=120.0, gt=0, le=3600, alias="PRESSCITE_WEB_ANSWER_TIMEOUT")
    password: SecretStr | None = Field(default=None, min_length=12, alias="PRESSCITE_WEB_PASSWORD")
    session_seconds: Seconds = Field(
        default=7 * 86_400.0, ge=60, le=366 * 86_400, alias="PRESSCITE_WEB_SESSION"
    )
    state: LocalPath | None = Field(default=None, alias="PRESSCITE_WEB_STATE")
    log_format: Literal["text", "json"] = Field(default="text", alias="PRESSCITE_WEB_LOG_FORMAT")
    log_questions: bool = Field(default=False, alias="PRESSCITE_WEB_LOG_QUESTIONS")
    grace_seconds: float = Field(default=30.0, ge=0, le=3600, alias="PRESSCITE_WEB_GRACE_SECONDS")

    @field_validator("given_tokens")
    @classmethod
    def _are_named_once(cls, value: tuple[ApiToken, ...]) -> tuple[ApiToken, ...]:
        return _named_once(value)

    @field_validator("tokens_file")
    @classmethod
    def _holds_tokens(cls, value: Path | None, others: ValidationInfo) -> Path | None:
        if value is not None:
            _named_once((*others.data.get("given_tokens", ()), *_in_file(value)))
        return value

    @property
    def tokens(self) -> tuple[ApiToken, ...]:
        """The tokens of the setting and those of the file."""
        return (*self.given_tokens, *(_in_file(self.tokens_file) if self.tokens_file else ()))

    @property
    def state_path(self) -> Path:
        """The file that holds what the server remembers."""
        return self.state or self.home / "web" / "state.db"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything in these settings that may never be written down; of tokens only hashes are kept."""
        kept = (self.password, self.llm_api_key, self.database_url)
        given = [secret.get_secret_value() for secret in kept if secret is not None]
        of_links = [key.secret for key in self.link_keys]
        return (*given, *of_links, *self.address_passwords)

    @property
    def path_prefix(self) -> str:
        """The path of `PRESSCITE_PUBLIC_URL`, under which a proxy shows the server; empty where there is none."""
        return (self.public_url.path or "").rstrip("/") if self.public_url else ""

    def address(self, path: str) -> str:
        """The address by which others reach a page of the server.

        Args:
            path: Of the page, with its slash, such as "/ask".
        """
        base = str(self.public_url).rstrip("/") if self.public_url else f"http://{self.listen}"
        return base + path


def _named_once(tokens: tuple[ApiToken, ...]) -> tuple[ApiToken, ...]:
    names = [token.name for token in tokens]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two tokens are called {twice}; give each a name of its own")
    return tokens


def _in_file(path: Path) -> tuple[ApiToken, ...]:
    """The tokens in a file.

    Raises:
        ValueError: It cannot be read, others than its owner may read it, or it holds something else.
    """
    try:
        if os.name == "posix" and path.stat().st_mode & _OTHERS:
            raise ValueError(
                f"{path} may be read by others than its owner; change that with: chmod 600 {path}"
            )
        found = _tokens(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read ({type(error).__name__})") from error
    return found if isinstance(found, tuple) else ()
