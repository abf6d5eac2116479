"""Questions over an embedded store, and over PostgreSQL with a Chroma server.

    python -m tests.bench.engines --folder FOLDER                            # 50,000 passages
    python -m tests.bench.engines --folder FOLDER --passages 20000 200000    # and how each engine grows
    python -m tests.bench.engines --folder FOLDER --passages 1000000         # overnight

The articles are real ones and copies of them with exchanged names; real passages are embedded once (with `--real N`, so
many of them), the vectors of others are drawn around those.  Stores, servers' data and figures are kept in the folder,
so that a run which is stopped goes on, and what has been measured is measured again only with `--again`.  Both engines
answer the same questions in turn, so that what else the machine does falls on both alike.  Measured are the passages of
a question; its answer, with the reading model and without; a refresh of 20 articles; memory and disk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from retrieval.chain import build_chain
from retrieval.indexing.refresh import refresh
from retrieval.settings import NO_READER, PACKAGED_READER
from tests.bench.engine_stores import EngineStores, StorePair
from tests.bench.grown_stores import say
from tests.bench.renamed_articles import SETS, RenamedArticles
from tests.bench.speed import in_turn, opened
from tests.evals.sets import prepare, records
from tests.memory_peak import memory_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer

_OF_CPU = 40  # questions whose processor time is taken
_CHANGED = 20  # articles of a refresh
_MEGABYTE = 1e6
_READERS = {"read": PACKAGED_READER, "unread": NO_READER}


def main() -> None:
    """Build what is missing, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=Path("build/bench/engines"))
    parser.add_argument("--passages", type=int, nargs="+", default=[50_000])
    parser.add_argument("--real", type=int, help="embed so many real passages; all where left out")
    parser.add_argument("--questions", type=int, default=40, help="so many of each set")
    parser.add_argument(
        "--only", nargs="+", metavar="FIGURE", help="measure these alone, such as passages_ms"
    )
    parser.add_argument("--again", action="store_true", help="measure again what has been measured")
    parser.add_argument(
        "--build",
        nargs="*",
        choices=StorePair._fields,
        help="build the stores and measure nothing; of these engines, or of both",
    )
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end with it
    with ExitStack() as servers:
        stores = EngineStores(given.folder.resolve(), servers, given.real)
        bench = EngineBench(stores, _questions(given.questions))
        for size in given.passages:
            bench.build(size, given.build or StorePair._fields)
            if given.build is None:
                bench.measure(stores.pair(size), size, only=given.only, again=given.again)
    if len(given.passages) > 1 and given.build is None:
        bench.tell_growth(given.passages[0], given.passages[-1])


