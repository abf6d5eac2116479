"""`presscite-bot` on the command line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

from bot.main import main

if TYPE_CHECKING:
    import pytest


def test_help_teaches() -> None:
    """The help tells the steps of the first time, and what the exit codes mean."""
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for word in ("@BotFather", "TELEGRAM_BOT_TOKEN", "presscite refresh", "--check", "Exit codes"):
        assert word in result.output


def test_help_waits_for_no_library() -> None:
    """Neither Telegram's library nor a model is loaded to show the help."""
    code = (
        "import sys; from bot.main import main; main(['--help'], standalone_mode=False);"
        "print([name for name in ('telegram', 'torch', 'langchain_core', 'pydantic') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "[]"


def test_without_a_token_it_says_what_to_do() -> None:
    """Exit code 2 and one line that names the variable, no traceback."""
    result = CliRunner().invoke(main)
    assert result.exit_code == 2
    assert result.stderr.startswith("presscite-bot: TELEGRAM_BOT_TOKEN is not set")
    assert len(result.stderr.splitlines()) == 1


def test_an_unknown_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, and the name that was meant."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKN", "1:a")
    result = CliRunner().invoke(main)
    assert result.exit_code == 2
    assert "did you mean TELEGRAM_BOT_TOKEN?" in result.stderr
