"""One world with a language model and one without, for each mode; all tests of a mode live in the same two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.behaviours.world import fill, inhabited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.behaviours.world import World


@pytest.fixture(scope="package", params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest) -> str:
    """How updates come in."""
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A PRESSCITE_HOME with the articles of these tests."""
    folder = tmp_path_factory.mktemp("behaviours")
    fill(folder / "home", folder / "articles", model_cache)
    return folder / "home"


@pytest.fixture(scope="package")
def quoting(
    mode: str, home: Path, presscite_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A bot that quotes the articles."""
    with inhabited(mode, tmp_path_factory.mktemp("quoting"), presscite_env, home, writes=False) as world:
        yield world


@pytest.fixture(scope="package")
def writing(
    mode: str, home: Path, presscite_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A bot whose answers a language model writes."""
    with inhabited(mode, tmp_path_factory.mktemp("writing"), presscite_env, home, writes=True) as world:
        yield world
