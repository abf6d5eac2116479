"""A real Chroma server in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PROGRAM = "from chromadb.cli.cli import app; app()"
_START_SECONDS = 300
_LOOK_SECONDS = 0.05


class ChromaProcess:
    """`chroma run` over a folder, which can be killed and started again at the same address.

    Args:
        folder: Where its data are.

    Attributes:
        url: Its address, on a free port of the loopback interface.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; wait until it answers."""
        options = ["--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "run", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the Chroma server ended"
            assert time.monotonic() < deadline, "the Chroma server does not start"
            time.sleep(_LOOK_SECONDS)

    def kill(self) -> None:
        """End it at once."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            httpx.get(f"{self.url}/api/v2/heartbeat", timeout=5, trust_env=False).raise_for_status()
        except httpx.TransportError:
            return False
        return True


@contextmanager
def chroma_process(folder: Path) -> Iterator[str]:
    """A Chroma server over a folder while the block runs; yields its address."""
    server = ChromaProcess(folder)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
