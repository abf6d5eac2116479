"""`presscite serve` with settings that are wrong, and its help."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATIENCE = 120.0


def test_bad_settings_are_an_exit_code(presscite_env: Mapping[str, str]) -> None:
    """An address that cannot be listened on: the setting is named, nothing else is said."""
    env = {**presscite_env, "PRESSCITE_WEB_LISTEN": "127.0.0.1:none"}
    program = [sys.executable, "-m", "retrieval.cli", "serve"]
    done = subprocess.run(program, env=env, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    assert done.returncode == 2
    assert "PRESSCITE_WEB_LISTEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_loads_nothing_heavy(presscite_env: Mapping[str, str]) -> None:
    """The packages of the extra are imported by the commands that need them, when they run."""
    code = (
        "import sys; from bot.web import commands; "
        "print(*sorted({'fastapi', 'mcp', 'uvicorn', 'starlette', 'langchain_core', 'telegram'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=presscite_env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
