"""An answer as server-sent events, and the end of the work on it when nobody reads them any more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

from bot.web.error_handlers import logged_problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from starlette.types import Receive, Scope, Send

    from bot.web.answer_stream import AnswerStream
    from bot.web.request_problem import RequestProblem
    from retrieval.answer import Answer

_IDLE_SECONDS = 15.0  # proxies close connections on which nothing comes
_NOTHING = ": still working\n\n"


def event(facts: object, name: str | None = None) -> str:
    """A server-sent event.

    Args:
        facts: Plain JSON types.
        name: Of the event; left out where there is one kind only.
    """
    data = json.dumps(facts, ensure_ascii=False)
    return f"{f'event: {name}{chr(10)}' if name else ''}data: {data}\n\n"


class EventStream(StreamingResponse):
    """Sends the parts of an answer as they are proven.

    Args:
        stream: The parts.
        shown: The events of a part; of the whole answer too, once it is there.
        failed: The event of an error, behind which nothing comes.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        stream: AnswerStream,
        shown: Callable[[Answer | None, Answer], Iterator[str]],
        failed: Callable[[RequestProblem], str],
    ) -> None:
        # Proxies such as nginx would keep events back until they have some kilobytes of them.
        super().__init__(self._events(), headers={"X-Accel-Buffering": "no"})
        self._stream = stream
        self._shown = shown
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events until there are no more, or nobody reads them."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._stream.close()

    async def _events(self) -> AsyncIterator[str]:
        whole: Any = None
        try:
            async for part in self._stream.parts(_IDLE_SECONDS):
                if part is None:
                    yield _NOTHING
                    continue
                whole = part if whole is None else whole + part
                for each in self._shown(part, whole):
                    yield each
        except Exception as error:  # noqa: BLE001 - the response has begun: its error is an event
            yield self._failed(logged_problem(error))
            return
        for each in self._shown(None, whole):
            yield each
