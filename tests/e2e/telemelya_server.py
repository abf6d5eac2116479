"""Telemelya with what it stands on, in one process: run by the Python of .telemelya, it prints `{"port": ...}`.

`AUTH_KEYS` in the environment is the key of who drives it.

Telemelya keeps its state in Redis and pictures in S3.  Here fakeredis is the Redis; and since no picture is looked
at, a server that agrees to everything is the S3.
"""

from __future__ import annotations

import http.server
import json
import os
import socket
import threading

import uvicorn
from fakeredis import TcpFakeServer


class Agreeable(http.server.BaseHTTPRequestHandler):
    """Answers every request with an empty success."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_POST = do_HEAD  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def in_background(server: http.server.ThreadingHTTPServer | TcpFakeServer) -> int:
    """Let a server serve; returns its port."""
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port: int = server.server_address[1]
    return port


def main() -> None:
    redis = in_background(TcpFakeServer(("127.0.0.1", 0)))
    s3 = in_background(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Agreeable))
    os.environ |= {
        "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
        "MINIO_ENDPOINT": f"127.0.0.1:{s3}",
        "STRICT_EDIT": "true",
    }
    from telemelya.server.app import app  # reads the environment when it is imported

    listener = socket.create_server(("127.0.0.1", 0))
    print(json.dumps({"port": listener.getsockname()[1]}), flush=True)  # noqa: T201 - how the starter learns it
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
