"""SIGTERM and SIGINT, as a process takes them that works until it is told to stop."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopSignals:
    """Within its block the first signal ends the process with success; what is in work is finished before.

    A second one is as it was before the block, so that nobody has to wait for what is in work.  Use it in the main
    thread.

    Attributes:
        came: Whether there was a signal.
    """

    def __init__(self) -> None:
        self.came = False
        self._before = {number: signal.getsignal(number) for number in _SIGNALS}
        self._finish: Callable[[], object] | None = None

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            signal.signal(number, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()

    @contextmanager
    def in_work(self, finish: Callable[[], object]) -> Iterator[None]:
        """Something is in work, within the block.

        Args:
            finish: Has it ended soon; called within a signal handler.
        """
        self._finish = finish
        try:
            yield
        finally:
            self._finish = None

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        self._restore()
        if self._finish is None:
            raise SystemExit(0)
        self._finish()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
