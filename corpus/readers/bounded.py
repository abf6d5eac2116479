"""Documents that are read in a child process, within bounds of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.readers import child

MAX_SECONDS = 60.0
"""How long reading one document may take; then its process is stopped."""

MAX_MEMORY = 2_000_000_000
MAX_WRITTEN = 300_000_000
"""The most bytes of a file that the child may write."""


def extract(
    program: str, data: bytes, origin: str, *, kind: str, seconds: float | None = None, **options: object
) -> dict[str, Any]:
    """Read a document in a child process.

    Args:
        program: Path of the reader: a Python file with a function `extract(data, **options)`, which needs nothing of
            presscite.
        data: The document.
        origin: What it is called in reports.
        kind: What it is, with its article ("a PDF").
        seconds: How long it may take.
        options: What the reader is given, as JSON.

    Returns:
        What the reader returns.

    Raises:
        SourceError: If it takes too long, or brings its process down.
    """
    limit = MAX_SECONDS if seconds is None else seconds
    bounds = [str(MAX_MEMORY), str(MAX_WRITTEN), json.dumps(options)]
    # -P: the child's own folder is no place to import from.
    command = [sys.executable, "-P", "-W", "ignore", str(Path(child.__file__)), program, *bounds]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limit, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired as error:
        reason = f"takes longer than {limit:g} seconds to read; make it anew, or save its text"
        raise SourceError(origin, reason) from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        reason = f"is {kind} that takes too much memory or brings its reader down; make it anew"
        raise SourceError(origin, reason) from error
    return found
