"""Routes that belong together, and what has to run while they are served."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager

    from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteGroup:
    """Routes that belong together.

    Attributes:
        routes: Of Starlette or of a FastAPI router; a later group does not get what an earlier one takes.
        running: Context managers that are open while the routes are served.
    """

    routes: Sequence[BaseRoute]
    running: Sequence[AbstractAsyncContextManager[object]] = field(default=())
