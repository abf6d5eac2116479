"""Topics of timelines: learn when an article is about one (timelines/topicality.py), and how well that tells.

python -m tests.evals.topics

The topics are in `topics.jsonl`, written for the purpose: of news in Russian and English, where a pattern tells the
articles that are about one, and pages of squad2, whose paragraphs are about the page they are of (their headlines,
which name it, are hidden).  Some are in another language than the articles, and nothing is about some.  A pattern is
no reader: it takes passing mentions in, and leaves out what is said in other words.  One half of the topics is learned
from; the figures are of the other.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np
from sklearn.linear_model import LogisticRegression

from retrieval.answering.refusal import confidence
from retrieval.settings import Settings
from retrieval.timelines.topic import Topic
from retrieval.timelines.topicality import (
    ABOUT_FROM,
    OTHER_LANGUAGE,
    OWN_LANGUAGE,
    Subject,
    TopicSentence,
    Weights,
)
from tests.evals.sets import DATA, HERE, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus import Article
    from retrieval.retriever import HybridRetriever

_SETS = ("news_ru", "multihop_news", "squad2")
_DEPTH = 400  # passages of each half of the index
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_HIDDEN = "—"


class Case(NamedTuple):
    """An article that was found for a topic."""

    topic: str
    set_name: str
    foreign: bool
    cosine: float
    coverage: float
    named: bool
    confidence: float  # by the decision for questions, to compare with
    about: bool

    @property
    def learned(self) -> bool:
        """Whether the weights are learned from it; the same for all articles of a topic."""
        return zlib.crc32(self.topic.encode()) % 2 == 0

    def likelihood(self, own: Weights, other: Weights) -> float:
        """By weights for articles in the topic's language and for those in others."""
        weights = other if self.foreign else own
        value = weights.cosine * self.cosine + weights.coverage * self.coverage + weights.constant
        return float(1 / (1 + np.exp(-value))) if self.named else 0.0


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/topics"), show_default=True)
def main(*, out: Path) -> None:
    """Print the weights as learned, and what those in use tell apart on the topics not learned from."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    cases: list[Case] = []
    true: dict[tuple[str, str], int] = {}
    for one in prepare(_SETS, out / "sets"):
        systems = Systems(one.articles, Settings.load(), out / "stores")
        for topic, about, found in _asked(systems.retriever, one.name):
            cases += found
            true[topic, one.name] = about
        systems.close()
    learned = [case for case in cases if case.learned]
    own = _learned([case for case in learned if not case.foreign])
    other = _learned([case for case in learned if case.foreign])
    click.echo(json.dumps({"OWN_LANGUAGE": own._asdict(), "OTHER_LANGUAGE": other._asdict()}, indent=2))
    told = [case for case in cases if not case.learned]
    for name in _SETS:
        for foreign in (False, True):
            part = [case for case in told if case.set_name == name and case.foreign == foreign]
            if part:
                click.echo(f"{name}, {'another' if foreign else 'the same'} language: {_figures(part)}")
    click.echo(f"all: {_figures(told)}")
    _echo_topics(told, true)


def _echo_topics(told: Sequence[Case], true: dict[tuple[str, str], int]) -> None:
    """Topics without articles; and how many of the articles about the others are found at all."""
    names = {(case.topic, case.set_name) for case in told}
    absent = [name for name in names if not true[name]]
    false = {(c.topic, c.set_name) for c in told if _is_about(c) and not true[c.topic, c.set_name]}
    click.echo(f"topics that nothing is about: {len(absent)}, with a timeline all the same: {len(false)}")
    present = [name for name in names if true[name]]
    shown = {(c.topic, c.set_name) for c in told if _is_about(c)}
    click.echo(
        f"topics that something is about: {len(present)}, without a timeline: {len(set(present) - shown)}"
    )
    whole = sum(true[name] for name in present)
    right = sum(_is_about(case) and case.about for case in told)
    click.echo(f"of the {whole} articles about these, {right / whole:.2f} are in the timelines")


def _asked(retriever: HybridRetriever, name: str) -> Iterator[tuple[str, int, list[Case]]]:
    """Each topic of a set, how many articles are about it, and the articles that are found."""
    with retriever.store.reading() as snapshot:
        articles = [article for article, _, _ in snapshot.catalogue.all_articles()]
        for line in (HERE / "topics.jsonl").read_text("utf-8").splitlines():
            topic = json.loads(line)
            if topic["articles"] != name:
                continue
            about = {article.id for article in articles if _is_labelled(article, topic)}
            subject_text = Topic.of(topic["topic"], _NOW).subject
            near = snapshot.nearest(retriever.embeddings.encode_query(subject_text), _DEPTH)
            words = snapshot.match(subject_text, _DEPTH).found
            hits = snapshot.catalogue.hits(dict.fromkeys([id_ for id_, _ in (*near, *words)], 0.0))
            if name == "squad2":
                hits = [replace(hit, title=_HIDDEN) for hit in hits]
            subject = Subject(subject_text, snapshot)
            sentences = subject.sentences(hits, retriever.embeddings, thorough=True)
            yield topic["topic"], len(about), list(_cases(topic["topic"], name, subject, sentences, about))


def _is_labelled(article: Article, topic: dict[str, str | None]) -> bool:
    if topic["articles"] == "squad2":
        return article.title == topic["page"]
    pattern = topic["about"]
    return (
        pattern is not None and re.search(pattern, f"{article.title}\n{article.text}", re.DOTALL) is not None
    )


def _cases(
    topic: str, name: str, subject: Subject, sentences: Sequence[TopicSentence], about: set[str]
) -> Iterator[Case]:
    """Each article by its sentence that speaks for it most."""
    best: dict[str, TopicSentence] = {}
    for sentence in sentences:
        id_ = sentence.candidate.hit.article_id
        if id_ not in best or sentence.likelihood_with(sentence.coverage) > best[id_].likelihood_with(
            best[id_].coverage
        ):
            best[id_] = sentence
    for id_, sentence in best.items():
        yield Case(
            topic=topic,
            set_name=name,
            foreign=sentence.foreign,
            cosine=sentence.candidate.cosine,
            coverage=sentence.coverage,
            named=sentence.named,
            confidence=confidence(subject.query, [sentence.candidate]),
            about=id_ in about,
        )


def _learned(cases: Sequence[Case]) -> Weights:
    """Weights for the values as they are; they are learned on values scaled to one spread."""
    known = np.array([(case.cosine, case.coverage) for case in cases])
    mean, spread = known.mean(axis=0), known.std(axis=0)
    model = LogisticRegression(max_iter=1_000).fit((known - mean) / spread, [case.about for case in cases])
    weights = model.coef_[0] / spread
    constant = model.intercept_[0] - weights @ mean
    return Weights(*(round(float(value), 1) for value in (*weights, constant)))


def _is_about(case: Case) -> bool:
    return case.likelihood(OWN_LANGUAGE, OTHER_LANGUAGE) >= ABOUT_FROM


def _figures(cases: Sequence[Case]) -> str:
    about = np.array([case.about for case in cases])
    ours = np.array([_is_about(case) for case in cases])
    theirs = np.array([case.confidence >= ABOUT_FROM for case in cases])
    found = f"{len(cases)} articles found, {about.sum()} about"
    return f"{found}; {_shares(about, ours)}; by refusal.py {_shares(about, theirs)}"


def _shares(about: np.ndarray, told: np.ndarray) -> str:
    right = int((about & told).sum())
    return f"precision {right / max(1, told.sum()):.2f}, recall {right / max(1, about.sum()):.2f}"


if __name__ == "__main__":
    main()
