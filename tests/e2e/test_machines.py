"""Two bots and a worker on machines of their own, killed with the servers that they share: `make soak` in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.conftest import serving
from tests.fork_server import fork_server
from tests.soak.deployment import Deployment
from tests.soak.machines import Machines, is_wrong

if TYPE_CHECKING:
    from pathlib import Path


def test_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    """The commands of compose.machines.yaml answer each question once, and the store is what a fresh build is."""
    with (
        serving() as telegram,
        Deployment(tmp_path, telegram, bots=2, workers=1, forks=fork_server()) as deployment,
    ):
        figures = Machines(tmp_path, telegram, deployment, 3, articles=4).run([["bot", "postgres"]])
    assert figures["kills"] == {"bot": 1, "postgres": 1}
    assert not is_wrong(figures), figures
    assert figures["answered once"] == figures["asked"] == 6, figures
