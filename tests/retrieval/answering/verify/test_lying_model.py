"""A lying model after a server: no altered figure, name or quote and no invented citation reaches a reader."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.verify.entailment import Entailment
from retrieval.answering.verify.similarity import similarity
from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.generator import Generator
from retrieval.answering.write.written_answer import NonsenseError, UnprovenError
from retrieval.question import Question
from retrieval.settings import Settings
from tests.evals.lying_model import STRICT, Case, Outcome, cases, fault_found
from tests.evals.lying_news import FOLDER, cases_of
from tests.retrieval.chat_server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.embedding.embeddings import PackagedEmbeddings, SentenceTransformerEmbeddings

QUESTION = Question.of("What do the articles say?")


@pytest.fixture(scope="module")
def outcomes(embeddings: SentenceTransformerEmbeddings, packaged: PackagedEmbeddings) -> list[Outcome]:
    """Every altered sentence, every third true one, and what parser and verifier make of it.

    A true one takes the models a hundred times as long as a lie that a rule sees; `python -m tests.evals.lying_model`
    looks at all.
    """
    compare, entailment = similarity(embeddings), Entailment(packaged)
    every = {"true": 3}
    return [Outcome(case, fault_found(case, compare, entailment) is None) for case in _some(cases(), every)]


@pytest.fixture(scope="module")
def sent(embeddings: SentenceTransformerEmbeddings, packaged: PackagedEmbeddings) -> list[Outcome]:
    """A share of the cases as replies of a server that a real client reads as a stream; what of them was shown."""
    with serve() as chat:
        config = {"PRESSCITE_LLM": "openai:liar", "PRESSCITE_LLM_BASE_URL": chat.url}
        generator = Generator(
            chat_model(Settings.load(config)),
            "liar",
            budget=20_000,
            similarity=similarity(embeddings),
            entailment=Entailment(packaged),
        )
        found = []
        # Of the altered quotes and wrong numbers there are many.
        for case in _some(cases(), {"true": 9, "quote": 15, "citation": 15}, others=3):
            chat.script = lambda _, reply=case.reply: reply  # type: ignore[misc]
            found.append(Outcome(case, _shows(generator, case)))
        return found


def _some(all_cases: Sequence[Case], every: Mapping[str, int], others: int = 1) -> Iterator[Case]:
    """One of so many of each kind, as evenly as they come."""
    seen = Counter[str]()
    for case in all_cases:
        if seen[case.kind] % every.get(case.kind, others) == 0:
            yield case
        seen[case.kind] += 1


def _shows(generator: Generator, case: Case) -> bool:
    try:
        parts = list(generator.stream(QUESTION, case.hits, {}))
    except (NonsenseError, UnprovenError):
        return False
    for part in parts:
        for citation in part.citations:
            article = {hit.start: hit for hit in case.hits}
            assert any(
                hit.text[citation.start - at : citation.end - at] == citation.quote
                for at, hit in article.items()
            )
    return any(sentence.text == case.text for part in parts for sentence in part.sentences)


@pytest.mark.parametrize(("way", "least"), [("outcomes", 1_500), ("sent", 200)])
def test_no_lie_reaches_a_reader(way: str, least: int, request: pytest.FixtureRequest) -> None:
    """Of the replies with a wrong number, name, date, quote, citation or something put in, none is shown."""
    lies = [o for o in request.getfixturevalue(way) if o.case.kind in STRICT]
    assert len(lies) >= least
    assert [o.case.reply for o in lies if o.shown] == []


@pytest.mark.parametrize(("way", "least", "share"), [("outcomes", 110, 0.95), ("sent", 35, 0.93)])
def test_true_sentences_are_kept(way: str, least: int, share: float, request: pytest.FixtureRequest) -> None:
    """Of the true sentences, paraphrases and translations among them, 95% are shown; where a stream is read, 93%."""
    true = [o for o in request.getfixturevalue(way) if o.case.kind == "true"]
    assert len(true) >= least
    assert sum(o.shown for o in true) >= share * len(true), [o.case.reply for o in true if not o.shown]


def test_other_distortions_are_mostly_caught(outcomes: list[Outcome]) -> None:
    """Denied, hedged, attributed otherwise, actors exchanged: what is measured, and may not get worse."""
    total, shown = Counter[str](), Counter[str]()
    for o in outcomes:
        total[o.case.kind] += 1
        shown[o.case.kind] += o.shown
    assert {kind: shown[kind] for kind in ("negation", "modality", "attribution", "invented")} == {
        "negation": 0, "modality": 0, "attribution": 0, "invented": 0,
    }  # fmt: skip
    assert shown["swap"] <= 4
    assert total["swap"] >= 25


@pytest.mark.parametrize("language", ["en", "ru"])
def test_text_that_nobody_here_wrote(language: str) -> None:
    """Sentences of Wikipedia and of Russian news, with a figure or name altered and as they stand."""
    if not FOLDER.is_dir():
        pytest.skip("the development data is not here")
    found = [Outcome(case, fault_found(case, None) is None) for case in cases_of(language, 60)]
    true = [o for o in found if o.case.kind == "true"]
    lies = [o for o in found if o.case.kind != "true"]
    assert len(lies) >= 60
    assert [o.case.reply for o in lies if o.shown] == []
    assert sum(o.shown for o in true) >= 0.95 * len(true), [o.case.reply for o in true if not o.shown]
