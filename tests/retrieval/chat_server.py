"""A scripted OpenAI-compatible chat server on loopback, the one thing about a language model that is faked."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class ChatServer:
    """Answers `POST …/chat/completions` with what `script` makes of the messages, whole or as a stream of events.

    Attributes:
        script: Messages in, the reply's text out; an int is sent as an HTTP error of that status, and where pieces
            come out, each is sent of a stream as soon as there is it.
        refuses: A body in, why it is refused out, as an HTTP error of status 400; `None` where it is not.
        requests: The bodies that were received.
        keys: The `Authorization` headers that were received.
        cut_after: Break the connection of a stream behind so many characters; `None` for not at all.
        pause: Seconds between two pieces of a stream.
        arrived: Set whenever a request has come in.
    """

    def __init__(self) -> None:
        self.script: Callable[[list[dict[str, str]]], str | int | Iterable[str]] = lambda _: "NO ANSWER"
        self.refuses: Callable[[dict[str, Any]], str | None] = lambda _: None
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""
        self.cut_after: int | None = None
        self.pause = 0.0
        self.arrived = threading.Event()
        self.closing = threading.Event()

    def reply(self, said: str, model: str) -> dict[str, Any]:
        """Body of a whole reply."""
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return {
            "id": "1", "object": "chat.completion", "created": 1, "model": model, "choices": [choice],
            "usage": usage,
        }  # fmt: skip

    def events(self, said: str | Iterable[str], model: str) -> Iterator[bytes]:
        """A reply as server-sent events: its pieces, or a few characters each."""
        sent = 0
        for piece in re.findall(r".{1,12}", said, re.DOTALL) if isinstance(said, str) else said:
            if self.cut_after is not None and sent >= self.cut_after:
                return
            yield _event({"content": piece}, None, model)
            sent += len(piece)
            self.closing.wait(self.pause)
        if self.cut_after is None:
            yield _event({}, "stop", model)
            yield b"data: [DONE]\n\n"


def _event(delta: dict[str, str], finish: str | None, model: str) -> bytes:
    chunk = {
        "id": "1", "object": "chat.completion.chunk", "created": 1, "model": model,
        "choices": [{"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}],
    }  # fmt: skip
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client that has enough hangs up
            super().handle()

    def do_POST(self) -> None:
        chat = self.chat
        chat.keys.append(self.headers.get("Authorization", ""))
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        chat.requests.append(body)
        chat.arrived.set()
        if (reason := chat.refuses(body)) is not None:
            self._whole(400, {"error": {"message": reason, "type": "invalid_request_error"}})
            return
        said = chat.script(body["messages"])
        with suppress(ConnectionError):  # a client that has enough hangs up
            if isinstance(said, int):
                self._whole(said, {"error": {"message": "scripted", "type": "server_error"}})
            elif body.get("stream"):
                self._stream(said, body["model"])
            else:
                whole = said if isinstance(said, str) else "".join(said)
                self._whole(200, chat.reply(whole, body["model"]))

    def _whole(self, status: int, reply: dict[str, Any]) -> None:
        data = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, said: str | Iterable[str], model: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")  # no idle connection outlives the event loop of a test
        self.end_headers()
        for event in self.chat.events(said, model):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
            self.wfile.flush()
        if self.chat.cut_after is None:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[ChatServer]:
    """A server that lives as long as the block."""
    chat = ChatServer()
    handler = type("Handler", (_Handler,), {"chat": chat})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    chat.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield chat
    finally:
        chat.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def eventually(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether something becomes true within a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return true()
