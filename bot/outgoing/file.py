"""A file that goes out with a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file of text.

    Attributes:
        name: Its name, with its ending.
        content: What it holds, in UTF-8.
    """

    name: str
    content: str
