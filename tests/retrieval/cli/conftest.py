"""A folder without settings, and a chain that answers as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import retrieval
from tests.retrieval.cli.scripted_chain import ScriptedChain

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings of whoever runs the tests play no part."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> ScriptedChain:
    scripted = ScriptedChain()
    monkeypatch.setitem(vars(retrieval), "build_chain", scripted.build)
    return scripted
