"""Standing questions: learn when a passage matches (retrieval/watches/relevance.py), and how well that tells.

python -m tests.evals.watches calibrate
python -m tests.evals.watches report

Every article of a set arrives; each watch is answered by some of them, and by none of the others.  Watches are the
sets' questions; topics made of them (their content words; their names with one word more); most words of a headline
(news_ru); and topics written for the purpose in `watches.jsonl`, where patterns tell the articles on the topic.
Articles of the same field (the same page of squad2; articles that only some of a topic's patterns fit; near-copies)
count apart.  One half of the pages, titles and topics is learned from; `report` shows the other.
"""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np

from corpus.duplicates import resemblance, signature
from retrieval.evaluation.question import read_questions
from retrieval.query.query import Query
from retrieval.settings import Settings
from retrieval.text.analysis import stop_words, words
from retrieval.watches.background import Background
from retrieval.watches.passage_batch import PassageBatch
from retrieval.watches.relevance import BAR, relevance_features
from tests.evals.sets import DATA, HERE, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.watches.relevance import RelevanceFeatures

    Numbers = NDArray[np.float64]

_SETS = {
    "squad2": ("squad2", "russian_on_english", "tajik_on_english", "persian_on_english"),
    "clapnq": ("clapnq",),
    "multihop_news": (),
    "news_ru": ("news_ru", "english_on_russian"),
}
_ASKING = frozenset("year years much many name names type kind made say said called list first".split())
_PRIOR = 200  # arriving articles, of which one is on the topic
_ARRIVING = 1_500  # articles a month, at 50 a day
_FALSE_ALARMS = {
    False: 2e-4,
    True: 3e-4,
}  # of the half that is learned from; with foreign articles less is known
_COPY = 0.3  # the resemblance from which another article may be the same story


class Watch(NamedTuple):
    """A standing question, and what would answer it.

    Attributes:
        kind: What it was made of.
        text: What a user would write.
        gold: Ids of the articles that answer it, where there are no patterns.
        about: Patterns, all of which an article on the topic fits.
        half: 0 is learned from, 1 reported.
    """

    kind: str
    text: str
    gold: frozenset[str]
    about: tuple[str, ...]
    half: int


class Case(NamedTuple):
    """A watch over the articles of its set, each by its best passage.

    Attributes:
        watch: The watch.
        features: Of shape (articles, ...).
        scores: By the shipped weights, of shape (articles,).
        foreign: Which articles are in another language.
        truth: 1 for an article that answers, 0 for an unrelated one, -1 for one of the same field.
    """

    watch: Watch
    same: Numbers
    foreign: Numbers
    scores: Numbers
    is_foreign: NDArray[np.bool_]
    truth: NDArray[np.int8]


