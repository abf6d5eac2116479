"""Stores that are filled by a process of its own: what it loads for that is gone with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import subprocess_env
from tests.fork_server import fork_server

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 240  # for a machine that may be busy


def fill_store(home: Path, model_cache: Path, *sources: Path) -> None:
    """Take articles in as `presscite refresh` does.

    Args:
        home: The PRESSCITE_HOME.
        model_cache: Where the converted model is.
        sources: Files and folders.
    """
    output = home.parent / f"{home.name}.refresh.log"
    process = fork_server().start(
        "retrieval.cli",
        ["refresh", *map(str, sources)],
        env=subprocess_env(home, model_cache),
        folder=home.parent,
        output=output,
    )
    assert process.wait(_SECONDS) == 0, output.read_text()
