"""Reports to the service manager that started the bot.

systemd listens on a datagram socket that NOTIFY_SOCKET names; see sd_notify(3).  Under anything else nothing is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.ops.health import Health


class Supervisor:
    """Who started the bot, and wants to know how it is.

    Args:
        environ: The environment; the process's own by default.
    """

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        environ = os.environ if environ is None else environ
        self._address = environ.get("NOTIFY_SOCKET", "")
        ours = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        microseconds = environ.get("WATCHDOG_USEC", "") if ours else ""
        self.watchdog_seconds = int(microseconds) / 1e6 if microseconds.isdecimal() else None

    def ready(self, status: str) -> None:
        """The bot answers."""
        self._send(f"READY=1\nSTATUS={status}")

    def stopping(self) -> None:
        """The bot finishes."""
        self._send("STOPPING=1\nSTATUS=finishing the questions that have arrived")

    async def reassure(self, health: Health) -> None:
        """Tell again and again that the bot lives, from its event loop and only unless it is stuck."""
        if self.watchdog_seconds is None:
            return
        while True:
            if not health.stuck():
                self._send("WATCHDOG=1")
            await asyncio.sleep(self.watchdog_seconds / 3)

    def _send(self, message: str) -> None:
        if not self._address:
            return
        # A name that begins with @ is no file but lives in the kernel, where a zero byte stands for it.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        # A manager that does not listen, or reads too slowly, is no reason to answer nobody.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.connect(address)
            line.sendall(message.encode())
