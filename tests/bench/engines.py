"""`python -m tests.bench.engines`: questions over an embedded store, and over PostgreSQL with a Chroma server.

Passages are recombined from sentences of real ones and their vectors drawn around real vectors, as in `speed.py`.  Both
engines answer the same questions in turn, so that what else the machine does falls on both alike.  Measured are the
passages of a question, its answer, a refresh of 20 articles, and what the stores take on the disk; over several sizes,
also how each engine grows.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.chain import build_chain
from retrieval.indexing.moving import Direction, move_store
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.bench.speed import DrawnEmbeddings, fill, in_turn, opened, real_texts
from tests.chroma_process import chroma_process
from tests.postgres_process import PostgresProcess, schema_of_its_own

if TYPE_CHECKING:
    from collections.abc import Callable

_CHANGED = 20  # articles of a refresh
_MEGABYTE = 1e6


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    report = measure(given.passages, given.out)
    (given.out / "engines.json").write_text(json.dumps(report, indent=2), encoding="utf-8")


def measure(sizes: list[int], out: Path) -> dict[str, Any]:
    """The figures of both engines, by size; printed as they come."""
    embeddings = DrawnEmbeddings(real_texts()[:2_000])
    report: dict[str, Any] = {}
    with ExitStack() as servers, tempfile.TemporaryDirectory() as folder:
        postgres = servers.enter_context(PostgresProcess(durable=True))
        chroma = servers.enter_context(chroma_process(Path(folder) / "chroma"))
        for size in sizes:
            embedded = fill(out / f"{size // 1000}k", size, embeddings)
            address = servers.enter_context(schema_of_its_own(postgres.address, f"bench_{size}"))
            moved = Settings(home=embedded.home, database_url=address, chroma_url=chroma)
            report[str(size)] = _compared(embedded, moved, embeddings, postgres, Path(folder) / "chroma")
            print(size, json.dumps(report[str(size)]), flush=True)  # noqa: T201 - a command's output
    if len(sizes) > 1:
        first, last = (report[str(size)]["passages_ms"] for size in (sizes[0], sizes[-1]))
        growth = {engine: last[engine]["median_ms"] / first[engine]["median_ms"] for engine in first}
        report["growth"] = {**growth, "ratio": growth["postgres"] / growth["embedded"]}
        print("growth", json.dumps(report["growth"]), flush=True)  # noqa: T201 - as above
    return report


def _compared(
    embedded: Settings,
    moved: Settings,
    embeddings: DrawnEmbeddings,
    postgres: PostgresProcess,
    chroma: Path,
) -> dict[str, Any]:
    started = time.monotonic()
    done = move_store(moved, Direction.DATABASE, embeddings=embeddings)
    found: dict[str, Any] = {
        "passages": done.passages,
        "move_s": time.monotonic() - started,
        "differences": done.differences,
    }
    with opened(embedded, embeddings) as one, opened(moved, embeddings) as other:
        search = {"embedded": one.hits, "postgres": other.hits}
        found["passages_ms"] = in_turn({name: _forgetting(hits, embeddings) for name, hits in search.items()})
    chains = {"embedded": build_chain(embedded), "postgres": build_chain(moved)}
    found["answer_ms"] = in_turn(
        {name: lambda question, _, chain=chain: chain.invoke(question) for name, chain in chains.items()}  # type: ignore[misc]
    )
    for times in (found["passages_ms"], found["answer_ms"]):
        found.setdefault("ratios", []).append(times["postgres"]["median_ms"] / times["embedded"]["median_ms"])
    found["refresh_s"] = {
        name: _refreshed(settings, embeddings)
        for name, settings in (("embedded", embedded), ("postgres", moved))
    }
    found["disk_mb"] = {
        "embedded": _size(embedded.home / "store"),
        "postgres": postgres.disk_bytes() / _MEGABYTE,
        "chroma": _size(chroma),
    }
    return found


def _forgetting(hits: Callable[..., object], embeddings: DrawnEmbeddings) -> Callable[[str, int], object]:
    def search(question: str, limit: int) -> object:
        embeddings.forget()  # what the other engine was asked just now
        return hits(question, limit)

    return search


def _refreshed(settings: Settings, embeddings: DrawnEmbeddings) -> float:
    """Seconds of a refresh in which 20 articles came."""
    with tempfile.TemporaryDirectory() as folder:
        texts = real_texts()[:_CHANGED]
        path = Path(folder) / "new.jsonl"
        path.write_text(
            "".join(json.dumps({"id": f"new-{n}", "text": t}) + "\n" for n, t in enumerate(texts))
        )
        started = time.monotonic()
        refresh([path], settings, embeddings=embeddings)
        seconds = time.monotonic() - started
        path.write_text("")
        shutil.rmtree(folder, ignore_errors=True)
    return seconds


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MEGABYTE


if __name__ == "__main__":
    main()
