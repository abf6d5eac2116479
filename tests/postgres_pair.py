"""Two PostgreSQL servers, of which one is the standby of the other: as docs/several-machines.md sets them up.

The statements are read from that page, so that it says what was tried.
"""

from __future__ import annotations

import re
import shlex
import time
from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY
from tests.postgres_process import USER, PostgresProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = REPOSITORY / "docs" / "several-machines.md"
_HEADING = "## A standby"
_NAME = "b"  # of the standby, on that page
_JOIN_SECONDS = 120


class PostgresPair:
    """A primary that confirms what its standby has written too, and the standby.

    Attributes:
        primary: The server that can be written.
        standby: The one that takes over; `None` until it has joined, and after it has.
    """

    def __init__(self) -> None:
        self.primary = PostgresProcess(durable=True)
        self.standby: PostgresProcess | None = None
        self._lost: list[PostgresProcess] = []
        self._ports = [self.primary.port]

    @property
    def address(self) -> str:
        """Of both, of which the one is used that can be written."""
        hosts = "&".join(f"host=127.0.0.1:{port}" for port in self._ports)
        return f"postgresql+psycopg://{USER}@/postgres?{hosts}&target_session_attrs=read-write"

    def start(self) -> None:
        """Start both; wait until the standby has joined."""
        self.primary.start()
        self.join()

    def join(self) -> None:
        """Make a standby, where the server that was lost had been; wait until it is one."""
        known = [port for port in self._ports if port != self.primary.port]
        self.standby = _Standby(self.primary, known[0] if known else None)
        if not known:
            self._ports.append(self.standby.port)
        self.standby.start()
        for statement in documented("sql")[0]:
            self.primary.execute(statement)
        deadline = time.monotonic() + _JOIN_SECONDS
        while self.primary.execute("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
            assert time.monotonic() < deadline, "the standby does not join"
            time.sleep(0.05)

    def fail_over(self, after: float = 0.0) -> None:
        """Lose the primary, and promote the standby so many seconds later."""
        assert self.standby is not None
        self.kill()
        time.sleep(after)
        self.promote()

    def kill(self) -> None:
        """Lose the primary."""
        self.primary.kill()
        self._lost.append(self.primary)

    def promote(self) -> None:
        """Make the standby the primary."""
        assert self.standby is not None
        for statement in documented("sql")[1]:
            self.standby.execute(statement)
        self.primary, self.standby = self.standby, None

    def discard(self) -> None:
        """End both, and delete their data."""
        for server in (self.primary, self.standby, *self._lost):
            if server is not None:
                server.discard()


class _Standby(PostgresProcess):
    def __init__(self, primary: PostgresProcess, port: int | None) -> None:
        self._primary = primary
        super().__init__(durable=True, port=port)

    def _make(self) -> None:
        (command,) = documented("sh")[0]
        program, *options = shlex.split(command)
        place = f"host=127.0.0.1 port={self._primary.port} user={USER} application_name={_NAME}"
        ours = {"--dbname": place, "--pgdata": str(self._data)}
        given = dict(option.partition("=")[::2] for option in options)
        assert set(ours) < set(given), command
        self._run(program, *(f"{name}={value}" if value else name for name, value in (given | ours).items()))


def documented(language: str) -> list[list[str]]:
    """What the page has its readers type about a standby: for each block of a language, its statements or commands."""
    section = _PAGE.read_text("utf-8").partition(f"\n{_HEADING}\n")[2].partition("\n## ")[0]
    return [list(_statements(block)) for block in re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)]


def _statements(block: str) -> Iterator[str]:
    lines = re.sub(r"\s*--\s.*$", "", block, flags=re.MULTILINE)  # without SQL's comments
    joined = lines.replace("\\\n", " ")
    for statement in re.split(r";\s*\n|\n", joined):
        if statement.strip():
            yield " ".join(statement.rstrip("; \n").split())
