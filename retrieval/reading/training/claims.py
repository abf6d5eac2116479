"""Claims over articles: what the model learns from to tell whether a claim follows from the words that it cites."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retrieval.reading.training.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.reading.training.annotated_texts import AnnotatedTexts


def claims(file: Path, texts: AnnotatedTexts) -> Iterator[Example]:
    """The claims of a file as examples, each with its quote and the headline of its article.

    Args:
        file: JSON Lines with `doc`, `sentences` (indices of the quoted ones), `quote_language` where the text stands
            in several, `claim` and `follows`.
        texts: The articles.
    """
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            title, text, spans, _ = texts.of(row["doc"], row.get("quote_language", ""))
            quoted = [text[slice(*spans[n])] for n in row["sentences"]]
            yield Example(
                question=row["claim"],
                title=title,
                text=" ".join(quoted),
                answer=None,
                source="claims",
                page=row["doc"],
                follows=row["follows"],
            )
