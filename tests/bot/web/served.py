"""The real application on loopback, in a thread beside the tests."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from bot.listener import Listener, listening_on
from bot.web.application import build_application
from bot.web.context import WebContext, build_context
from bot.web.server import WebServer
from bot.web.settings import WebSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.retriever import HybridRetriever

TOKEN = "a-token-of-the-tests-0001"  # noqa: S105 - of a server of the tests
OTHER_TOKEN = "a-token-of-the-tests-0002"  # noqa: S105 - of the same
UNREAD = {"PRESSCITE_READER": "off"}
"""What is given is tested here, not how it was read; the reading model takes 200 MB and a second."""

_PATIENCE = 240.0


@dataclass(frozen=True)
class Served:
    """A server that runs.

    Attributes:
        address: Where, such as http://127.0.0.1:41234.
        context: What it works with.
    """

    address: str
    context: WebContext

    def client(self, token: str | None = TOKEN) -> httpx.Client:
        """A client of it, which shows a token."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.address, headers=headers, trust_env=False, timeout=_PATIENCE)


def web_settings(home: Path, folder: Path, **variables: str) -> WebSettings:
    """Settings of a server over the store in `home` that keeps its state in `folder`."""
    given = {
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_WEB_STATE": str(folder / "web.db"),
        "PRESSCITE_WEB_TOKENS": f"tests={TOKEN},others={OTHER_TOKEN}",
        "PRESSCITE_WEB_REQUESTS_A_MINUTE": "100000",
        "PRESSCITE_WEB_GRACE_SECONDS": "5",
        "PRESSCITE_TIMEZONE": "UTC",
        **UNREAD,
    }
    return WebSettings.load({**given, **variables}, folder / "absent")


@contextmanager
def serving_web(
    settings: WebSettings,
    retriever: HybridRetriever | None = None,
    chain: Runnable[Any, Answer] | None = None,
) -> Iterator[Served]:
    """A server, while the block runs.

    Args:
        settings: All of its settings; it listens on a free port whatever they say.
        retriever: One whose model is loaded already.
        chain: Another one than that of the store.
    """
    sockets = Listener(host="127.0.0.1", port=0).bind("PRESSCITE_WEB_LISTEN")
    started = threading.Event()
    running: list[tuple[WebContext, WebServer]] = []

    async def serve() -> None:
        context = build_context(settings, chain, retriever)
        server = WebServer(build_application(context), settings)
        running.append((context, server))
        asyncio.get_running_loop().call_later(0.05, watch, server)
        await server.serve(sockets=sockets)

    def watch(server: WebServer) -> None:
        if server.started:
            started.set()
        else:
            asyncio.get_running_loop().call_later(0.02, watch, server)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="served")
    thread.start()
    try:
        assert started.wait(_PATIENCE), "the server did not start"
        context, server = running[0]
        yield Served(f"http://{listening_on(sockets)}", context)
        server.should_exit = True
    finally:
        thread.join(_PATIENCE)
        for each in sockets:
            each.close()
    assert not thread.is_alive(), "the server did not stop"
