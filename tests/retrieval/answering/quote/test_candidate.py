"""The sentences of passages, ranked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from retrieval.answering.quote.candidate import Candidate, rank
from retrieval.embedding.cosine_scale import CosineScale
from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.reading.reading import Reading
from tests.retrieval.fake_snapshot import FakeSnapshot, passage, query

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.store.hit import Hit


class Embeddings:
    """Embeds every question as (1, 0), so that a sentence's cosine is the first number of its vector."""

    scale = CosineScale()

    def encode_query(self, _text: str) -> NDArray[np.float32]:
        return np.array([1, 0], np.float32)


def ranked(
    question: str,
    hits: list[Hit],
    cosines: dict[str, list[float]],
    *,
    readings: dict[str, Reading] | None = None,
    headlines: bool = False,
) -> list[Candidate]:
    """The candidates of passages whose sentences end with a full stop, with these cosines by passage."""
    kept = {}
    for hit in hits:
        if hit.passage_id in cosines:
            ends = [at + 1 for at, c in enumerate(hit.text) if c in ".?"]
            starts = [0, *(end + 1 for end in ends[:-1])] if ends else []
            vectors = np.array([[cosine, 0] for cosine in cosines[hit.passage_id]], np.float32).reshape(-1, 2)
            kept[hit.passage_id] = SentenceVectors.of(list(zip(starts, ends, strict=True)), vectors)
    snapshot = FakeSnapshot(passages=hits, kept=kept)
    asked = query(question, snapshot)
    return rank(asked, hits, cast("Any", Embeddings()), readings=readings, headlines=headlines)


def test_each_sentence_has_its_own_cosine() -> None:
    """Also where passages before it have none, or no sentences at all."""
    hits = [
        passage("Nothing is kept of this one.", "a"),
        passage("", "b"),
        passage("The dam is high. It stands on the Vakhsh.", "c"),
        passage("A tunnel was dug.", "d"),
    ]
    found = ranked("Where does the dam stand?", hits, {"b": [], "c": [0.75, 0.875], "d": [0.5]})
    assert {c.text: c.cosine for c in found} == {
        "The dam is high.": 0.75,
        "It stands on the Vakhsh.": 0.875,
        "A tunnel was dug.": 0.5,
    }
    assert [c.hit.text[c.start : c.end] for c in found] == [c.text for c in found]
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_no_passages_give_no_candidates() -> None:
    """Nor do passages without sentences."""
    assert ranked("Who?", [], {}) == []
    assert ranked("Who?", [passage("Nothing is kept of this one.")], {}) == []


def test_what_speaks_for_a_sentence() -> None:
    """Words of its own, of the headline above it, of the passage around it; neighbours; the kind that is asked for."""
    hit = passage("The dam was opened in 2018. It rained.", title="Rogun")
    opened, rained = ranked("When was the dam opened at Rogun?", [hit], {"p": [0.9, 0.9]})
    assert (opened.text, rained.text) == ("The dam was opened in 2018.", "It rained.")
    assert 0 < opened.own_coverage < opened.coverage == opened.passage_coverage == rained.passage_coverage
    assert (rained.own_coverage, rained.phrases) == (0, 0)
    assert 0 < rained.coverage < 1
    assert opened.phrases > 0
    assert (opened.kind, rained.kind) == (1, 0)
    assert [opened.text[slice(*span)] for span in opened.answers] == ["2018"]


def test_a_kind_that_cannot_be_told_speaks_neither_way() -> None:
    """Whether a sentence gives a reason, its words do not show."""
    (found,) = ranked("Why was it closed?", [passage("It was closed because of ice.")], {"p": [0.9]})
    assert (found.kind, found.answers) == (0.5, ())


