"""Everything configurable, in one typed object read from the environment and from `.env`."""

from __future__ import annotations

import difflib
import os
import re
from datetime import date  # noqa: TC003 - a field's type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import platformdirs
from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)

from retrieval.errors import SettingsError
from retrieval.link_key import LinkKey, parsed_keys
from retrieval.passwords import passwords_in
from retrieval.time_zone import machine_zone, zone_named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

PACKAGED_MODEL = "multilingual-e5-small"
"""The embedding model that comes with presscite itself; any other name is one on the hub, or a path."""


PACKAGED_READER, NO_READER = "packaged", "off"
"""The reading model that comes with presscite, and none; any other name is one on the hub, or a path."""


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _split_list(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace("\n", ",").split(",") if part.strip())
    return value


def _seconds(value: object) -> object:
    """A duration such as 90s, 15m, 2h or 1d in seconds; anything else as it is."""
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    return float(match[1]) * _UNITS[match[2] or "s"] if match else value


_POSTGRES = "postgresql+psycopg://"
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_SECRETS = ("_KEY", "_KEYS", "_TOKEN", "_TOKENS", "_SECRET", "_PASSWORD", "_DATABASE_URL")
"""Endings of the names of variables whose values are never shown."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

Seconds = Annotated[float, BeforeValidator(_seconds)]
LocalPath = Annotated[Path, AfterValidator(_absolute)]
TextList = Annotated[tuple[str, ...], BeforeValidator(_split_list)]


class Settings(BaseModel):
    """Settings of the store, the retriever and the chain; every field names its variable as its alias.

    A variable that is set but empty counts as not set, as in shell scripts.  Values in the environment win
    over those in `.env`.

    Raises:
        SettingsError: From `load`, naming the variable that is unknown or has a bad value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, validate_default=True)

    prefixes: ClassVar[tuple[str, ...]] = ("PRESSCITE_",)
    front_ends: ClassVar[tuple[str, ...]] = ("PRESSCITE_WEB_",)
    """Names with one of our prefixes that a front end checks in settings of its own."""

    home: LocalPath = Field(
        default_factory=lambda: platformdirs.user_data_path("presscite"), alias="PRESSCITE_HOME"
    )
    sources: TextList = Field(default=(), alias="PRESSCITE_SOURCES")
    fetch_local: bool = Field(default=False, alias="PRESSCITE_FETCH_LOCAL")
    fetch_delay: float = Field(default=1.0, ge=0, le=60, alias="PRESSCITE_FETCH_DELAY")
    fetch_timeout: float = Field(default=30.0, gt=0, le=600, alias="PRESSCITE_FETCH_TIMEOUT")
    fetch_max_bytes: int = Field(
        default=50_000_000, ge=1000, le=1_000_000_000, alias="PRESSCITE_FETCH_MAX_BYTES"
    )
    fetch_max_pages: int = Field(default=1000, ge=1, le=100_000, alias="PRESSCITE_FETCH_MAX_PAGES")
    fetch_since: date | None = Field(default=None, alias="PRESSCITE_FETCH_SINCE")
    chroma_url: AnyHttpUrl | None = Field(default=None, alias="PRESSCITE_CHROMA_URL", repr=False)
    database_url: SecretStr | None = Field(default=None, alias="PRESSCITE_DATABASE_URL")
    kept_generations: int = Field(default=1, ge=0, le=100, alias="PRESSCITE_KEPT_GENERATIONS")
    refresh_every: Seconds | None = Field(default=None, ge=10, alias="PRESSCITE_REFRESH_EVERY")
    refresh_watch: bool = Field(default=False, alias="PRESSCITE_REFRESH_WATCH")
    timezone: str | None = Field(default=None, alias="PRESSCITE_TIMEZONE")
    public_url: AnyHttpUrl | None = Field(default=None, alias="PRESSCITE_PUBLIC_URL")
    link_key: SecretStr | None = Field(default=None, alias="PRESSCITE_LINK_KEY")
    link_expires: Seconds | None = Field(default=None, ge=3600, alias="PRESSCITE_LINK_EXPIRES")
    earlier_texts: int = Field(default=3, ge=0, le=100, alias="PRESSCITE_EARLIER_TEXTS")
    model_cache: LocalPath = Field(
        default_factory=lambda: platformdirs.user_cache_path("presscite") / "models",
        alias="PRESSCITE_MODEL_CACHE",
    )
    embedding_model: str = Field(default=PACKAGED_MODEL, min_length=1, alias="PRESSCITE_EMBEDDING_MODEL")
    passage_chars: int = Field(default=400, ge=200, le=4000, alias="PRESSCITE_PASSAGE_CHARS")
    passages: int = Field(default=12, ge=1, le=50, alias="PRESSCITE_PASSAGES")
    reader: str = Field(default=PACKAGED_READER, min_length=1, alias="PRESSCITE_READER")
    reranker: str | None = Field(default=None, alias="PRESSCITE_RERANKER")
    llm: str | None = Field(default=None, alias="PRESSCITE_LLM")
    llm_base_url: AnyHttpUrl | None = Field(default=None, alias="PRESSCITE_LLM_BASE_URL")
    llm_api_key: SecretStr | None = Field(default=None, alias="PRESSCITE_LLM_API_KEY")
    llm_context_tokens: int = Field(default=3000, ge=200, le=200_000, alias="PRESSCITE_LLM_CONTEXT_TOKENS")
    llm_max_tokens: int = Field(default=1000, ge=50, le=100_000, alias="PRESSCITE_LLM_MAX_TOKENS")
    llm_timeout: float = Field(default=60.0, gt=0, le=3600, alias="PRESSCITE_LLM_TIMEOUT")
    llm_review: bool = Field(default=False, alias="PRESSCITE_LLM_REVIEW")

    @field_validator("llm")
    @classmethod
    def _names_its_provider(cls, value: str | None) -> str | None:
        if value is None:
            return None
        provider, _, model = value.partition(":")
        if not provider.strip() or not model.strip():
            raise ValueError("write provider:model, such as openai:gpt-4o-mini or ollama:qwen3")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_of_postgres(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(_POSTGRES):
            raise ValueError(f"write {_POSTGRES}NAME:PASSWORD@HOST:5432/DATABASE")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_an_address_alone(cls, value: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if value is not None and (value.username or value.password or value.query or value.fragment):
            raise ValueError("write the address alone, such as https://news.example/presscite")
        return value

    @field_validator("link_key")
    @classmethod
    def _holds_keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not parsed_keys(value.get_secret_value()):
            raise ValueError("it holds no key")
        return value

    @field_validator("timezone")
    @classmethod
    def _is_a_time_zone(cls, value: str | None) -> str | None:
        if value is not None:
            zone_named(value)
        return value

    @property
    def zone(self) -> tzinfo:
        """The time zone of dates without one, and of "today" in a question."""
        return zone_named(self.timezone) if self.timezone else machine_zone()

    @property
    def chroma_address(self) -> str | None:
        """The Chroma server's address, `None` where vectors are kept in the store's own folder."""
        return str(self.chroma_url) if self.chroma_url else None

    @property
    def database_address(self) -> str | None:
        """The PostgreSQL database's address with its password, `None` where everything is kept in files."""
        return self.database_url.get_secret_value() if self.database_url else None

    @property
    def address_passwords(self) -> tuple[str, ...]:
        """Passwords in the addresses of servers, which no log may have."""
        addresses = (self.database_address, self.chroma_address, str(self.llm_base_url or ""))
        return tuple(password for address in addresses for password in passwords_in(address))

    @property
    def public_address(self) -> str | None:
        """The address at which others reach the server, without a slash at its end; `None` where there is none."""
        return str(self.public_url).rstrip("/") if self.public_url else None

    @property
    def link_keys(self) -> tuple[LinkKey, ...]:
        """The keys that seal links, as far as a setting has any."""
        return parsed_keys(self.link_key.get_secret_value()) if self.link_key else ()

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, env_file: Path | None = None) -> Self:
        """Read the settings.

        Args:
            environ: The environment; the process's own by default.
            env_file: A file of `NAME=value` lines; `.env` in the working directory by default.

        Raises:
            SettingsError: A variable with one of our prefixes is unknown, or a value is bad.  The message
                names the variable and never repeats the value of a secret.
        """
        environ = os.environ if environ is None else environ
        env_file = Path(".env") if env_file is None else env_file
        from_file = _read(env_file)
        given = {**from_file, **environ}
        ours = {
            name: value
            for name, value in given.items()
            if name.startswith(cls.prefixes) and not name.startswith(cls.front_ends)
        }
        known = [field.alias for field in cls.model_fields.values() if field.alias]
        for name in ours:
            if name not in known:
                raise SettingsError(_unknown(name, known, env_file if name in from_file else None))
        return cls._validated({name: value for name, value in ours.items() if value})

    @classmethod
    def _validated(cls, values: Mapping[str, Any]) -> Self:
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            name = str(first["loc"][0]) if first["loc"] else "settings"
            message = first["msg"].removeprefix("Value error, ")
            # The "@" is that of a name and a password in an address.
            secret = name.endswith(_SECRETS) or "@" in str(values.get(name))
            shown = "" if secret else f" = {values.get(name)!r}"
            raise SettingsError(f"{name}{shown} is not valid: {message}") from None


def _read(env_file: Path) -> dict[str, str | None]:
    try:
        return dotenv_values(env_file, encoding="utf-8") if env_file.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{env_file} cannot be read ({type(error).__name__}): it must be UTF-8 text"
        ) from error


def _unknown(name: str, known: list[str], env_file: Path | None) -> str:
    where = f"{env_file}" if env_file else "the environment"
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "the known names are in .env.example"
    return f"{name} in {where} is not a setting of presscite; {hint}"
