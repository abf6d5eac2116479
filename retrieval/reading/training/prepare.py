"""The sets -> examples in one file, and the manifest that says what they are made of."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict
from random import Random
from typing import TYPE_CHECKING, Any

from retrieval.reading.training.example import Example
from retrieval.reading.training.negatives import wrong_passages
from retrieval.reading.training.swapped import swapped_questions
from retrieval.reading.training.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from retrieval.embedding.encoder import Encoder
    from retrieval.reading.training.annotated import AnnotatedQuestion
    from retrieval.reading.training.near_copies import MeasuredTexts
    from retrieval.reading.training.sets import TrainingSet

MOST = {"qamr": 3_000, "qasrl": 1_200, "jaquad": 1_200}
"""At most so many questions of a set; the others are taken whole."""

TWICE = ("news_qa", "own", "squad2")
"""Sets that are cut into windows twice: nearest to what is asked of the product, and to what only looks answerable."""

CLAIMS = 4
"""How often each claim stands among the examples: they are few beside the questions."""

_ELSEWHERE, _WITHOUT, _WRONG = 0.25, 0.25, 0.2  # shares of the answered questions that are asked of each
_SWAPPED = 0.3  # of those that have a name or a number, with another one in its place


def measured_pages(pages: Sequence[str], *, seed: int = 1) -> set[str]:
    """The half of the pages that is measured on; the other half is learned from."""
    ordered = sorted(set(pages), key=lambda page: hashlib.sha256(f"{seed}:{page}".encode()).digest())
    return set(ordered[: (len(ordered) + 1) // 2])


def prepare(
    sets: Sequence[TrainingSet],
    folder: Path,
    out: Path,
    *,
    seed: int,
    encoder: Encoder,
    measured: MeasuredTexts,
    squad2_measured: set[str],
    say: Callable[[str], None],
    claimed: Sequence[Example] = (),
) -> Path:
    """Write `examples.jsonl` and `manifest.json`.

    Args:
        sets: What to learn from.
        folder: The data folder.
        out: Where to write.
        seed: Of every choice.
        encoder: Finds the best wrong passages.
        measured: Texts that must not be learned from.
        squad2_measured: Pages of squad2 that are measured on.
        say: Where progress goes.
        claimed: Claims to learn from too.

    Returns:
        The file of examples.
    """
    out.mkdir(parents=True, exist_ok=True)
    examples: list[Example] = []
    facts: list[dict[str, Any]] = []
    for one in sets:
        made, known = _of_set(
            one, folder, out, seed=seed, encoder=encoder, measured=measured, squad2_measured=squad2_measured
        )
        counts = f"{known['questions']:,} questions, {known['dropped_as_measured']:,} dropped"
        say(f"{one.name}: {counts}, {len(made):,} examples")
        facts.append(known)
        examples += made
    examples += list(claimed) * CLAIMS
    Random(seed).shuffle(examples)  # noqa: S311 - an order, no secret
    path = out / "examples.jsonl"
    _write(path, examples)
    manifest = {
        "seed": seed,
        "examples": len(examples),
        "sha256": _digest(path),
        "claims": len(claimed),
        "sets": facts,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False), encoding="utf-8")
    return path


def _of_set(
    one: TrainingSet,
    folder: Path,
    out: Path,
    *,
    seed: int,
    encoder: Encoder,
    measured: MeasuredTexts,
    squad2_measured: set[str],
) -> tuple[list[Example], dict[str, Any]]:
    """The examples of one set and what is said of it; those that a stopped run has made are read."""
    made_file, facts_file = out / f"{one.name}.jsonl", out / f"{one.name}.json"
    if facts_file.is_file():
        return read_examples(made_file), json.loads(facts_file.read_text("utf-8"))
    random = Random(f"{seed}/{one.name}")  # noqa: S311 - choices of examples, no secrets
    asked, dropped = _kept(one, folder, measured, squad2_measured)
    if len(asked) > (most := MOST.get(one.name, len(asked))):
        asked = random.sample(asked, most)
    made = list(_examples(asked, random, times=2 if one.name in TWICE else 1))
    answered = [example for example in made if example.answer is not None]
    made += wrong_passages([example for example in answered if random.random() < _WRONG], encoder, random)
    made += swapped_questions(answered, _SWAPPED, random)
    facts = _facts(one, folder, len(asked), dropped, made)
    _write(made_file, made)
    facts_file.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return made, facts


def _write(path: Path, examples: Sequence[Example]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")


def read_examples(path: Path) -> list[Example]:
    """The examples of a file that `prepare` wrote."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Example(**{**row, "answer": tuple(row["answer"]) if row["answer"] else None}) for row in rows]


def _kept(
    one: TrainingSet, folder: Path, measured: MeasuredTexts, squad2_measured: set[str]
) -> tuple[list[AnnotatedQuestion], int]:
    kept, dropped = [], 0
    copies: dict[tuple[str, str], bool] = {}
    for asked in one.questions(folder):
        if not asked.sentences:
            continue
        if one.name == "squad2":
            copy = asked.page in squad2_measured
        else:
            key = (asked.page, asked.text)
            copy = copies.setdefault(key, measured.has(asked.text, asked.title))
        if copy:
            dropped += 1
        else:
            kept.append(asked)
    return kept, dropped


def _examples(asked: Sequence[AnnotatedQuestion], random: Random, *, times: int) -> Iterator[Example]:
    windows = Windows(random)
    for one in asked:
        for _ in range(times):
            yield windows.around(one)
        if one.answer is not None and (example := _unanswered(one, windows, random.random())):
            yield example


def _unanswered(asked: AnnotatedQuestion, windows: Windows, drawn: float) -> Example | None:
    """An answered question with a window of its text that does not answer it, for a share of the questions."""
    if drawn < _ELSEWHERE:
        return windows.elsewhere(asked)
    return windows.without_answer(asked) if drawn < _ELSEWHERE + _WITHOUT else None


def _facts(
    one: TrainingSet, folder: Path, questions: int, dropped: int, examples: Sequence[Example]
) -> dict[str, Any]:
    answered = Counter(example.answer is not None for example in examples)
    return {
        "name": one.name,
        "source": one.source,
        "version": one.version,
        "licence": one.licence,
        "sha256": _digest(folder / one.file),
        "questions": questions,
        "dropped_as_measured": dropped,
        "examples_answered": answered[True],
        "examples_unanswered": answered[False],
    }


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
