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
        ("TELEGRAM_ALLOWED", "1, two"),
        ("TELEGRAM_API_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_BOT_TOKN", "1"),
        ("TELEGRAM_WEBHOOK_URL", "bot.example/hook"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example/hook"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example:9000/hook"),
        ("TELEGRAM_WEBHOOK_URL", "https://name:word@bot.example/hook"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example/hook?key=1"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example/hook#top"),
        ("TELEGRAM_WEBHOOK_LISTEN", "8443"),
        ("TELEGRAM_WEBHOOK_SECRET", "two words"),
        ("TELEGRAM_WEBHOOK_SECRET", "x" * 257),
        ("TELEGRAM_METRICS_LISTEN", "everywhere"),
        ("TELEGRAM_LOG_FORMAT", "xml"),
        ("TELEGRAM_LOG_QUESTIONS", "perhaps"),
        ("TELEGRAM_GRACE_SECONDS", "-1"),
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


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
def test_a_webhook_that_telegram_can_reach(no_file: Path, port: str) -> None:
    """An https address on one of Telegram's ports, path included."""
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": f"https://bot.example{port}/a/hook"}
    url = BotSettings.load(environ, no_file).webhook_url
    assert url is not None
    assert (url.host, url.path) == ("bot.example", "/a/hook")


def test_a_server_of_ones_own_delivers_anywhere(no_file: Path) -> None:
    """A local Bot API server speaks plain HTTP, to any port."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8081",
        "TELEGRAM_WEBHOOK_URL": "http://127.0.0.1:9000/hook",
    }
    assert str(BotSettings.load(environ, no_file).webhook_url) == "http://127.0.0.1:9000/hook"


def test_the_secret_of_the_webhook(no_file: Path) -> None:
    """The one that is set, or one from the token: the same everywhere, another for each bot, as Telegram takes it."""
    given = {"TELEGRAM_BOT_TOKEN": TOKEN}
    made = BotSettings.load(given, no_file).webhook_key
    assert made == BotSettings.load(given, no_file).webhook_key
    assert made != BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN + "x"}, no_file).webhook_key
    assert BotSettings.load({**given, "TELEGRAM_WEBHOOK_SECRET": made}, no_file).webhook_key == made
    assert TOKEN.partition(":")[2] not in made


def test_secrets_do_not_show(no_file: Path) -> None:
    """Everything that the log has to hide is known to it, and no text of the settings holds it."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": "hook-secret",
        "PRESSCITE_LLM_API_KEY": "key-secret",
        "PRESSCITE_CHROMA_URL": "http://name:chroma-secret@127.0.0.1:8000",
    }
    settings = BotSettings.load(environ, no_file)
    assert {TOKEN, "hook-secret", "key-secret", "chroma-secret"} <= set(settings.secrets)
    for secret in settings.secrets:
        assert secret not in f"{settings!r} {settings}"
    with pytest.raises(SettingsError) as caught:
        BotSettings.load({**environ, "TELEGRAM_WEBHOOK_SECRET": "hook secret"}, no_file)
    assert "hook secret" not in str(caught.value)
    password = {**environ, "TELEGRAM_WEBHOOK_URL": "https://name:url-secret@bot.example/hook"}
    with pytest.raises(SettingsError) as caught:
        BotSettings.load(password, no_file)
    assert "url-secret" not in str(caught.value)
