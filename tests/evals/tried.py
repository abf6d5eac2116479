"""What was tried before retrieval became what it is: passage sizes, overlap, headlines, ways to fuse, on several sets.

python -m tests.evals.tried --limit 300 --out build/tried

Everything is kept in memory: exact search over the vectors, and the keyword index that a store has.  So figures differ
a little from those of `make eval`, which asks real stores, but only the choice differs between two lines of a table.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from corpus import detect_language, sentences, split
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings, under_headline
from retrieval.evaluation.question import read_questions
from retrieval.search import fusion
from retrieval.settings import Settings
from retrieval.store.postings import Postings
from retrieval.store.postings_writer import PassageWords
from tests.evals.articles import articles_of
from tests.evals.name_list import names_among
from tests.evals.sets import DATA, SETS, prepare
from tests.retrieval.store.passage_database import passage_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from corpus import Article
    from retrieval.evaluation.question import EvaluationQuestion
    from retrieval.store.postings import Matches
    from tests.evals.sets import QuestionSet

_DEPTH = 100
_SETS = (
    "squad2",
    "squad2_long",
    "russian_on_english",
    "tajik_on_english",
    "persian_on_english",
    "clapnq",
    "multihop_news",
    "mtrag",
    "news_ru",
    "english_on_russian",
)


@dataclass(frozen=True, slots=True)
class Cut:
    """How articles become passages, and what is embedded of them.

    Attributes:
        chars: Target size of a passage.
        overlap: So many sentences of the passage before are repeated.
        title: Whether the headline is embedded with each passage.
    """

    chars: int = 400
    overlap: int = 0
    title: bool = True

    def __str__(self) -> str:
        overlap = f", {self.overlap} sentence of overlap" if self.overlap else ""
        return f"{self.chars} characters{overlap}{'' if self.title else ', without headline'}"


@dataclass(frozen=True, slots=True)
class Halves:
    """What each half of the index finds for one question: passages by number, best first."""

    gold: frozenset[str]
    needed: int
    foreign: frozenset[str]
    by_vector: list[tuple[str, float]]
    by_keyword: Matches


class Index:
    """Passages of a file of articles in memory, both halves."""

    def __init__(
        self, articles: Sequence[Article], cut: Cut, embeddings: SentenceTransformerEmbeddings
    ) -> None:
        self._embeddings = embeddings
        self.article_of: dict[str, str] = {}
        self._language_of: list[str | None] = []
        texts: list[str] = []
        rows: list[PassageWords] = []
        for article in articles:
            pieces = list(_pieces(article, cut))
            framed = ["", *pieces, ""]
            for before, piece, after in zip(framed, pieces, framed[2:], strict=False):
                self.article_of[str(len(rows))] = article.id
                self._language_of.append(article.language)
                rows.append(PassageWords(len(rows), article.title, piece, f"{before} {after}"))
                texts.append(under_headline(article.title, piece) if cut.title else piece)
        self._vectors: NDArray[np.float32] = embeddings.encode_documents(texts)
        self._postings = Postings(passage_database(rows))

    def halves(self, question: EvaluationQuestion) -> Halves:
        """What each half finds."""
        cosines = self._vectors @ self._embeddings.encode_query(question.question)
        best = np.argsort(-cosines)[:_DEPTH]
        language = detect_language(question.question)
        own = (language, None) if language else self._language_of
        return Halves(
            gold=question.gold,
            needed=len(question.all_article_ids),
            foreign=frozenset(str(n) for n, one in enumerate(self._language_of) if one not in own),
            by_vector=[(str(n), float(cosines[n])) for n in best],
            by_keyword=self._postings.match(question.question, _DEPTH, len(self._vectors)),
        )


def _pieces(article: Article, cut: Cut) -> Iterator[str]:
    for passage in split(article, cut.chars):
        start = passage.start
        if cut.overlap:
            before = sentences(article.text[: passage.start])[-cut.overlap :]
            start = before[0].start if before else start
        yield article.text[start : passage.end]


def _vectors_alone(halves: Halves) -> dict[str, float]:
    return dict(halves.by_vector)


def _keywords_alone(halves: Halves) -> dict[str, float]:
    return dict(halves.by_keyword.found)


def _ranks(weight: float, constant: int = 60) -> Callable[[Halves], dict[str, float]]:
    """Reciprocal rank fusion."""

    def fuse(halves: Halves) -> dict[str, float]:
        scores: dict[str, float] = {}
        for share, found in ((weight, halves.by_vector), (1 - weight, halves.by_keyword.found)):
            for rank, (id_, _) in enumerate(found, 1):
                scores[id_] = scores.get(id_, 0.0) + share / (constant + rank)
        return scores

    return fuse


def _deviations(weight: float) -> Callable[[Halves], dict[str, float]]:
    """Weighted z-scores; what one half did not find has its lowest score."""

    def fuse(halves: Halves) -> dict[str, float]:
        scores: dict[str, float] = {}
        ids = dict(halves.by_vector) | dict(halves.by_keyword.found)
        for share, found in ((weight, halves.by_vector), (1 - weight, halves.by_keyword.found)):
            values = np.array([score for _, score in found] or [0.0])
            mean, spread, known = values.mean(), values.std() or 1.0, dict(found)
            for id_ in ids:
                scores[id_] = scores.get(id_, 0.0) + share * (known.get(id_, values.min()) - mean) / spread
        return scores

    return fuse


def _scaled(weight: float, span: float, *, neutral: bool = True) -> Callable[[Halves], dict[str, float]]:
    """The way that is shipped, and others like it."""

    def fuse(halves: Halves) -> dict[str, float]:
        foreign = halves.foreign if neutral else ()
        return fusion.fuse(halves.by_vector, halves.by_keyword, foreign=foreign, weight=weight, span=span)

    return fuse


WAYS: dict[str, Callable[[Halves], dict[str, float]]] = {
    "vectors alone": _vectors_alone,
    "keywords alone": _keywords_alone,
    **{f"rank fusion, vectors {w}": _ranks(w) for w in (0.5, 0.7)},
    **{f"z-scores, vectors {w}": _deviations(w) for w in (0.5, 0.7)},
    **{f"scaled, vectors {w}, span 0.1": _scaled(w, 0.1) for w in (0.3, 0.4, 0.5, 0.6, 0.7)},
    **{f"scaled, vectors {w}, span {s}": _scaled(w, s) for s in (0.06, 0.15) for w in (0.4, 0.6)},
    "scaled, vectors 0.4, span 0.1, other languages as they are": _scaled(0.4, 0.1, neutral=False),
}


def figures(asked: Sequence[Halves], article_of: dict[str, str], way: str) -> dict[str, float]:
    """hit@1, hit@5, MRR@10 and (where several articles are needed) recall@5, by article."""
    found = {"hit@1": 0.0, "hit@5": 0.0, "mrr@10": 0.0}
    recalls = []
    for halves in asked:
        scores = WAYS[way](halves)
        ranked = sorted(scores, key=lambda id_: (-scores[id_], id_))
        articles = list(dict.fromkeys(article_of[id_] for id_ in ranked))
        rank = next((n for n, id_ in enumerate(articles[:10], 1) if id_ in halves.gold), None)
        if rank is not None:
            found["hit@1"] += rank == 1
            found["hit@5"] += rank <= 5
            found["mrr@10"] += 1 / rank
        if halves.needed:
            recalls.append(len(halves.gold & set(articles[:5])) / len(halves.gold))
    means = {name: total / len(asked) for name, total in found.items()}
    return means | ({"recall@5": float(np.mean(recalls))} if recalls else {})


CUTS = (
    Cut(),
    Cut(chars=250),
    Cut(chars=600),
    Cut(chars=900),
    Cut(title=False),
    Cut(overlap=1),
)


@click.command()
@click.option(
    "--sets",
    callback=names_among(SETS),
    default=",".join(_SETS),
    show_default=True,
    help="Sets, with commas.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=300, show_default=True, help="Questions of a set."
)
@click.option(
    "--articles", "most", type=click.IntRange(min=1), default=1_500, show_default=True, help="Of a set."
)
@click.option("--cuts", default=",".join(str(n) for n in range(len(CUTS))), help="Numbers of the cuts.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/tried"), show_default=True)
def main(*, sets: tuple[str, ...], limit: int, most: int, cuts: str, out: Path) -> None:
    """Try every cut with every way to fuse, on all sets; prints lines of a table and writes tried.jsonl."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    embeddings = SentenceTransformerEmbeddings.from_settings(Settings.load())
    prepared = prepare(sets, out / "sets")
    with (out / "tried.jsonl").open("a", encoding="utf-8") as file:
        for cut in (CUTS[int(number)] for number in cuts.split(",")):
            for line in _tried(prepared, cut, embeddings, limit, most):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                file.flush()


