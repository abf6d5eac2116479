"""Do both engines find the same?  `python -m tests.evals.engines`: every question of every set, over two builds of an
embedded store and over PostgreSQL with a Chroma server.

Of each question: the BM25 scores of the hundred best passages, which must agree to a millionth; and the passages that
an answer would be looked for in.  Where these differ, the exact cosines of the passages that only one engine has are
told, recomputed from the stored vectors: an approximate index may miss one, and two builds of an embedded store differ
in that too.  Every difference is in the report.  Servers of the tests' own are started.

With `--vectors FOLDER`, real passages are embedded once and kept there; with `--real N` besides, so many of them, and
the vectors of the others are drawn around theirs.  Scores by words do not depend on vectors.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.moving import Direction, move_store
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.bench.kept_embeddings import KeptEmbeddings
from tests.chroma_process import chroma_process
from tests.evals.sets import SETS, prepare
from tests.postgres_process import PostgresProcess, schema_of_its_own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.store.snapshot import Snapshot

_DEPTH = 100  # of the keyword half
_SCORE = 1e-6


@dataclass(slots=True)
class EngineAgreement:
    """What the engines agreed on in one set.

    Attributes:
        questions: How many were asked.
        furthest_score: By how much two BM25 scores of the same place differed at most.
        scores: Questions whose BM25 scores agree.
        passages: Questions with the same passages in the same order, over PostgreSQL.
        passages_of_builds: The same over a second build of the embedded store.
        differences: Every question where something differed.
    """

    questions: int = 0
    furthest_score: float = 0.0
    scores: int = 0
    passages: int = 0
    passages_of_builds: int = 0
    differences: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Side:
    """A store under comparison: its snapshot, and what searches in it."""

    snapshot: Snapshot
    retriever: HybridRetriever

    def passages(self, question: str) -> list[str]:
        return [hit.passage_id for hit in self.retriever.hits(question, self.retriever.limit)]


def main() -> None:
    """Compare over the sets that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"{', '.join(SETS)}; all where left out")
    parser.add_argument("--most", type=int, help="ask so many questions of each set at most")
    parser.add_argument("--articles", type=int, help="put in so many articles of each set at most")
    parser.add_argument("--vectors", type=Path, help="keep vectors of real passages there")
    parser.add_argument(
        "--real", type=int, help="embed so many real passages, and draw the vectors of others"
    )
    parser.add_argument("--out", type=Path, default=Path("build/evals/engines.json"))
    given = parser.parse_args()
    if unknown := set(given.sets) - set(SETS):  # `choices` refuses none at all (Python 3.11)
        parser.error(f"there is no set {', '.join(sorted(unknown))}; known are {', '.join(SETS)}")
    with tempfile.TemporaryDirectory() as folder:
        embeddings = KeptEmbeddings(given.vectors, learns=given.real) if given.vectors else None
        names = tuple(given.sets or SETS)
        report = {}
        for name, found in compare(names, Path(folder), given.most, given.articles, embeddings=embeddings):
            report[name] = asdict(found)
            shown = {key: value for key, value in report[name].items() if key != "differences"}
            print(name, json.dumps(shown), flush=True)  # noqa: T201 - a command's output
            given.out.parent.mkdir(parents=True, exist_ok=True)
            given.out.write_text(json.dumps(report, indent=2, ensure_ascii=False), encoding="utf-8")


