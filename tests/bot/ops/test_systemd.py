"""What the service manager that started the bot gets to know."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from typing import TYPE_CHECKING

import pytest

from bot.ops.health import Health
from bot.ops.systemd import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class StuckOrNot(Health):
    """The health of a bot that is stuck when a test says so."""

    def __init__(self) -> None:
        self.hopeless = False

    def stuck(self) -> bool:
        return self.hopeless


@pytest.fixture
def health() -> StuckOrNot:
    return StuckOrNot()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[tuple[socket.socket, dict[str, str]]]:
    """A service manager that listens, and the environment it gives."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(path))
        line.settimeout(5)
        yield line, {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "60000", "WATCHDOG_PID": str(os.getpid())}


async def test_the_service_manager_gets_reports(
    manager: tuple[socket.socket, dict[str, str]], health: StuckOrNot
) -> None:
    """Ready, then alive again and again unless stuck, then stopping."""
    line, environ = manager
    supervisor = Supervisor(environ)
    supervisor.ready("answering as @press_bot")
    assert line.recv(100) == b"READY=1\nSTATUS=answering as @press_bot"
    reassuring = asyncio.create_task(supervisor.reassure(health))
    for _ in range(3):
        assert await asyncio.to_thread(line.recv, 100) == b"WATCHDOG=1"
    health.hopeless = True
    await asyncio.sleep(0.1)
    line.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while line.recv(100):
            pass
    await asyncio.sleep(0.1)
    with pytest.raises(BlockingIOError):
        line.recv(100)
    reassuring.cancel()
    await asyncio.gather(reassuring, return_exceptions=True)
    supervisor.stopping()
    assert line.recv(100).startswith(b"STOPPING=1\n")


async def test_an_abstract_socket_of_the_manager(health: StuckOrNot) -> None:
    """A name that begins with @ lives in the kernel."""
    name = f"presscite-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"\0{name}")
        line.settimeout(5)
        Supervisor({"NOTIFY_SOCKET": f"@{name}"}).ready("x")
        assert line.recv(100) == b"READY=1\nSTATUS=x"


async def test_a_manager_that_does_not_read_holds_up_nobody(
    manager: tuple[socket.socket, dict[str, str]],
) -> None:
    """However much is left unread, telling takes no time."""
    line, environ = manager
    supervisor = Supervisor(environ)
    for _ in range(2000):  # more than a socket keeps
        supervisor.ready("x" * 100)
    assert line.recv(200).startswith(b"READY=1")


@pytest.mark.parametrize(
    "environ",
    [{}, {"NOTIFY_SOCKET": "/no/such/socket"}, {"WATCHDOG_USEC": "60000", "WATCHDOG_PID": "1"}],
)
async def test_without_a_manager_nothing_happens(environ: dict[str, str], health: StuckOrNot) -> None:
    """Neither its absence nor another process's watchdog is any trouble."""
    supervisor = Supervisor(environ)
    supervisor.ready("x")
    supervisor.stopping()
    await asyncio.wait_for(supervisor.reassure(health), 1)
