"""A web server on loopback for tests: pages, conditional requests, and everything a bad server does."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping
    from types import TracebackType


@dataclass
class Reply:
    """What the server says at a path.

    `etag` and `modified` make it answer 304 where a request has them.
    """

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None


Answer = Reply | str | bytes | list[Reply]
"""A reply; its body; or several replies, of which each is given once and the last for ever."""


@dataclass
class Asked:
    """A request as the server got it."""

    path: str
    headers: dict[str, str]
    at: float
    status: int = 0


class WebServer:
    """Serves `replies` by path; whatever is not there is a 404.  Everything asked for is in `asked`."""

    def __init__(self) -> None:
        self.replies: dict[str, Answer] = {}
        self.raw: dict[str, Callable[[BaseHTTPRequestHandler], object]] = {}
        self.asked: list[Asked] = []
        self.stop = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server._answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._http.server_address[1])

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt aside."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def drip(self, path: str, *, head: bool = False, seconds: float = 0.05) -> None:
        """Send a byte now and then at a path, for ever: of the head or of the body."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(
                b"HTTP/1.1 200 OK\r\n" + (b"" if head else b"Content-Type: text/html\r\n\r\n")
            )
            while not self.stop.is_set():
                handler.wfile.write(b"X-Long: y\r\n" if head else b"y")
                handler.wfile.flush()
                time.sleep(seconds)

        self.raw[path] = answer

    def hang(self, path: str) -> None:
        """Never answer at a path."""
        self.raw[path] = lambda _: self.stop.wait()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = Asked(handler.path, {k.lower(): v for k, v in handler.headers.items()}, time.monotonic())
        self.asked.append(asked)
        try:
            if handler.path in self.raw:
                self.raw[handler.path](handler)
                return
            reply = self._reply(handler.path)
            if _not_modified(reply, asked.headers):
                reply = Reply(status=304, etag=reply.etag, modified=reply.modified)
            asked.status = reply.status
            _send(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def _reply(self, path: str) -> Reply:
        answer = self.replies.get(path, Reply(b"not here", status=404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, str):
            answer = answer.encode()
        return Reply(answer) if isinstance(answer, bytes) else answer


def _not_modified(reply: Reply, headers: Mapping[str, str]) -> bool:
    return (reply.etag is not None and headers.get("if-none-match") == reply.etag) or (
        reply.modified is not None and headers.get("if-modified-since") == reply.modified
    )


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), **reply.headers}
    if reply.etag is not None:
        headers["ETag"] = reply.etag
    if reply.modified is not None:
        headers["Last-Modified"] = reply.modified
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(reply.body)