def compare(
    names: tuple[str, ...],
    folder: Path,
    most: int | None = None,
    articles: int | None = None,
    *,
    embeddings: SentenceTransformerEmbeddings | None = None,
) -> Iterator[tuple[str, EngineAgreement]]:
    """What the engines agree on, set by set.

    Args:
        names: Names of sets.
        folder: Where the stores are made.
        most: Ask so many questions of each set at most.
        articles: Put in so many articles of each set at most.
        embeddings: The model; the packaged one where left out.
    """
    embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(Settings())
    with ExitStack() as servers:
        postgres = servers.enter_context(PostgresProcess())
        chroma = servers.enter_context(chroma_process(folder / "chroma"))
        for number, corpus in enumerate(dict.fromkeys(SETS[name][0] for name in names)):
            of_corpus = tuple(name for name in names if SETS[name][0] == corpus)
            made = prepare(of_corpus, folder / corpus)
            address = servers.enter_context(schema_of_its_own(postgres.address, f"eval_{number}"))
            with ExitStack() as opened:
                source = _cut(made[0].articles, articles)
                sides = [
                    opened.enter_context(side)
                    for side in _sides(source, folder / corpus, address, chroma, embeddings)
                ]
                for one in made:
                    yield one.name, _compared(_questions(one.questions)[:most], sides)


def _cut(articles: Path, most: int | None) -> Path:
    if most is not None:
        lines = articles.read_text(encoding="utf-8").splitlines(keepends=True)[:most]
        articles.write_text("".join(lines), encoding="utf-8")
    return articles


def _sides(
    source: Path, folder: Path, address: str, chroma: str, embeddings: SentenceTransformerEmbeddings
) -> Iterator[closing[_OpenSide]]:
    """Two builds of an embedded store, and the first of them moved into PostgreSQL."""
    first, second = (Settings(home=folder / name) for name in ("first", "second"))
    for settings in (first, second):
        refresh([source], settings, embeddings=embeddings)
    moved = Settings(home=first.home, database_url=address, chroma_url=chroma)
    done = move_store(moved, Direction.DATABASE, embeddings=embeddings)
    assert done.differences == (), done.differences
    for settings in (first, second, moved):
        yield closing(_OpenSide(settings, embeddings))


class _OpenSide:
    """A store that is open, for `closing`."""

    def __init__(self, settings: Settings, embeddings: SentenceTransformerEmbeddings) -> None:
        store = Store.from_settings(settings)
        self._held = ExitStack()
        snapshot = self._held.enter_context(store.reading())
        self.side = _Side(snapshot, HybridRetriever(store=store, embeddings=embeddings))
        self._store = store

    def close(self) -> None:
        self._held.close()
        self._store.close()


def _questions(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [str(json.loads(line)["question"]) for line in file]


def _compared(questions: Sequence[str], opened: Sequence[_OpenSide]) -> EngineAgreement:
    first, second, moved = (one.side for one in opened)
    agreement = EngineAgreement()
    for question in questions:
        agreement.questions += 1
        apart = _scores_apart(question, first.snapshot, moved.snapshot)
        agreement.furthest_score = max(agreement.furthest_score, apart)
        agreement.scores += apart < _SCORE
        passages, again, ours = (side.passages(question) for side in (first, second, moved))
        agreement.passages += ours == passages
        agreement.passages_of_builds += again == passages
        if apart >= _SCORE or ours != passages:
            agreement.differences.append(
                {
                    "question": question,
                    "scores_apart": apart,
                    "only_embedded": _exact(question, first, set(passages) - set(ours)),
                    "only_postgres": _exact(question, moved, set(ours) - set(passages)),
                    "order_alone": set(ours) == set(passages),
                    "builds_differ_too": again != passages,
                }
            )
    return agreement


def _scores_apart(question: str, one: Snapshot, other: Snapshot) -> float:
    """By how much the scores of two keyword searches differ at most, place by place."""
    ours, theirs = ([score for _, score in s.match(question, _DEPTH).found] for s in (one, other))
    if len(ours) != len(theirs):
        return float("inf")
    return max((abs(a - b) for a, b in zip(ours, theirs, strict=True)), default=0.0)


def _exact(question: str, side: _Side, ids: set[str]) -> dict[str, float]:
    """The exact cosines of passages and a question."""
    vector = side.retriever.embeddings.encode_query(question)
    return {id_: float(stored @ vector) for id_, stored in side.snapshot.vectors.stored(sorted(ids)).items()}


if __name__ == "__main__":
    main()
