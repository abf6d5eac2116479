"""Everything that works beside the handlers, begun and ended together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.periodic_task import Rounds

if TYPE_CHECKING:
    from bot.jobs.worker import Desk
    from bot.outgoing.sender import Sender
    from bot.state.state import State
    from bot.updates.ingress import Reception
    from bot.watching import Watching

_TIDIED_SECONDS = 3600.0


class Office:
    """The bot at work.

    Args:
        reception: Takes updates in.
        desk: Works off questions.
        sender: Sends messages.
        state: What the bot remembers.
        watching: Tells who waits for new articles.
    """

    def __init__(
        self, reception: Reception, desk: Desk, sender: Sender, state: State, watching: Watching
    ) -> None:
        self._reception = reception
        self._desk = desk
        self._sender = sender
        self._state = state
        self._watching = watching
        self._tidying = Rounds(self._tidy, _TIDIED_SECONDS, "old state is not deleted")
        self._open = False

    async def start(self) -> None:
        """Begin, with what was left over from the last time."""
        await self._desk.start()
        self._reception.open(self._desk, self._sender)
        self._tidying.start()
        self._open = True
        self._watching.start()

    def halt(self) -> None:
        """Begin nothing new; what comes in is stored for the next start, or for another instance."""
        self._desk.halt()

    async def drain(self, grace: float = 30.0) -> None:
        """Finish what is in work; what waits is left to the next start.

        Args:
            grace: Seconds to finish in.
        """
        if not self._open:
            return
        self._open = False
        await self._tidying.stop()
        await self._watching.stop()
        await self._desk.drain(grace)
        await self._reception.close()
        self._state.close()

    async def _tidy(self) -> None:
        """Delete what has been kept as long as the settings allow."""
        await asyncio.to_thread(self._state.purge)
