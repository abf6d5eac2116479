"""The soak run of killed refreshes in short, and what the long runs call flat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.settings import Settings
from tests.fork_server import ForkServer
from tests.retrieval.tiny_model import save_tiny_model
from tests.soak import kill, live

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_refreshes_harm_nothing(tmp_path: Path) -> None:
    """After each SIGKILL the store is as before or after, and the next refresh equals a fresh build."""
    settings = Settings(embedding_model=str(save_tiny_model(tmp_path / "model")))
    with ForkServer(kill.PRELOADED) as forks:
        figures = kill.Arena(tmp_path / "arena", settings, 7, forks).run(2)
    assert (figures["kills"], figures["wrong"]) == (2, 0), figures


def test_memory_that_grows_is_not_flat() -> None:
    """What `make soak` calls flat is no higher at the end than before."""
    assert live.flat([300, 310, 305, 306, 308, 307, 306, 305])
    assert not live.flat([300, 310, 320, 330, 350, 370, 390, 410])
