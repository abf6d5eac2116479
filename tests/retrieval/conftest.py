"""What the tests of the store share: Chroma inside the process, and a real Chroma server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.chroma_process import chroma_process

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server."""
    with chroma_process(tmp_path_factory.mktemp("chroma-server")) as url:
        yield url


@pytest.fixture(scope="module", params=["embedded", "server"])
def chroma_url(request: pytest.FixtureRequest) -> str | None:
    """What `PRESSCITE_CHROMA_URL` is: nothing, and the address of a server; the same test runs with both."""
    if request.param == "embedded":
        return None
    url: str = request.getfixturevalue("chroma_server")
    return url