def _tried(
    prepared: Sequence[QuestionSet],
    cut: Cut,
    embeddings: SentenceTransformerEmbeddings,
    limit: int,
    most: int,
) -> Iterator[dict[str, object]]:
    for file in dict.fromkeys(one.articles for one in prepared):
        of_file = {one.name: _questions(one, limit) for one in prepared if one.articles == file}
        index = Index(_some(list(articles_of(file)), of_file, most), cut, embeddings)
        for name, questions in of_file.items():
            asked = [index.halves(question) for question in questions]
            for way in WAYS:
                measured = {
                    figure: round(v, 4) for figure, v in figures(asked, index.article_of, way).items()
                }
                click.echo(f"{name} | {cut} | {way} | {measured}")
                yield {"set": name, "questions": len(asked), "cut": str(cut), "way": way, **measured}


def _questions(one: QuestionSet, limit: int) -> list[EvaluationQuestion]:
    """Questions from all over the file, as those of one article stand together."""
    known = [question for question in read_questions(one.questions) if question.gold]
    count = min(limit, len(known))
    return [known[number * len(known) // count] for number in range(count)]


def _some(articles: list[Article], asked: dict[str, list[EvaluationQuestion]], most: int) -> list[Article]:
    """All articles that are asked about, and others from all over the file up to a number."""
    gold = {id_ for questions in asked.values() for question in questions for id_ in question.gold}
    others = [article for article in articles if article.id not in gold]
    room = max(0, min(most - len(gold), len(others)))
    kept = {others[number * len(others) // room].id for number in range(room)} if room else set()
    return [article for article in articles if article.id in gold or article.id in kept]


if __name__ == "__main__":
    main()
