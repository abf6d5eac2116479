"""`presscite serve` as a process, and its help."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx

from tests.bot.web.served import TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SERVE = [sys.executable, "-m", "retrieval.cli", "serve"]
_PATIENCE = 120.0


def test_a_server_from_start_to_end(presscite_env: Mapping[str, str], tmp_path: Path) -> None:
    """It says where it listens, answers, stops on SIGTERM with exit code 0, and logs neither question nor token."""
    env = {
        **presscite_env,
        "PRESSCITE_WEB_LISTEN": "127.0.0.1:0",
        "PRESSCITE_WEB_TOKENS": f"tests={TOKEN}",
        "PRESSCITE_WEB_STATE": str(tmp_path / "state" / "web.db"),
    }
    log = tmp_path / "log"
    with log.open("wb") as written, subprocess.Popen(_SERVE, env=env, stderr=written) as process:
        try:
            address = _address(log, process)
            headers = {"Authorization": f"Bearer {TOKEN}"}
            with httpx.Client(
                base_url=address, headers=headers, trust_env=False, timeout=_PATIENCE
            ) as client:
                answer = client.post("/ask", json={"question": "What is the total capacity of Rogun?"})
                assert answer.json()["citations"]
            process.send_signal(signal.SIGTERM)
            assert process.wait(_PATIENCE) == 0
        finally:
            process.kill()
    text = log.read_text()
    assert "stopped" in text
    for word in ("Rogun", TOKEN, "Traceback"):
        assert word not in text


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if match := re.search(r"serving address=(\S+)", log.read_text()):
            return f"http://{match[1]}"
        time.sleep(0.05)
    raise AssertionError(log.read_text())


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
