"""This process among those of one machine that share a queue in a file."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from bot.jobs.send_mark import SendMark
from bot.log import EventLog

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.state.job_table import JobTable

_log = EventLog(__name__)


class FileInstance:
    """An `Instance` that holds a lock.  The system frees it when the process ends, however that comes about.

    Args:
        folder: The locks of all instances that share a queue.

    Attributes:
        id: The name under which it claims jobs.
    """

    def __init__(self, folder: Path) -> None:
        self.id = uuid.uuid4().hex
        self._folder = folder
        self._lock = self._lock_of(self.id)
        self._mark: SendMark | None = None
        # Its name is from when the leader did nothing but look through new articles.
        self._leading = FileLock(folder.with_suffix(".watching"))

    def start(self) -> None:
        """Let other instances know that this one lives."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        try:
            self._mark = SendMark(self._mark_of(self.id))
        except OSError as error:  # such as a disk that is full: what is not marked is rarely missed
            _log.warning("messages are sent without a mark: a kill right then may lose one", error=error)

    def stop(self) -> None:
        """Let other instances take over what is left."""
        self._leading.release(force=True)
        if self._mark is not None:
            self._mark.remove()
            self._mark = None
        self._lock.release()
        self._path_of(self.id).unlink(missing_ok=True)

    def recover(self, table: JobTable) -> int:
        """Let the jobs wait again that dead instances had claimed; returns how many there were."""
        return sum(self._recover_from(owner, table) for owner in table.owners() - {self.id})

    def marking(self, job_id: int, count: int) -> AbstractContextManager[None]:
        """Mark a message that is recorded as sent and not yet written; see `Instance`."""
        return nullcontext() if self._mark is None else self._mark.set(job_id, count)

    def leads(self) -> bool:
        """Whether this instance is the first of those that live."""
        if not self._leading.is_locked:
            try:
                self._leading.acquire(timeout=0)
            except Timeout:
                return False
        return True

    def _recover_from(self, owner: str, table: JobTable) -> int:
        try:
            with self._lock_of(owner).acquire(timeout=0):
                count = table.recover(owner, unwritten=SendMark.found_in(self._mark_of(owner)))
        except Timeout:
            return 0  # it lives
        self._mark_of(owner).unlink(missing_ok=True)
        self._path_of(owner).unlink(missing_ok=True)
        _log.warning("questions taken over from an instance that is no more", count=count)
        return count

    def _lock_of(self, owner: str) -> FileLock:
        return FileLock(self._path_of(owner))

    def _mark_of(self, owner: str) -> Path:
        return self._folder / f"{owner}.unwritten"

    def _path_of(self, owner: str) -> Path:
        return self._folder / f"{owner}.lock"
