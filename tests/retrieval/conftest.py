"""What the tests of the store share: a folder of articles, Chroma inside the process or as a server, PostgreSQL."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from retrieval.settings import Settings
from tests.chroma_process import chroma_process
from tests.retrieval.small_store import forget, run, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server."""
    with chroma_process(tmp_path_factory.mktemp("chroma-server")) as url:
        yield url


@pytest.fixture(scope="module")
def place(request: pytest.FixtureRequest) -> str:
    """Where the store is kept: embedded, and with `both_places` or `all_places` elsewhere too."""
    return str(getattr(request, "param", "embedded"))


@pytest.fixture(scope="module")
def chroma_url(request: pytest.FixtureRequest, place: str) -> str | None:
    """What `PRESSCITE_CHROMA_URL` is."""
    if place == "embedded":
        return None
    url: str = request.getfixturevalue("chroma_server")
    return url


@pytest.fixture
def address(request: pytest.FixtureRequest, place: str) -> str | None:
    """What `PRESSCITE_DATABASE_URL` is."""
    if place != "postgres":
        return None
    url: str = request.getfixturevalue("database_url")
    return url


@pytest.fixture
def settings(tmp_path: Path, chroma_url: str | None, address: str | None) -> Iterator[Settings]:
    """Settings with an empty home."""
    yield Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_url, database_url=address)
    forget(address)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three articles of one passage each."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3):
        write(folder / f"{n}.txt", f"Article {n}", f"Body of article {n}. It has two sentences.")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four articles of several passages, and beside it the home with their store."""
    folder = tmp_path_factory.mktemp("built")
    _build(folder, None, None)
    return folder


def _build(folder: Path, chroma_url: str | None, address: str | None) -> Settings:
    (folder / "articles").mkdir()
    for n in range(4):
        body = f"Body of article {n}. " + "It has more sentences. " * 15
        write(folder / "articles" / f"{n}.txt", f"Article {n}", body)
    settings = Settings(home=folder / "home", passage_chars=200, chroma_url=chroma_url, database_url=address)
    run(folder / "articles", settings)
    return settings


@pytest.fixture
def stored(tmp_path: Path, built: Path, chroma_url: str | None, address: str | None) -> Iterator[Settings]:
    """The settings of a store of its own with these articles in it."""
    if chroma_url is not None:
        yield _build(tmp_path, chroma_url, address)
    else:
        shutil.copytree(built / "home", tmp_path / "home")
        yield Settings(home=tmp_path / "home", passage_chars=200)
    forget(address)
