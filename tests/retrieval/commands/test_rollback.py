"""`presscite rollback`: what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from retrieval.cli import main
from tests.retrieval.small_store import generations, run, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.settings import Settings


def test_rollback(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names what is published now, says that refreshes are held, and fails where there is nothing to go back to."""
    settings = settings.model_copy(update={"kept_generations": 2})
    monkeypatch.setenv("PRESSCITE_HOME", str(settings.home))
    for version in range(3):
        write(folder / "0.txt", "Article 0", f"Version {version}.")
        run(folder, settings)
    first, second, _ = generations(settings)
    done = CliRunner().invoke(main, ["rollback"])
    assert done.exit_code == 0, done.output
    assert "3 articles" in done.stdout
    assert second in done.stdout
    assert "held until the next one by hand: presscite refresh" in done.stdout
    again = CliRunner().invoke(main, ["rollback", "--json"])
    assert json.loads(again.stdout)["published"] == first
    last = CliRunner().invoke(main, ["rollback"])
    assert (last.exit_code, last.stdout) == (1, "")
    assert "PRESSCITE_KEPT_GENERATIONS" in last.stderr
