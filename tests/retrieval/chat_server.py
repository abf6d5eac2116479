"""A scripted OpenAI-compatible chat server on loopback, the one thing about a language model that is faked."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class ChatServer:
    """Answers `POST …/chat/completions` with what `script` makes of the messages.

    Attributes:
        script: Messages in, the reply's text out; an int is sent as an HTTP error of that status.
        requests: The bodies that were received.
        keys: The `Authorization` headers that were received.
    """

    def __init__(self) -> None:
        self.script: Callable[[list[dict[str, str]]], str | int] = lambda _: "NO ANSWER"
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""

    def reply(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and body of the reply to a request."""
        self.requests.append(body)
        said = self.script(body["messages"])
        if isinstance(said, int):
            return said, {"error": {"message": "scripted", "type": "server_error"}}
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return 200, {
            "id": "1", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice],
            "usage": usage,
        }  # fmt: skip


@contextmanager
def serve() -> Iterator[ChatServer]:
    """A server that lives as long as the block."""
    chat = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            chat.keys.append(self.headers.get("Authorization", ""))
            status, reply = chat.reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            data = json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
