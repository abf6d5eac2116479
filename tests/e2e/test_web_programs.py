"""`presscite serve` and `presscite mcp` as programs."""

from __future__ import annotations

import re
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from mcp import Client, StdioServerParameters

from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.bot.web.served import TOKEN
from tests.bot.web.tool_calls import QUESTION, use_tools
from tests.fork_server import fork_server

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answer import Answer
    from tests.fork_server import ForkedProcess

_PATIENCE = 120.0


def test_a_server_from_start_to_end(plain_env: Mapping[str, str], tmp_path: Path) -> None:
    """It says where it listens, answers, stops on SIGTERM with exit code 0, and logs neither question nor token."""
    env = {
        **plain_env,
        "PRESSCITE_WEB_LISTEN": "127.0.0.1:0",
        "PRESSCITE_WEB_TOKENS": f"tests={TOKEN}",
        "PRESSCITE_WEB_STATE": str(tmp_path / "state" / "web.db"),
    }
    log = tmp_path / "log"
    process = fork_server().start("retrieval.cli", ["serve"], env=env, folder=tmp_path, output=log)
    try:
        address = _address(log, process)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=_PATIENCE) as client:
            assert client.post("/ask", json={"question": QUESTION}).json()["citations"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(_PATIENCE) == 0
    finally:
        process.kill()
    text = log.read_text()
    assert "stopped" in text
    for word in ("Rogun", TOKEN, "Traceback"):
        assert word not in text


def _address(log: Path, process: ForkedProcess) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if match := re.search(r"serving address=(\S+)", log.read_text()):
            return f"http://{match[1]}"
        time.sleep(0.05)
    raise AssertionError(log.read_text())


async def test_tools_over_standard_input(
    presscite_env: Mapping[str, str], answers: dict[str, Answer]
) -> None:
    """`presscite mcp` as a program starts it; nothing but messages is written to standard output."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from bot.web.commands import mcp_command; mcp_command()"],
        env={**presscite_env, "PRESSCITE_TIMEZONE": "UTC"},
    )
    store = Store.from_settings(Settings(home=Path(presscite_env["PRESSCITE_HOME"])))
    async with Client(server) as client:
        await use_tools(client, store, answers[QUESTION])
    store.close()
