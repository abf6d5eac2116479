"""Which calls the bot made, in which order."""

from __future__ import annotations

import itertools
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.bot_api.parameters import Parameters

    Entry = dict[str, Any]


class Journal:
    """Every call that concerns a chat or a query, from its beginning to its end.

    An entry has the `method`, the `chat_id` or the `query` that it is about (as written), `began` and `ended`, which
    count the beginnings and ends of all calls together, the `status` of the answer (0 where its connection was
    dropped), and the times `began_at` and `ended_at` in seconds since the epoch.  A call that is not over has no end.

    Attributes:
        entries: In the order in which the calls began.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._steps = itertools.count(1)

    @contextmanager
    def noting(self, method: str, data: Parameters) -> Iterator[Entry]:
        """Note a call; the block puts its `status` into the entry."""
        about: Entry = {}
        if chat := data.text("chat_id"):
            about["chat_id"] = chat
        if query := data.text("callback_query_id") or data.text("inline_query_id"):
            about["query"] = query
        entry = {"method": method, "status": 0, "began": next(self._steps), "began_at": time.time(), **about}
        if about:
            self.entries.append(entry)
        try:
            yield entry
        finally:
            entry |= {"ended": next(self._steps), "ended_at": time.time()}