@click.command()
@click.argument("mode", type=click.Choice(["calibrate", "report"]))
@click.option(
    "--limit", type=click.IntRange(min=20), default=240, show_default=True, help="Questions of a set."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/watches"), show_default=True)
def main(*, mode: str, limit: int, out: Path) -> None:
    """Print the weights, or what the shipped ones find and where they are wrong."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    half = 0 if mode == "calibrate" else 1
    cases = {name: list(_cases(name, half, limit, out)) for name in _SETS}
    if mode == "report":
        _report(cases)
    else:
        everything = [
            case for of_set in cases.values() for case in of_set if "persian" not in case.watch.kind
        ]
        for foreign in (False, True):
            weights, constant = _learned(everything, foreign=foreign)
            click.echo(f"{'foreign' if foreign else 'same'}: {np.round(weights, 2).tolist()}, {constant:.2f}")


def _cases(name: str, half: int, limit: int, out: Path) -> Iterator[Case]:
    watches = [watch for watch in watches_of(name, limit, out) if watch.half == half]
    articles = prepare((_SETS[name] or (name,))[:1], out / "sets")[0].articles
    systems = Systems(articles, Settings.load(), out / "stores")
    retriever = systems.retriever
    with retriever.store.reading() as snapshot:
        ids = snapshot.catalogue.sample(10**6)
        batch = PassageBatch.load(snapshot, dict.fromkeys(ids))
        background = Background(snapshot, retriever.embeddings.scale)
        articles_of = BatchArticles(batch)
        for watch in watches:
            query = Query(watch.text, snapshot)
            vector = retriever.embeddings.encode_query(watch.text)
            features = relevance_features(batch, query, vector, background)
            yield articles_of.case(watch, features, by_page=name == "squad2")
    systems.close()


class BatchArticles:
    """The articles of a batch."""

    def __init__(self, batch: PassageBatch) -> None:
        self._ids = list(batch.articles)
        number = {id_: n for n, id_ in enumerate(self._ids)}
        self._of = np.array([number[hit.article_id] for hit in batch.hits])
        self._texts = [f"{a.title}\n{a.text}".casefold() for a in batch.articles.values()]
        self._signatures = [signature(a.text) for a in batch.articles.values()]

    def case(self, watch: Watch, features: RelevanceFeatures, *, by_page: bool) -> Case:
        """A watch over these articles."""
        scores = features.scores()
        best = self.best(scores)
        return Case(
            watch=watch,
            same=features.same[best].astype(np.float64),
            foreign=features.foreign[best].astype(np.float64),
            scores=scores[best].astype(np.float64),
            is_foreign=features.is_foreign[best],
            truth=self.truth(watch, by_page=by_page),
        )

    def best(self, scores: NDArray[np.float32]) -> NDArray[np.intp]:
        """Place in the batch of the best passage of each article, of shape (articles,)."""
        order = np.lexsort((scores, self._of))
        return order[np.searchsorted(self._of[order], np.arange(len(self._ids)), side="right") - 1]

    def truth(self, watch: Watch, *, by_page: bool) -> NDArray[np.int8]:
        """What each article is to a watch; see `Case`."""
        return self._by_pattern(watch) if watch.about else self._by_gold(watch, by_page=by_page)

    def _by_pattern(self, watch: Watch) -> NDArray[np.int8]:
        fits = np.array([[bool(re.search(p, text)) for p in watch.about] for text in self._texts])
        return np.where(fits.all(axis=1), 1, -fits.any(axis=1).astype(int)).astype(np.int8)

    def _by_gold(self, watch: Watch, *, by_page: bool) -> NDArray[np.int8]:
        pages = {id_.rpartition("-")[0] for id_ in watch.gold}
        answering = [self._signatures[n] for n, id_ in enumerate(self._ids) if id_ in watch.gold]
        truth = []
        for id_, kept in zip(self._ids, self._signatures, strict=True):
            near = by_page and id_.rpartition("-")[0] in pages
            near = near or any(resemblance(kept, other) >= _COPY for other in answering)
            truth.append(1 if id_ in watch.gold else -int(near))
        return np.array(truth, dtype=np.int8)


def watches_of(name: str, limit: int, out: Path) -> Iterator[Watch]:
    """The standing questions of a set."""
    for number, asked in enumerate(_SETS[name]):
        questions = [q for q in read_questions(prepare((asked,), out / "sets")[0].questions) if q.article_ids]
        count = min(limit, len(questions))
        for question in (questions[n * len(questions) // count] for n in range(count)):
            gold = frozenset(question.article_ids)
            first = question.article_ids[0]
            half = zlib.crc32((first.rpartition("-")[0] or first).encode()) % 2
            made = {"": question.question}
            if asked != "news_ru":
                made[" as a topic"] = _topic(question.question)
            if number == 0 and asked != "news_ru":
                made[" as names"] = _names(question.question)
            for how, text in made.items():
                yield Watch(f"{asked}{how}", text, gold, (), half)
    written = [json.loads(line) for line in (HERE / "watches.jsonl").read_text("utf-8").splitlines()]
    for number, topic in enumerate(topic for topic in written if topic["set"] == name):
        for language in ("en", "ru", "tg"):
            if language in topic:
                kind = f"{name}, topics in {language}"
                yield Watch(kind, topic[language], frozenset(), tuple(topic["about"]), number % 2)


def _content(question: str) -> list[str]:
    return [w for w in words(question) if w.casefold() not in stop_words() | _ASKING]


def _topic(question: str) -> str:
    return " ".join(_content(question)[:6])


def _names(question: str) -> str:
    """Its names and numbers and the longest of its other words; of one without names the three longest words."""
    content = _content(question)
    named = [word for word in content if word[0].isupper() or word[0].isdigit()]
    others = sorted((word for word in content if word not in named), key=len, reverse=True)
    kept = {*named, *others[: 1 if named else 3]}
    return " ".join([word for word in content if word in kept][:5])


def _learned(cases: Sequence[Case], *, foreign: bool) -> tuple[Numbers, float]:
    """Weights, and a constant that puts the allowed share of false alarms at a score of `BAR`.

    Each watch weighs as much as any other: its answers together as one, its unrelated articles together as
    `_PRIOR`, and those of the same field together as a half.
    """
    rows, truth, heavy = [], [], []
    unrelated = []
    for case in cases:
        values = case.foreign if foreign else case.same
        counted = case.is_foreign == foreign
        if not (counted & (case.truth == 1)).any():
            continue
        unrelated.append(values[counted & (case.truth == 0)])
        for kind, whole in ((1, 1.0), (0, float(_PRIOR)), (-1, 0.5)):
            chosen = values[counted & (case.truth == kind)]
            rows.append(chosen)
            truth += [kind == 1] * len(chosen)
            heavy += [whole / max(1, len(chosen))] * len(chosen)
    from sklearn.linear_model import LogisticRegression

    known = np.concatenate(rows)
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=3_000).fit(
        (known - mean) / spread, truth, sample_weight=np.array(heavy)
    )
    weights = model.coef_[0] / spread
    bar = float(np.quantile(np.concatenate(unrelated) @ weights, 1 - _FALSE_ALARMS[foreign]))
    return weights, -bar


def _report(cases: dict[str, list[Case]]) -> None:
    click.echo("| watches | number | recall | any | unrelated | same field | a month | precision |")
    click.echo("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, of_set in cases.items():
        for kind in dict.fromkeys(case.watch.kind for case in of_set):
            click.echo(_row(kind, [case for case in of_set if case.watch.kind == kind]))
        click.echo(_row(f"**all of {name}**", of_set))
    click.echo(_row("**all**", [case for of_set in cases.values() for case in of_set]))


def _row(kind: str, cases: Sequence[Case]) -> str:
    answered = [case.scores[case.truth == 1] >= BAR for case in cases if (case.truth == 1).any()]
    recall = float(np.mean([found.mean() for found in answered]))
    any_ = float(np.mean([found.any() for found in answered]))
    wrong = _share(cases, 0)
    right = recall / _PRIOR
    precision = right / (right + wrong * (1 - 1 / _PRIOR)) if right else float("nan")
    return (
        f"| {kind} | {len(cases)} | {recall:.2f} | {any_:.2f} | {1000 * wrong:.2f} | {1000 * _share(cases, -1):.0f} "
        f"| {_ARRIVING * wrong:.2f} | {precision:.2f} |"
    )


def _share(cases: Sequence[Case], kind: int) -> float:
    """The share of the articles of a kind that were told."""
    told = np.concatenate([case.scores[case.truth == kind] >= BAR for case in cases])
    return float(told.mean()) if told.size else 0.0


if __name__ == "__main__":
    main()
