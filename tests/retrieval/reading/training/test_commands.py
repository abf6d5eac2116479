"""The reading model trained from the first file to the last, with few examples and one layer."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from retrieval.reading.training.__main__ import main
from retrieval.reading.training.prepare import read_examples

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN = Path(__file__).parents[3] / "evals" / "reading"

PLACES = ("Rogun", "Nurek", "Sangtuda", "Kairakkum")
PAGE = "{page} is a page. Its author lived in house number {number}, which has {number} windows. Nothing else is known."
PARAGRAPH = (
    "The dam at {place} was finished in {year}. It stands {height} metres high above the river. Two thousand people "
    "worked on it for nine years, many of them from other valleys."
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of public sets as `sets.py` names the files, with made-up rows: paragraphs, sentences, and squad2."""
    folder = tmp_path_factory.mktemp("data")
    paragraphs = [
        (place, PARAGRAPH.format(place=place, year=1950 + n, height=100 + n))
        for n, place in enumerate(PLACES)
    ]
    _write(
        folder / "reading" / "nq.jsonl.gz",
        (
            {
                "id": f"nq-{place}",
                "question": f"when was the dam at {place} finished",
                "title": f"{place} Dam",
                "context": text,
                "answers": [{"start": text.index("19"), "text": text[text.index("19") :][:4]}],
            }
            for place, text in paragraphs
        ),
    )
    _write(
        folder / "reading" / "selqa.jsonl.gz",
        (
            {
                "id": f"selqa-{place}",
                "question": f"How many people built the dam of {place}?",
                "title": f"Building {place}",
                "sentences": text.replace(". ", ".\n").split("\n"),
                "answer_sentences": [2],
            }
            for place, text in paragraphs
        ),
    )
    titles = [f"Page {number}" for number in range(8)]  # half of the pages are measured on
    _write(
        folder / "squad2" / "articles.jsonl",
        (
            {"id": title, "title": title, "text": PAGE.format(page=title, number=number)}
            for number, title in enumerate(titles)
        ),
    )
    _write(
        folder / "squad2" / "questions.jsonl",
        (
            {
                "id": f"{title}-{answerable}",
                "question": f"Who lived in a house on {title}?" if answerable else f"Who paid for {title}?",
                "nearest_article": title,
                "answerable": answerable,
                "answers": ["Its author"] if answerable else [],
            }
            for title in titles
            for answerable in (True, False)
        ),
    )
    return folder


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Some of our own articles, with a question and a claim over each."""
    folder = tmp_path_factory.mktemp("own")
    articles = _rows(OWN / "articles.jsonl")[:150]
    known = {row["id"] for row in articles}
    kept = {"articles": articles}
    for name in ("questions", "claims"):
        by_article = {row["doc"]: row for row in _rows(OWN / f"{name}.jsonl") if row["doc"] in known}
        kept[name] = list(by_article.values())
    for name, rows in kept.items():
        assert len(rows) > 50
        _write(folder / f"{name}.jsonl", rows)
    return {name: folder / f"{name}.jsonl" for name in kept}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


def _run(*arguments: object) -> str:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def prepared(data: Path, own: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the examples."""
    folder = tmp_path_factory.mktemp("prepared")
    _run(
        "prepare", data, "--out", folder, "--own-articles", own["articles"],
        "--own-questions", own["questions"], "--own-claims", own["claims"],
    )  # fmt: skip
    return folder


def test_the_manifest_counts_what_is_learned_from(prepared: Path) -> None:
    """Each set with its source, licence and hash; of squad2 the pages that are measured on are dropped."""
    manifest = json.loads((prepared / "manifest.json").read_text("utf-8"))
    sets = {row["name"]: row for row in manifest["sets"]}
    assert list(sets) == ["nq", "selqa", "squad2", "own"]
    assert all(row["source"] and row["licence"] and len(row["sha256"]) == 64 for row in sets.values())
    assert 0 < sets["squad2"]["dropped_as_measured"] < 16
    assert sets["own"]["questions"] > 50
    examples = read_examples(prepared / "examples.jsonl")
    assert {example.source for example in examples} >= {"nq", "selqa", "squad2", "own", "claims"}
    assert sum(example.follows is not None for example in examples) > 50
    assert any(example.answer for example in examples)
    assert any(not example.answer for example in examples)


def test_two_runs_with_one_seed_agree(prepared: Path, tmp_path: Path) -> None:
    """What they make of the examples that were kept apart is the same; a run that is over is not begun anew."""
    train = ("train", prepared, "--layers", 1, "--frozen", 0, "--tokens", 600, "--threads", 1, "--steps", 3)
    for name in "ab":
        assert "wrote" in _run(*train, "--out", tmp_path / name)
    one, other = ((tmp_path / name / "development.jsonl").read_text("utf-8") for name in "ab")
    assert one == other
    assert json.loads(one.splitlines()[-1])["step"] == 3
    before = (tmp_path / "a" / "finished.pt").stat().st_mtime_ns
    again = _run(*train, "--out", tmp_path / "a")
    assert "going on from step" in again
    assert (tmp_path / "a" / "finished.pt").stat().st_mtime_ns >= before


def test_what_was_learned_is_exported(prepared: Path, tmp_path: Path) -> None:
    """Small enough to be shipped, with its hash."""
    _run(
        "train", prepared, "--sets", "own", "--frozen", 11, "--tokens", 400, "--threads", 1, "--steps", 1,
        "--out", tmp_path,
    )  # fmt: skip
    said = _run("export", tmp_path / "finished.pt", tmp_path / "reader.safetensors")
    assert "SHA-256" in said
    assert 0 < (tmp_path / "reader.safetensors").stat().st_size < 16_000_000
