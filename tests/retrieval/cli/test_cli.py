"""The command line: its help, and how it says what went wrong."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import EmptyStoreError, QuestionError, SettingsError
from tests.retrieval.cli.program import presscite, raising

if TYPE_CHECKING:
    from tests.retrieval.cli.scripted_chain import ScriptedChain

COMMANDS = ("refresh", "ask", "search", "chat", "timeline", "latest", "sources", "doctor", "rollback")
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "chromadb",
    "langchain",
    "langchain_core",
    "pydantic",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(command: str) -> None:
    """Help of every command shows examples, exit codes and where settings come from."""
    result = presscite(command, "--help")
    assert result.exit_code == 0
    for taught in ("Examples:\n", f"  presscite {command}", "Exit codes: 0 ", ".env.example"):
        assert taught in result.stdout


def test_help_names_the_commands_and_first_settings() -> None:
    """The program's own help is where everything starts."""
    result = presscite("--help")
    for taught in (*COMMANDS, "PRESSCITE_HOME", "PRESSCITE_SOURCES", "PRESSCITE_LLM", "Exit codes"):
        assert taught in result.stdout


def test_help_and_version_load_nothing_heavy() -> None:
    """Help is there at once: no model, no vector store, no LangChain, no pydantic is imported for it."""
    code = (
        "import sys\nfrom retrieval.cli import main\n"
        "for arguments in (['--help'], ['--version'], *([c, '--help'] for c in sys.argv[1].split(','))):\n"
        "    try: main(arguments)\n"
        "    except SystemExit as done: assert done.code == 0\n"
        "print('HEAVY', *(name for name in sys.argv[2].split(',') if name in sys.modules))"
    )
    arguments = [sys.executable, "-c", code, ",".join(COMMANDS), ",".join(HEAVY)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "HEAVY"
    assert "presscite 0." in run.stdout


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EmptyStoreError("there are no articles yet; run: presscite refresh"), 1),
        (QuestionError("the question is too long"), 2),
        (SettingsError("PRESSCITE_HOEM is not a setting"), 2),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_are_one_line(error: BaseException, code: int, chain: ScriptedChain) -> None:
    """What goes wrong is said in one line on standard error, and standard output stays empty."""
    chain.replies = raising(error)
    result = presscite("ask", "--json", "Who?")
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr == f"presscite: {error if str(error) else 'stopped'}\n"


def test_unexpected_error_shows_its_traceback_on_demand(chain: ScriptedChain) -> None:
    """A defect is one line too, which says how to learn more; --debug shows where it is."""
    chain.replies = raising(ZeroDivisionError("a\nb\x1b[0m"))
    result = presscite("ask", "Who?")
    assert result.exit_code == 1
    assert result.stderr.startswith("presscite: unexpected error: ZeroDivisionError: a b[0m (")
    assert "Traceback" not in result.stderr
    result = presscite("--debug", "ask", "Who?")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr


def test_bad_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown setting ends every command with 2."""
    monkeypatch.setenv("PRESSCITE_HOEM", "x")
    for arguments in (("ask", "Who?"), ("search", "Who?"), ("chat",), ("refresh", "a")):
        result = presscite(*arguments)
        assert result.exit_code == 2
        assert "PRESSCITE_HOEM" in result.stderr
