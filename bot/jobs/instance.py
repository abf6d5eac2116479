"""This process among those that share a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.state.job_table import JobTable


class Instance(Protocol):
    """A process that works on jobs; others notice when it is no more, however that comes about."""

    @property
    def id(self) -> str:
        """The name under which it claims jobs."""

    def start(self) -> None:
        """Let other instances know that this one lives."""

    def stop(self) -> None:
        """Let other instances take over what is left."""

    def recover(self, table: JobTable) -> int:
        """Let the jobs wait again that dead instances had claimed; returns how many there were."""

    def marking(self, job_id: int, count: int) -> AbstractContextManager[None]:
        """Mark, where it can be, that a message is recorded as sent and is not written before this context ends.

        Args:
            job_id: The job that it replies to.
            count: How many messages of the reply count as sent with it.
        """

    def leads(self) -> bool:
        """Whether this is the one of all living instances that does what one does for all of them."""
