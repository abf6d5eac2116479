"""`presscite backup` and `presscite restore`: commands that the program finds by their entry points."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.ops.backup_commands import backup_command, restore_command
from bot.settings import BotSettings
from bot.state.state import State
from retrieval import cli
from tests.bot.fake_telegram import TOKEN
from tests.conftest import REPOSITORY
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of pyproject.toml, whatever was installed before them."""
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    group = "presscite.commands"
    found = {name: EntryPoint(name, value, group) for name, value in declared[group].items()}
    monkeypatch.setattr(cli, "_entry_points", lambda: found)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from retrieval.indexing.refresh import refresh
    from retrieval.settings import Settings

    (tmp_path / "articles").mkdir()
    write(tmp_path / "articles" / "a.txt", "Title", "Text.")
    settings = Settings(home=tmp_path / "home")
    refresh([tmp_path / "articles"], settings, embeddings=CountingEmbeddings(settings))
    monkeypatch.setenv("PRESSCITE_HOME", str(settings.home))
    return settings.home


def test_program_knows_them() -> None:
    """They stand in its help, and have help of their own, as if they were its own."""
    listed = CliRunner().invoke(cli.main, ["--help"]).stdout
    for name, command in (("backup", backup_command), ("restore", restore_command)):
        assert f"  {name} " in listed
        assert "Exit codes" in CliRunner().invoke(cli.main, [name, "--help"]).stdout
        assert cli.main.get_command(None, name) is command  # type: ignore[arg-type] # it needs no context
    assert CliRunner().invoke(cli.main, ["nonsense"]).exit_code == 2


def test_without_a_bot(home: Path, tmp_path: Path) -> None:
    """The articles go into the file and come out of it; what is missing is said."""
    file = tmp_path / "backup.tar"
    done = CliRunner().invoke(cli.main, ["backup", str(file)])
    assert done.exit_code == 0, done.output
    assert f"{file}: 1 article." in done.stdout
    assert "TELEGRAM_BOT_TOKEN is not set" in done.stdout
    back = CliRunner().invoke(cli.main, ["restore", "--only", "articles", str(file)])
    assert back.exit_code == 0, back.output
    assert "1 article." in back.stdout
    assert CliRunner().invoke(cli.main, ["restore", str(file)]).exit_code == 4
    failed = CliRunner().invoke(cli.main, ["restore", str(tmp_path / "nowhere.tar")])
    assert failed.exit_code == 1
    assert "nowhere.tar is not there" in failed.stderr


def test_with_a_bot(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state is in it too, and is put back once the bot is stopped; the exit code says so."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    file = tmp_path / "backup.tar"
    state = State(BotSettings.load())
    made = json.loads(CliRunner().invoke(cli.main, ["backup", "--json", str(file)]).stdout)
    assert (made["articles"], made["state"]) == (1, True)
    back = CliRunner().invoke(cli.main, ["restore", str(file)])
    assert (back.exit_code, "the bot is running" in back.stdout) == (4, True)
    state.close()
    back = CliRunner().invoke(cli.main, ["restore", "--json", str(file)])
    assert (back.exit_code, json.loads(back.stdout)["state"]) == (0, True)


def test_bad_settings_of_a_bot_are_not_passed_over(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is none is an error with the setting's name: the state would be left out without a word."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "none")
    done = CliRunner().invoke(cli.main, ["backup", str(tmp_path / "backup.tar")])
    assert done.exit_code == 2
    assert "TELEGRAM_BOT_TOKEN" in done.stderr
