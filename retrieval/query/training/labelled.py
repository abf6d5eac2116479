"""Messages with their kinds, as the files of `tests/evals/kinds` and `tests/evals/reading` hold them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.query.training.figures import QUESTIONS
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_HELD_OUT_ONE_IN = 3
_FOR_SUBJECTS = "subjects"  # the folder


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledMessage:
    """A message with what is known of what it asks for.

    Attributes:
        text: The message.
        language: Code of the language of whoever wrote it.
        kinds: The kinds that it may be of; one where that is certain.
        subject: What it asks about where it asks for an overview or for news; `None` where that is not known.
        further: Whether it was written for something else, and so counts for less.
        made: Whether it was made of another one, and so counts for less.
        learning: Whether it was written to be learned from only.
        for_subjects: Whether only its subject is learned from, not its kind.
    """

    text: str
    language: str
    kinds: tuple[QuestionKind, ...]
    subject: str | None = None
    further: bool = False
    made: bool = False
    learning: bool = False
    for_subjects: bool = False

    @property
    def is_held_out(self) -> bool:
        """Whether it is never learned from: a third, by its letters alone, so that copies share their lot.

        What was written to be learned from is not, but what was made of it may be.
        """
        return (self.made or not self.learning) and _number(self.text) % _HELD_OUT_ONE_IN == 0

    def fold(self, count: int) -> int:
        """Its part in a cross-validation with so many parts."""
        return _number(f"fold {self.text}") % count


def read_messages(folder: Path) -> list[LabelledMessage]:
    """The messages in the files of a folder, one file a language, and in its folders `learning` and `subjects`."""
    return [
        LabelledMessage(
            text=row["text"],
            language=row["language"],
            kinds=(QuestionKind(row["kind"]),),
            subject=row.get("subject"),
            learning=path.parent != folder,
            for_subjects=path.parent.name == _FOR_SUBJECTS,
        )
        for part in ("*.jsonl", "learning/*.jsonl", f"{_FOR_SUBJECTS}/*.jsonl")
        for path in sorted(folder.glob(part))
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]


def read_reading_questions(path: Path, table: Path) -> list[LabelledMessage]:
    """The questions of the reading model's own set: facts, reasons and yes or no.

    Args:
        path: The questions, each with a kind of that set.
        table: Which of our kinds each of these says, in JSON; none leaves its questions out.  What is not in the table
            may be any that is answered by a sentence or a few.
    """
    said = {
        kind: tuple(map(QuestionKind, ours)) for kind, ours in json.loads(table.read_text("utf-8")).items()
    }
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        LabelledMessage(text=row["question"], language=row["language"], kinds=kinds, further=True)
        for row in rows
        if (kinds := said.get(row["kind"], QUESTIONS))
    ]


def languages_of(messages: Sequence[LabelledMessage]) -> list[str]:
    """Codes of the languages that some messages are in, in alphabetical order."""
    return sorted({message.language for message in messages})


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.casefold().encode()).digest()[:4], "big")
