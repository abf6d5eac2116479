"""A mark at the message that is recorded as sent while its bytes are not yet written."""

from __future__ import annotations

import mmap
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.state.unwritten_message import UnwrittenMessage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = struct.Struct("<qq")  # the job, and how many of its messages count as sent with this one
_NONE = (0, 0)


class SendMark:
    """A mark in a file that is mapped into memory, so that it outlives a process that is killed.

    A database that has recorded a message gives control back to a thread that may have to wait for all others.  Killed
    in that time, the process would have recorded what it never wrote, and an answer would be lost.  Setting and taking
    away a mark are writes to memory, for which nothing waits.

    Args:
        path: The file; it is made anew.

    Raises:
        OSError: The file cannot be made, or not be mapped.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.write_bytes(_MARK.pack(*_NONE))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _MARK.size)

    @contextmanager
    def set(self, job_id: int, count: int) -> Iterator[None]:
        """Mark a message while it is recorded; only one is at a time, for the event loop does nothing else meanwhile.

        Args:
            job_id: The job that it replies to.
            count: How many messages of the reply count as sent with it.
        """
        _MARK.pack_into(self._memory, 0, job_id, count)
        try:
            yield
        finally:
            _MARK.pack_into(self._memory, 0, *_NONE)

    def remove(self) -> None:
        """Delete the file."""
        self._memory.close()
        self._path.unlink(missing_ok=True)

    @staticmethod
    def found_in(path: Path) -> UnwrittenMessage | None:
        """The message that a process which is no more has left marked; `None` where it has left no mark."""
        try:
            found = UnwrittenMessage(*_MARK.unpack(path.read_bytes()))
        except (OSError, struct.error):
            return None
        # Killed while it set the mark, it has written half of it.
        return found if found.job_id > 0 and found.count > 0 else None
