"""The soak run of refreshes under questions in short."""

from __future__ import annotations

from tests.fork_server import fork_server
from tests.soak import live


def test_questions_go_on_during_refreshes() -> None:
    """No question of another process fails or is refused, and it finds each new article within two seconds."""
    figures = live.run(refreshes=1, articles=20, readers=1, forks=fork_server())
    assert (figures["failed"], figures["not_found_in_2_s"]) == (0, 0), figures
    assert figures["questions"] > 20
    assert figures["answered"] > 0
