"""Telemelya: a mock of the Bot API that somebody else wrote, so that our own does not flatter us.

It delivers to a webhook and knows no secret, hence the proxy in front of the bot that adds it.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
PYTHON = REPOSITORY / ".telemelya" / "bin" / "python"
KEY = "telemelya-test-key"


class Telemelya:
    """One person in front of the mock, and the bot behind it.

    Args:
        url: Where it listens.
        token: The bot's.
        chat: The person, and their private chat.
    """

    def __init__(self, url: str, token: str, chat: int) -> None:
        self.url = url
        self.chat = chat
        self._token = token
        self._client = httpx.Client(
            base_url=f"{url}/api/v1/test",
            headers={"Authorization": f"Bearer {KEY}", "X-Test-Session": f"session-{chat}"},
            params={"session_id": f"session-{chat}"},
            timeout=60,
            trust_env=False,
        )

    def write(self, text: str) -> dict[str, Any]:
        """Send a message; returns the update and how it was delivered."""
        return self._post("send_update", chat_id=self.chat, text=text)

    def press(self, message_id: int, data: str) -> dict[str, Any]:
        """Press a button."""
        return self._post(
            "send_update", chat_id=self.chat, callback_data=data, callback_message_id=message_id
        )

    def inline(self, text: str) -> dict[str, Any]:
        """Ask in inline mode."""
        return self._post("send_inline_query", query=text, chat_id=self.chat)

    def called(self, method: str, seconds: float = 60, *, times: int = 1) -> dict[str, Any]:
        """What the bot called a method with in its latest call of it; waits until it was called so many times.

        Raises:
            AssertionError: It was not, in that time.
        """
        deadline = time.monotonic() + seconds
        while True:
            calls = self.calls()
            found = [call for call in calls if call["method"] == method]
            if len(found) >= times:
                return found[-1]
            assert time.monotonic() < deadline, f"no {method}; there was {[call['method'] for call in calls]}"
            time.sleep(0.1)

    def calls(self) -> list[dict[str, Any]]:
        """Everything that the bot called and that telemelya counts as an answer, in order."""
        answer = self._client.get("responses")
        answer.raise_for_status()
        calls: list[dict[str, Any]] = answer.json()["responses"]
        return calls

    def forget(self) -> None:
        """Forget the calls."""
        self._client.post("reset").raise_for_status()

    def close(self) -> None:
        self._client.close()

    def _post(self, path: str, **body: object) -> dict[str, Any]:
        answer = self._client.post(path, json=body, params={"bot_token": self._token})
        answer.raise_for_status()
        done: dict[str, Any] = answer.json()
        return done


@contextlib.contextmanager
def telemelya_running(log: Path) -> Iterator[str]:
    """Run it in a process; yields its address."""
    command = [str(PYTHON), "-m", "tests.e2e.telemelya_server"]
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**os.environ, "AUTH_KEYS": KEY},
            stdout=subprocess.PIPE,
            stderr=stream,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, log.read_text()
            url = f"http://127.0.0.1:{json.loads(line)['port']}"
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "telemelya has ended"
        with contextlib.suppress(httpx.TransportError):
            httpx.get(url, trust_env=False).raise_for_status()
            return
        time.sleep(0.05)
    raise AssertionError("telemelya does not answer")


@contextlib.contextmanager
def secret_proxy(target: str, secret: str) -> Iterator[str]:
    """A proxy that adds the secret header; yields its address.

    Args:
        target: Where the bot listens, such as `http://127.0.0.1:8443`.
        secret: What it expects.
    """

    class Forwarder(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {
                "Content-Type": self.headers["Content-Type"],
                "X-Telegram-Bot-Api-Secret-Token": secret,
            }
            answer = httpx.post(
                target + self.path, content=body, headers=headers, trust_env=False, timeout=60
            )
            self.send_response(answer.status_code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forwarder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
