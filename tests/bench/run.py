"""`make bench`: speed, memory, refreshes, front ends; printed as it comes, and written to build/bench/report.json."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import answering_bot, asked_over_http, reading, refreshing, speed
from tests.evals.sets import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS = ("refresh", "bot", "web", "reading", "indexing", "cold", "queries", "answers", "large")
_WITHOUT_DATA = {"refresh", "bot", "web", "reading"}
_IN_A_FOLDER: dict[str, Callable[[Path], dict[str, Any]]] = {
    "refresh": refreshing.measure,
    "bot": answering_bot.measure,
    "web": asked_over_http.measure,
    "indexing": speed.indexing,
    "reading": reading.measure,
}


def main() -> None:
    """Measure the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(_PARTS)}; all where left out")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    if unknown := set(given.parts) - set(_PARTS):  # `choices` refuses none at all (Python 3.11)
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if not set(given.parts or _PARTS) <= _WITHOUT_DATA and not DATA.is_dir():
        parser.exit(2, f"{DATA} is not here; the benchmarks read their texts from it\n")
    report = {}
    for part in given.parts or _PARTS:
        report[part] = _measure(part, given.out)
        print(part, json.dumps(report[part]), flush=True)  # noqa: T201 - a command's output
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "report.json").write_text(json.dumps(report, indent=2), encoding="utf-8")


def _measure(part: str, out: Path) -> dict[str, object]:
    if measure := _IN_A_FOLDER.get(part):
        with tempfile.TemporaryDirectory() as folder:
            return measure(Path(folder))
    embeddings = speed.DrawnEmbeddings(speed.real_texts()[:2_000])
    small = speed.fill(out / "20k", 20_000, embeddings)
    if part == "cold":
        return {**speed.cold_start(small.home), **speed.equal_results(small)}
    if part == "queries":
        return speed.queries(small, embeddings)
    if part == "answers":
        return speed.answering(small)
    large = speed.fill(out / "200k", 200_000, embeddings)
    return {
        "queries": speed.growth(small, large, embeddings),
        "memory_mb": {"20k": speed.memory(small), "200k": speed.memory(large)},
    }


if __name__ == "__main__":
    main()
