"""What holds for every answer of the chain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from retrieval.store.folder_engine import FolderEngine
from retrieval.store.snapshot import reading_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answer import Answer


def check(answer: Answer, home: Path) -> None:
    """What holds for every answer: cited sentences, numbers in order, quotes verbatim at their offsets."""
    engine = FolderEngine.at(home)
    with reading_catalogue(engine, str(engine.published())) as catalogue:
        for citation in (*answer.citations, *answer.nearest):
            article = catalogue.article(citation.article_id)
            assert article is not None
            assert citation.quote == article.text[citation.start : citation.end]
    assert answer.refused == (not answer.sentences and answer.kind.searches)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {n for s in answer.sentences for n in s.citations} == {c.number for c in answer.citations}
    assert all(sentence.citations for sentence in answer.sentences)
    json.dumps(answer.to_dict())
