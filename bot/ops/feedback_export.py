"""Feedback as question files: what people liked becomes a question with a known answer for `presscite eval`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.state.citations import citations_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.state.feedback import Judgement

TO_JUDGE = ".to-judge.jsonl"
"""Put in place of the ending of the file's name for answers that people did not like."""


def export(judgements: Iterable[Judgement], path: Path) -> tuple[int, int]:
    """Write two files of questions, in the form that `presscite eval` reads; nothing in them tells who asked.

    What more people liked than disliked goes into `path`: an answer with the articles and words that it cites, a
    refusal as a question that the articles do not answer.  Everything else goes into a file beside it, whose name
    ends in `TO_JUDGE`: what the right answer would be, somebody has to write into it.

    Args:
        judgements: From `Feedback.judgements`.
        path: The file; one that is there is replaced.

    Returns:
        How many questions went into the one and into the other.

    Raises:
        OSError: A file cannot be written.
    """
    liked: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for judgement in judgements:
        if judgement.up > judgement.down:
            liked.append(_asked(judgement) | _gold(judgement))
        else:
            others.append(_asked(judgement) | {"shown": judgement.answer})
    _write(path, liked)
    _write(path.with_name(path.stem + TO_JUDGE), others)
    return len(liked), len(others)


def _asked(judgement: Judgement) -> dict[str, Any]:
    return {
        "id": f"feedback-{judgement.exchange}",
        # What was searched for stands alone, without the conversation that it was asked in.
        "question": judgement.searched_for or judgement.question,
        "language": judgement.language,
        "answered_by": judgement.answered_by,
        "up": judgement.up,
        "down": judgement.down,
    }


def _gold(judgement: Judgement) -> dict[str, Any]:
    if judgement.outcome == "refused":
        return {"answerable": False}
    citations = citations_from_json(judgement.citations)
    return {
        "answerable": True,
        "article_ids": list(dict.fromkeys(citation.article_id for citation in citations)),
        "passage": [
            {"article_id": citation.article_id, "start": citation.start, "end": citation.end}
            for citation in citations
        ],
    }


def _write(path: Path, questions: list[dict[str, Any]]) -> None:
    lines = [json.dumps(question, ensure_ascii=False) + "\n" for question in questions]
    path.write_text("".join(lines), encoding="utf-8")
