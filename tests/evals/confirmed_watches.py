"""Standing questions: what is told once that is read which the first stage keeps (retrieval/watches/confirmation.py).

python -m tests.evals.confirmed_watches --limit 90

Every article of squad2 and clapnq arrives, as in `tests.evals.watches`; of squad2, watches over pages that the reading
model learned from are left out.  For bars of the first stage and of the reading it prints, for the half that the bars
are chosen on and for the other one, how many of the answering articles are told, how many in 1,000 unrelated ones, and
how many in 1,000 of the same field.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np

from retrieval.query.query import Query
from retrieval.reading.reader import open_reader
from retrieval.reading.training.measured import squad2_pages
from retrieval.settings import Settings
from retrieval.watches.background import Background
from retrieval.watches.confirmation import Confirmation
from retrieval.watches.passage_batch import PassageBatch
from retrieval.watches.relevance import BAR, relevance_features
from tests.evals.sets import DATA, prepare, records
from tests.evals.systems import Systems
from tests.evals.watches import BatchArticles, Watch, watches_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.reading.reader import Reader

_SETS = ("squad2", "clapnq")
_KEPT_FROM = (BAR, 0.3, 0.2, 0.1)
_ANSWERED_FROM = (-99.0, -2.0, -1.5, -1.0, -0.5, 0.0)
_LEAST, _MOST = 0.1, 15  # of the first stage: the score of what is read, and how many articles of a watch


class Pair(NamedTuple):
    """A watch and an article that was read for it.

    Attributes:
        score: By the first stage.
        answered: Logit that its best passage answers.
        truth: 1 for an article that answers, 0 for an unrelated one, -1 for one of the same field.
    """

    score: float
    answered: float
    truth: int


class Judged(NamedTuple):
    """A watch over the articles of its set.

    Attributes:
        watch: The watch.
        pairs: With the articles that were read.
        counts: How many articles there are of each truth.
    """

    watch: Watch
    pairs: list[Pair]
    counts: dict[int, int]


@click.command()
@click.option(
    "--limit", type=click.IntRange(min=20), default=240, show_default=True, help="Questions of a set."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/watches"), show_default=True)
def main(*, limit: int, out: Path) -> None:
    """Print what is told with each pair of bars."""
    settings = Settings.load()
    reader = open_reader(settings)
    if reader is None or not DATA.is_dir():
        raise click.ClickException(f"this needs the reading model, and the data sets in {DATA}")
    judged = [one for name in _SETS for one in _judged(name, reader, settings, limit, out)]
    for half, what in ((0, "chosen on"), (1, "the other half")):
        click.echo(
            f"{what}: of {sum(one.watch.half == half for one in judged)} watches that ask for one thing"
        )
        for kept in _KEPT_FROM:
            for answered in _ANSWERED_FROM:
                click.echo(_row([one for one in judged if one.watch.half == half], kept, answered))


def _judged(name: str, reader: Reader, settings: Settings, limit: int, out: Path) -> Iterator[Judged]:
    articles = prepare((name,), out / "sets")[0].articles
    titles = {record["id"]: record["title"] for record in records(articles)}
    apart = squad2_pages(DATA)
    systems = Systems(articles, settings, out / "stores")
    retriever = systems.retriever
    confirmation = Confirmation.of(retriever.embeddings, settings)
    assert confirmation is not None
    with retriever.store.reading() as snapshot:
        batch = PassageBatch.load(snapshot, dict.fromkeys(snapshot.catalogue.sample(10**6)))
        background = Background(snapshot, retriever.embeddings.scale)
        known = BatchArticles(batch)
        for watch in watches_of(name, limit, out):
            learned = name == "squad2" and not apart.issuperset(titles.get(id_, "") for id_ in watch.gold)
            if learned or watch.about or not confirmation.asks(watch.text):
                continue
            vector = retriever.embeddings.encode_query(watch.text)
            query = Query(watch.text, snapshot)
            scores = relevance_features(batch, query, vector, background).scores()
            best, truth = known.best(scores), known.truth(watch, by_page=name == "squad2")
            likely = [n for n in np.argsort(-scores[best])[:_MOST] if scores[best[n]] >= _LEAST]
            hits = [batch.hits[best[n]] for n in likely]
            readings = reader.read(watch.text, [(hit.title, hit.text) for hit in hits])
            pairs = [
                Pair(float(scores[best[n]]), reading.answered, int(truth[n]))
                for n, reading in zip(likely, readings, strict=True)
            ]
            yield Judged(watch, pairs, {kind: int((truth == kind).sum()) for kind in (1, 0, -1)})
    systems.close()


def _row(judged: Sequence[Judged], kept: float, answered: float) -> str:
    told = [
        {
            kind: sum(_told(pair, kept, answered) and pair.truth == kind for pair in one.pairs)
            for kind in (1, 0, -1)
        }
        for one in judged
    ]
    recall = np.mean(
        [found[1] / one.counts[1] for one, found in zip(judged, told, strict=True) if one.counts[1]]
    )
    shares = {
        kind: 1_000 * sum(found[kind] for found in told) / max(1, sum(one.counts[kind] for one in judged))
        for kind in (0, -1)
    }
    return (
        f"kept from {kept}, answered from {answered}: recall {recall:.3f}, unrelated {shares[0]:.3f}, "
        f"same field {shares[-1]:.1f}"
    )


def _told(pair: Pair, kept: float, answered: float) -> bool:
    return pair.score >= kept and pair.answered >= answered


if __name__ == "__main__":
    main()
