"""What there is to say about files of questions and answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTexts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        title: Stands over everything in a file.
        made: When a file was made; with `day`.
        conversation: Goes with the file of a conversation.
        answer: Goes with the file of one answer.
        usage: Which files there are.
        nothing: Nothing was asked yet.
    """

    title: str
    made: str
    conversation: str
    answer: str
    usage: str
    nothing: str
