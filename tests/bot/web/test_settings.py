"""Settings of the web server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.web.api_token import TokenList
from bot.web.settings import WebSettings
from retrieval.errors import SettingsError
from retrieval.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "x" * 20


def _load(folder: Path, **variables: str) -> WebSettings:
    return WebSettings.load(variables, folder / "absent")


def test_tokens_come_from_a_setting_and_a_file(tmp_path: Path) -> None:
    """Each lets in under its name; only hashes are kept, whatever the settings are shown as."""
    file = tmp_path / "tokens"
    file.write_text(f"# of the newsroom\nnewsroom={'y' * 20}\n\nreports={'z' * 20}\n")
    file.chmod(0o600)
    settings = _load(tmp_path, PRESSCITE_WEB_TOKENS=f"site={SECRET}", PRESSCITE_WEB_TOKENS_FILE=str(file))
    tokens = TokenList(settings.tokens)
    assert [tokens.named(f"Bearer {letter * 20}") for letter in "xyzw"] == [
        "site",
        "newsroom",
        "reports",
        None,
    ]
    assert tokens.named(f"bearer   {SECRET}") == "site"
    assert SECRET not in repr(settings) + repr(settings.tokens)


@pytest.mark.parametrize(
    "value", ["short=abc", SECRET, f"a b={SECRET}", f"one={SECRET},one={'y' * 20}", "=x"]
)
def test_a_bad_token_is_refused_without_being_shown(tmp_path: Path, value: str) -> None:
    """The error names the setting and says how to make one."""
    with pytest.raises(SettingsError, match="PRESSCITE_WEB_TOKENS is not valid") as refusal:
        _load(tmp_path, PRESSCITE_WEB_TOKENS=value)
    assert value not in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_a_file_that_others_read_is_refused(tmp_path: Path) -> None:
    """So are one that is not there, and one whose names stand in the setting too."""
    file = tmp_path / "tokens"
    with pytest.raises(SettingsError, match="cannot be read"):
        _load(tmp_path, PRESSCITE_WEB_TOKENS_FILE=str(file))
    file.write_text(f"site={SECRET}")
    file.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        _load(tmp_path, PRESSCITE_WEB_TOKENS_FILE=str(file))
    file.chmod(0o600)
    with pytest.raises(SettingsError, match="two tokens are called site"):
        _load(tmp_path, PRESSCITE_WEB_TOKENS_FILE=str(file), PRESSCITE_WEB_TOKENS=f"site={'y' * 20}")


def test_other_commands_leave_the_servers_settings_alone(tmp_path: Path) -> None:
    """`presscite ask` does not mind them; the server refuses a name that it does not know."""
    Settings.load({"PRESSCITE_WEB_COLOUR": "red"}, tmp_path / "absent")
    with pytest.raises(SettingsError, match="PRESSCITE_WEB_LISTEN"):
        _load(tmp_path, PRESSCITE_WEB_LISTN="x")


@pytest.mark.parametrize(
    ("url", "prefix", "address"),
    [
        ("", "", "http://127.0.0.1:8080/ask"),
        ("https://news.example", "", "https://news.example/ask"),
        ("https://news.example/", "", "https://news.example/ask"),
        ("https://news.example/press/cite/", "/press/cite", "https://news.example/press/cite/ask"),
    ],
)
def test_the_public_address(tmp_path: Path, url: str, prefix: str, address: str) -> None:
    """With a path or without one, with a slash at its end or not."""
    settings = _load(tmp_path, PRESSCITE_PUBLIC_URL=url)
    assert (settings.path_prefix, settings.address("/ask")) == (prefix, address)


@pytest.mark.parametrize("url", ["news.example", "https://a:b@news.example", "https://news.example/?a=b"])
def test_no_public_address(tmp_path: Path, url: str) -> None:
    """A name and password, a query or no scheme are refused."""
    with pytest.raises(SettingsError, match=re.escape("PRESSCITE_PUBLIC_URL")):
        _load(tmp_path, PRESSCITE_PUBLIC_URL=url)
