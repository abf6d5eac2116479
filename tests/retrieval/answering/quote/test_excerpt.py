"""A sentence as an answer shows it, and its citation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answering.quote.candidate import Candidate
from retrieval.answering.quote.excerpt import Excerpt, lead_of, without_lead
from tests.retrieval.fake_snapshot import passage

TEXT = "It rained. He opened the bridge\nin 2018; the mayor spoke."
HIT = replace(
    passage(TEXT, source="Asia-Plus", published=datetime(2021, 3, 31, tzinfo=UTC)),
    start=100,
    end=100 + len(TEXT),
)


def excerpt(text: str = "He opened the bridge\nin 2018; the mayor spoke.", answer: str = "2018") -> Excerpt:
    at = HIT.text.index(text) if text in HIT.text else 0
    hit = HIT if text in HIT.text else replace(HIT, text=text)
    start = text.index(answer)
    candidate = Candidate(
        hit=hit, start=at, end=at + len(text), cosine=0.9, own_coverage=1.0, coverage=1.0, passage_coverage=1.0,
        phrases=0.0, heard=0.0, kind=1.0, answers=((start, start + len(answer)),),
    )  # fmt: skip
    return Excerpt.of(candidate)


def test_the_quote_is_cited_where_it_stands_in_the_article() -> None:
    """To the letter, though the answer shows it on one line."""
    made = excerpt()
    citation = made.citation(2)
    assert citation.quote == "He opened the bridge\nin 2018; the mayor spoke."
    assert (citation.start, citation.end) == (111, 111 + len(citation.quote)) == (made.start, made.end)
    sentence = made.sentence(2)
    assert (sentence.text, sentence.citations) == ("He opened the bridge in 2018; the mayor spoke.", (2,))


def test_what_answers_stays_marked_whatever_is_put_in() -> None:
    """An outlet in front and a name after the pronoun move the mark along."""
    made = replace(excerpt().attributed("en"), name="Karim Nazarov")
    sentence = made.sentence(1)
    assert sentence.text == (
        "Asia-Plus, 31 March 2021: He [Karim Nazarov] opened the bridge in 2018; the mayor spoke."
    )
    assert [sentence.text[start:end] for start, end in sentence.highlights] == ["2018"]


def test_a_long_sentence_ends_after_the_clause_that_answers() -> None:
    """At the first semicolon that cuts off nothing of it, with an ellipsis that the quote does not have."""
    clause = "The bridge over the river was opened in 2018 by the mayor of the city and his two sons"
    made = excerpt(f"{clause}; {'and so on ' * 30}; the end.")
    assert made.trimmed
    assert made.quote == clause
    assert made.sentence(1).text == f"{clause}…"
    assert not excerpt(f"{clause}, {'and so on ' * 30}.").trimmed


def test_many_words_of_the_kind_mark_none() -> None:
    """They do not tell which of them answers."""
    text = "It was 2016, 2017 or 2018."
    spans = tuple((text.index(year), text.index(year) + 4) for year in ("2016", "2017", "2018"))
    candidate = Candidate(
        hit=replace(HIT, text=text), start=0, end=len(text), cosine=0.9, own_coverage=1.0, coverage=1.0,
        passage_coverage=1.0, phrases=0.0, heard=0.0, kind=1.0, answers=spans,
    )  # fmt: skip
    assert Excerpt.of(candidate).marked == ()
    assert Excerpt.of(replace(candidate, answers=spans[:2])).marked == spans[:2]


@pytest.mark.parametrize(
    ("hit", "lead"),
    [
        (HIT, "Asia-Plus, 31 March 2021: "),
        (replace(HIT, published=None), "Asia-Plus: "),
        (replace(HIT, source=None), "31 March 2021: "),
        (replace(HIT, source=None, published=None), ""),
        (
            replace(HIT, published=datetime.fromisoformat("2024-04-02T00:30:00+05:00")),
            "Asia-Plus, 2 April 2024: ",
        ),
    ],
)
def test_a_lead_says_what_is_known(hit: object, lead: str) -> None:
    """Outlet and date, one of them, or nothing."""
    assert lead_of(hit, "en") == lead  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "lead",
    ["Asia-Plus, 31 March 2021: ", "Asia-Plus, 31 марта 2021 г.: ", "Asia-Plus, 31 марти соли 2021: ",
     "Asia-Plus, 2021-03-31: ", ""],
)  # fmt: skip
def test_a_lead_is_taken_off_in_any_language(lead: str) -> None:
    """Also as language models write dates; that of another article stays."""
    assert without_lead(f"{lead}It rained.", [HIT]) == "It rained."
    assert without_lead("Tasnim, 31 March 2021: It rained.", [HIT]).startswith("Tasnim")
