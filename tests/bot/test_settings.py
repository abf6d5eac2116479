"""The bot's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from retrieval.errors import SettingsError
from retrieval.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "123456:AAE-letters_and_digits"  # noqa: S105 - of no bot


@pytest.fixture
def no_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_without_a_token_it_says_where_to_get_one(no_file: Path) -> None:
    """A missing or empty token names the variable, @BotFather and .env."""
    for environ in ({}, {"TELEGRAM_BOT_TOKEN": ""}):
        with pytest.raises(SettingsError, match=r"TELEGRAM_BOT_TOKEN.*@BotFather.*\.env"):
            BotSettings.load(environ, no_file)


def test_defaults(no_file: Path) -> None:
    """The token is enough: Telegram's own server, 32 questions at once."""
    settings = BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN}, no_file)
    assert settings.base_url == "https://api.telegram.org/bot"
    assert settings.base_file_url == "https://api.telegram.org/file/bot"
    assert settings.concurrency == 32


@pytest.mark.parametrize("address", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/"])
def test_another_bot_api_server(no_file: Path, address: str) -> None:
    """The server's address may end in a slash or not."""
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": address}
    assert BotSettings.load(environ, no_file).base_url == "http://127.0.0.1:8081/bot"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_CONCURRENCY", "0"),
        ("TELEGRAM_CONCURRENCY", "many"),
        ("TELEGRAM_ADMINS", "@alice"),
        ("TELEGRAM_ADMINS", "1, -2"),
        ("TELEGRAM_API_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_BOT_TOKN", "1"),
    ],
)
def test_a_bad_or_unknown_setting_is_named(no_file: Path, name: str, value: str) -> None:
    """What is wrong is refused by name."""
    with pytest.raises(SettingsError, match=name):
        BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, name: value}, no_file)


@pytest.mark.parametrize("token", ["secret words", "123456:secret/../path", "'123456:secret'", "secret"])
def test_a_malformed_token_is_refused_and_not_repeated(no_file: Path, token: str) -> None:
    """The message about a token never holds the token."""
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
        BotSettings.load({"TELEGRAM_BOT_TOKEN": token}, no_file)
    assert "secret" not in str(caught.value)


def test_the_token_does_not_show() -> None:
    """Neither the repr nor the string of the settings holds the token."""
    settings = BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN})
    assert TOKEN not in f"{settings!r} {settings}"


def test_the_command_line_reads_the_same_file(tmp_path: Path) -> None:
    """A .env with the bot's settings is no trouble to the commands that know nothing of Telegram."""
    env_file = tmp_path / ".env"
    env_file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nPRESSCITE_PASSAGES=5\n")
    assert Settings.load({}, env_file).passages == BotSettings.load({}, env_file).passages == 5


def test_admins_are_numbers(no_file: Path) -> None:
    """Users are named by their numbers, separated by commas; without any there are no admins."""
    for value, admins in (("", ()), ("12", (12,)), ("12, 34,", (12, 34))):
        environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_ADMINS": value}
        assert BotSettings.load(environ, no_file).admins == admins