class EngineBench:
    """Both engines with stores of several sizes.

    Args:
        stores: The stores.
        questions: What is asked.
    """

    def __init__(self, stores: EngineStores, questions: Sequence[str]) -> None:
        self._stores = stores
        self._figures = stores.folder / "figures.json"
        self._questions = questions

    def build(self, size: int, engines: Sequence[str]) -> None:
        """Build the stores of some engines, unless they have been."""
        for engine in engines:
            self._note(size, "build_s", engine, self._stores.build(size, engine))

    def measure(self, pair: StorePair, size: int, *, only: Sequence[str] | None, again: bool) -> None:
        """Measure what has not been measured."""
        todo: dict[str, Callable[[], dict[str, Any]]] = {
            "passages_ms": partial(self._passages, pair),
            **{
                f"answer_{name}_ms": partial(self._answers, pair, reader) for name, reader in _READERS.items()
            },
            **{
                f"answer_{name}_cpu_ms": partial(self._cpu, pair, reader) for name, reader in _READERS.items()
            },
            "refresh_s": partial(self._refreshes, pair),
            "memory_mb": self._memory,
            "disk_mb": partial(self._disk, pair),
        }
        for what in only or todo:
            if again or what not in self._known().get(str(size), {}):
                load = f"{os.getloadavg()[0]:.1f}"
                found = todo[what]()
                found["load"] = f"{load} before, {os.getloadavg()[0]:.1f} after"
                for engine, value in found.items():
                    self._note(size, what, engine, value)
                say(f"{size:,} passages: {what}: {json.dumps(found)}")

    def _passages(self, pair: StorePair) -> dict[str, Any]:
        with ExitStack() as stores:
            searches = {
                name: self._forgetting(stores.enter_context(opened(settings, self._stores.embeddings)).hits)
                for name, settings in pair.by_engine()
            }
            return _with_ratio(in_turn(searches, self._questions))

    def _forgetting(self, hits: Callable[..., object]) -> Callable[[str, int], object]:
        def search(question: str, limit: int) -> object:
            self._stores.embeddings.forget()  # what the other engine was asked just now
            return hits(question, limit)

        return search

    def _answers(self, pair: StorePair, reader: str) -> dict[str, Any]:
        chains = {name: build_chain(settings) for name, settings in pair.by_engine(reader)}
        asked = {name: partial(_answer, chain) for name, chain in chains.items()}
        return _with_ratio(in_turn(asked, self._questions))

    def _cpu(self, pair: StorePair, reader: str) -> dict[str, Any]:
        """Milliseconds of processor time that an answer takes, by engine and process, in blocks in turn.

        These hardly depend on what else the machine does.
        """
        chains = {name: build_chain(settings) for name, settings in pair.by_engine(reader)}
        taken = {name: dict.fromkeys(self._processor_seconds(), 0.0) for name in chains}
        questions = self._questions[:_OF_CPU]
        for chain in chains.values():
            chain.invoke(questions[0])
        for start in range(0, len(questions), _OF_CPU // 4):
            block = questions[start : start + _OF_CPU // 4]
            for name, chain in chains.items():
                before = self._processor_seconds()
                for question in block:
                    chain.invoke(question)
                after = self._processor_seconds()
                for process, seconds in after.items():
                    taken[name][process] += 1000 * (seconds - before[process]) / len(questions)
        totals = {name: sum(each.values()) for name, each in taken.items()}
        return {**taken, "ratio": totals["postgres"] / totals["embedded"]}

    def _processor_seconds(self) -> dict[str, float]:
        """Processor time so far, of this process and of both servers."""
        servers = psutil.Process(self._stores.postgres.pid), self._stores.chroma
        return {
            "asking": time.process_time(),
            **{
                name: sum(
                    sum(process.cpu_times()[:2]) for process in (server, *server.children(recursive=True))
                )
                for name, server in zip(("postgres", "chroma"), servers, strict=True)
            },
        }

    def _refreshes(self, pair: StorePair) -> dict[str, Any]:
        """Seconds of a refresh in which 20 articles came, or others in place of those of the last time."""
        path = self._stores.folder / "new.jsonl"
        stamp = time.time_ns()
        articles = RenamedArticles.of_sets().real[:_CHANGED]
        path.write_text(
            "".join(
                json.dumps({**a, "id": f"new-{n}", "text": f"{a['text']} {stamp}."}) + "\n"
                for n, a in enumerate(articles)
            )
        )
        seconds = {}
        for name, settings in pair.by_engine():
            started = time.monotonic()
            refresh([path], settings, embeddings=self._stores.embeddings)
            seconds[name] = time.monotonic() - started
        return seconds

    def _memory(self) -> dict[str, Any]:
        """Of the servers, with all that they hold; of this process, with both stores open."""
        return {
            "this_process": psutil.Process().memory_info().rss / _MEGABYTE,
            "postgres": memory_of(self._stores.postgres.pid) / _MEGABYTE,
            "chroma": memory_of(self._stores.chroma.pid) / _MEGABYTE,
        }

    def _disk(self, pair: StorePair) -> dict[str, Any]:
        with pair.engine.database.autocommit() as connection:
            tables = dict(tuple(row) for row in connection.exec_driver_sql(_TABLE_BYTES))
        return {
            "embedded": _size(pair.embedded.home / "store") / _MEGABYTE,
            "postgres": sum(tables.values()) / _MEGABYTE,
            "postgres_tables": {name: count / _MEGABYTE for name, count in tables.items()},
            "chroma_of_all": _size(self._stores.chroma_folder) / _MEGABYTE,
        }

    def tell_growth(self, small: int, large: int) -> None:
        """How much longer each engine takes over the larger store, and by what that differs."""
        known = self._known()
        for what in ("passages_ms", *(f"answer_{name}_ms" for name in _READERS)):
            times = [known[str(size)][what] for size in (small, large)]
            growth = {
                engine: times[1][engine]["median_ms"] / times[0][engine]["median_ms"]
                for engine in StorePair._fields
            }
            growth["ratio"] = growth["postgres"] / growth["embedded"]
            say(f"{small:,} to {large:,} passages: {what}: {json.dumps(growth)}")

    def _known(self) -> dict[str, Any]:
        return dict(json.loads(self._figures.read_text())) if self._figures.exists() else {}

    def _note(self, size: int, what: str, engine: str, value: object) -> None:
        known = self._known()
        known.setdefault(str(size), {}).setdefault(what, {})[engine] = value
        partial_file = self._figures.with_suffix(".part")
        partial_file.write_text(json.dumps(known, indent=2), encoding="utf-8")
        partial_file.rename(self._figures)


_TABLE_BYTES = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname LIKE 'store_%%'
ORDER BY 2 DESC LIMIT 6
"""


def _questions(of_each_set: int) -> list[str]:
    """Some of each set, in an order that mixes them."""
    chance = random.Random(1)  # noqa: S311 - a seeded choice
    asked = []
    with tempfile.TemporaryDirectory() as folder:
        for one in prepare(SETS, Path(folder)):
            questions = [str(record["question"]) for record in records(one.questions)]
            asked += chance.sample(questions, of_each_set)
    chance.shuffle(asked)
    return asked


def _answer(chain: Runnable[str | Mapping[str, Any], Answer], question: str, _: int) -> Answer:
    return chain.invoke(question)


def _with_ratio(times: dict[str, dict[str, float]]) -> dict[str, Any]:
    return {**times, "ratio": times["postgres"]["median_ms"] / times["embedded"]["median_ms"]}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
