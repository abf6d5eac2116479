"""`presscite eval`: what it prints and writes, and where its stores are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from retrieval.commands.evaluation import evaluate_command
from retrieval.errors import QuestionError
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ROGUN = "https://samples.presscite.example/2018/11/rogun-first-unit"
QUESTIONS = [
    {"question": "Who won the contract for the dam of Rogun?", "article_ids": [ROGUN], "answers": ["Salini"]},
    {"question": "Кто выиграл подряд на рогунскую плотину?", "article_ids": [ROGUN]},
    {"question": "Who invented the zip fastener?", "answerable": False},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, QUESTIONS)), "utf-8")
    return file


def run(env: Mapping[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(evaluate_command, arguments, env=dict(env), catch_exceptions=False)


def test_current_store(questions: Path, presscite_env: dict[str, str]) -> None:
    """Without articles it asks the store that is there, and prints a table."""
    done = run(presscite_env, str(questions))
    assert done.exit_code == 0
    assert "hit@1" in done.stdout
    assert "presscite (3)" in done.stdout


def test_json_with_answers(questions: Path, presscite_env: dict[str, str]) -> None:
    """--json prints nothing but the figures; --answers adds what was answered and refused."""
    facts = json.loads(run(presscite_env, str(questions), "--json", "--answers").stdout)
    assert facts["questions"] == 3
    assert facts["figures"]["hit@5"]["value"] == 1.0
    assert sum(facts["refusals"].values()) == 3
    assert set(facts["languages"]) == {"en", "ru"}


def test_articles_of_its_own(questions: Path, presscite_env: dict[str, str], tmp_path: Path) -> None:
    """--articles are asked in a store of their own under the home, which is used again the next time."""
    env = presscite_env | {"PRESSCITE_HOME": str(tmp_path / "home")}
    arguments = [
        str(questions),
        "--articles",
        str(SAMPLES / "rogun-first-unit-2018.md"),
        "--limit",
        "1",
        "--report",
    ]
    done = run(env, *arguments, str(tmp_path / "report"))
    assert "presscite (1)" in done.stdout
    assert "report.png" in done.stderr
    stores = tmp_path / "home" / "evaluations"
    (home,) = stores.iterdir()
    made = (home / "store" / "current").read_text()
    run(env, *arguments, str(tmp_path / "again"))
    assert list(stores.iterdir()) == [home]
    assert (home / "store" / "current").read_text() == made
    assert not (tmp_path / "home" / "store").exists()


def test_bad_file(presscite_env: dict[str, str], tmp_path: Path) -> None:
    """What is wrong with the file is said before anything is loaded."""
    with pytest.raises(QuestionError, match="cannot be read"):
        run(presscite_env, str(tmp_path / "none.jsonl"))
