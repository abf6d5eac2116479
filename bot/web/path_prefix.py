"""The path under which a proxy shows the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class PathPrefix:
    """Takes the prefix from the paths of requests, for proxies that leave it there; those that take it are as good.

    Args:
        app: What comes behind it.
        prefix: The path, without a slash at its end; empty for none.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if self._prefix and scope["type"] == "http" and scope["path"].startswith(f"{self._prefix}/"):
            # In place: the log looks at what the routes note in the same scope.
            scope["path"] = scope["path"].removeprefix(self._prefix)
            scope["raw_path"] = (scope.get("raw_path") or b"").removeprefix(self._prefix.encode())
        await self._app(scope, receive, send)