def test_the_headline_is_no_answer_of_its_own() -> None:
    """It stands above the answer already; a topic may ask for it all the same. A sentence without a word is none."""
    hit = passage("Dam opens. The dam was opened. ... .", title="Dam opens.")
    cosines = {"p": [0.9] * 6}
    assert [c.text for c in ranked("dam", [hit], cosines)] == ["The dam was opened."]
    texts = {c.text for c in ranked("dam", [hit], cosines, headlines=True)}
    assert texts == {"Dam opens.", "The dam was opened."}


def test_questions_and_fragments_answer_worse() -> None:
    """Than a whole sentence as near."""
    hit = passage("Who opened the big dam on the river? The big dam on the river was opened. The dam.")
    found = ranked("opened", [hit], {"p": [0.9, 0.9, 0.9]})
    score = {c.text: c.score - 0.7 * c.coverage - 0.3 * c.own_coverage for c in found}
    assert score["The big dam on the river was opened."] == pytest.approx(9.0 + 0.1)
    assert score["The dam."] == pytest.approx(9.0 + 0.1 - 0.2)
    assert score["Who opened the big dam on the river?"] == pytest.approx(9.0 + 0.1 - 1.0)


class TimedEmbeddings(Embeddings):
    """Embeds a question with a year in it as (0, 1)."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return np.array([0, 1] if "2018" in text else [1, 0], np.float32)


def test_words_of_a_time_are_not_held_against_a_sentence() -> None:
    """It has the better cosine, to the question with its time or without, and the time is no share of its words."""
    hit = passage("The dam was opened.")
    kept = {"p": SentenceVectors.of([(0, len(hit.text))], np.array([[0.875, 0.5]], np.float32))}
    asked = query("Who opened the dam in 2018?", FakeSnapshot(passages=[hit], kept=kept))
    (found,) = rank(asked, [hit], cast("Any", TimedEmbeddings()))
    assert found.cosine == pytest.approx(0.875, abs=0.01)
    assert (found.own_coverage, found.passage_coverage) == (1, 1)


def _reading(text: str, words: str, margin: float, answered: float) -> Reading:
    """A passage in which some words were marked, read word by word."""
    spans = [match.span() for match in re.finditer(r"\w+", text)]
    at = text.index(words)
    inside = np.array([at <= start < at + len(words) for start, _ in spans])
    logits = np.where(inside, margin / 2, -9.0).astype(np.float32)
    return Reading(offsets=np.array(spans), starts=logits, ends=logits, answered=answered)


def test_the_sentence_that_reading_marks_comes_first() -> None:
    """Though the other one shares the question's words and lies nearer to it."""
    hit = passage("The dam on the Vakhsh is high. Work began when Rahmon was president.")
    reading = _reading(hit.text, "when Rahmon was president", 8.0, 5.0)
    found = ranked("How high is the dam on the Vakhsh?", [hit], {"p": [0.82, 0.8]}, readings={"p": reading})
    assert found[0].text == "Work began when Rahmon was president."
    assert found[0].read is not None
    start, end = found[0].read.words
    assert found[0].text[start:end] in ("when Rahmon was president", "when")
    assert (found[0].read.margin, found[0].read.answered) == (8.0, 5.0)


def test_passages_that_were_not_read_give_no_candidates() -> None:
    """Nothing of them can come first, or they would have been read."""
    hits = [passage("The dam is high.", "a"), passage("The dam is old.", "b")]
    readings = {"b": _reading(hits[1].text, "old", 2.0, 1.0)}
    found = ranked("How is the dam?", hits, {"a": [0.9], "b": [0.5]}, readings=readings)
    assert [candidate.text for candidate in found] == ["The dam is old."]


def test_a_sentence_without_a_word_that_was_read_lies_far_below() -> None:
    """Such as one of signs that make no token of their own."""
    hit = passage("The dam is high. It is old.")
    reading = _reading(hit.text[:16], "high", 2.0, 1.0)
    found = ranked("How is the dam?", [hit], {"p": [0.8, 0.85]}, readings={"p": reading})
    assert [candidate.text for candidate in found] == ["The dam is high.", "It is old."]
