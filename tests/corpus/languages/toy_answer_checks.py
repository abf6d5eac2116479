"""What becomes of answers in a language that is one folder more; run by `test_toy.py`, where the folder is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retrieval.answering.quote.antecedent import only_person, refers_back
from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.verify.text_dates import weekdays
from retrieval.answering.verify.verify import verify
from retrieval.answering.write.reply import Reply
from retrieval.query.answer_kind import AnswerKind, kind_asked
from retrieval.query.answer_spans import answer_spans
from retrieval.query.breadth import Breadth, breadth_of
from retrieval.query.synonyms import synonyms
from retrieval.store.hit import Hit
from retrieval.text.analysis import term

TEXT = (
    "La ponto super la rivero estis malfermita lunde. Ministro Anton Belov diris, ke la prezoj ne kreskis. "
    "Eble la firmao renovigos la stacidomon. La tarifo kreskis de 400 ĝis 460 eŭroj."
)
HIT = Hit(
    passage_id="p", article_id="a", text=TEXT, start=0, end=len(TEXT), title="Ponto", url=None, source="Kuriero",
    published=datetime(2021, 3, 4, tzinfo=UTC), language="eo", score=1.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "kind", "breadth"),
    [
        ("Kial la ponto estis fermita?", AnswerKind.REASON, Breadth.ONE),
        ("Kiam oni malfermis la ponton?", AnswerKind.DATE, Breadth.ONE),
        ("Kiom kostis la ponto?", AnswerKind.NUMBER, Breadth.ONE),
        ("Kronologio de la ponto", AnswerKind.OTHER, Breadth.TIMELINE),
        ("Komparu la du raportojn", AnswerKind.OTHER, Breadth.SEVERAL),
    ],
)
def test_questions(question: str, kind: AnswerKind, breadth: Breadth) -> None:
    """Its question words tell what is asked for."""
    assert (kind_asked(question), breadth_of(question)) == (kind, breadth)


@pytest.mark.parametrize(
    ("kind", "found"),
    [(AnswerKind.NUMBER, ["dek kvin"]), (AnswerKind.PLACE, ["Ĉaŭ"]), (AnswerKind.DATE, ["Hieraŭ"])],
)
def test_words_that_may_answer(kind: AnswerKind, found: list[str]) -> None:
    """Number words, a place behind its preposition, a day without a number."""
    sentence = "Hieraŭ dek kvin infanoj venis al la Ĉaŭ."
    (spans,) = answer_spans(kind, [sentence], "?")
    assert [sentence[start:end] for start, end in spans] == found


def test_references() -> None:
    """Its pronouns refer back, its titles stand before persons."""
    assert refers_back("Ŝi foriris.")
    assert not refers_back("Lipo estas ruĝa.")
    assert only_person("Hieraŭ parolis ministro Anton Belov.") == "Anton Belov"


def test_synonyms() -> None:
    """What fell also shrank."""
    assert synonyms(term("falis")) == {term("malkreskis")}


def test_weekdays() -> None:
    """Monday is the first."""
    assert weekdays("lunde kaj dimanĉe") == {0, 6}


@pytest.mark.parametrize(
    ("sentence", "quote", "fault"),
    [
        ("La ponto estis malfermita lunde.", "estis malfermita lunde", None),
        ("La ponto estis malfermita marde.", "estis malfermita lunde", "figures"),
        ("Belov diris, ke la prezoj ne kreskis.", "diris, ke la prezoj ne kreskis", None),
        ("Belov diris, ke la prezoj kreskis.", "diris, ke la prezoj ne kreskis", "stance"),
        ("La prezoj ne kreskis.", "diris, ke la prezoj ne kreskis", "stance"),
        ("La firmao renovigos la stacidomon.", "Eble la firmao renovigos la stacidomon", "stance"),
        ("La firmao eble renovigis la stacidomon.", "Eble la firmao renovigos la stacidomon", "stance"),
        ("La tarifo malkreskis ĝis 460 eŭroj.", "kreskis de 400 ĝis 460 eŭroj", "stance"),
        ("La tarifo kreskis de 460 eŭroj.", "kreskis de 400 ĝis 460 eŭroj", "figures"),
    ],
)
def test_claims(sentence: str, quote: str, fault: str | None) -> None:
    """Days, denials, speakers, doubt, verbs, opposites and changes are checked by its words."""
    assert verify(Claim(sentence, (CitedQuote(1, quote),)), [HIT]).fault == fault


def test_replies() -> None:
    """Its labels are taken off."""
    reply = Reply()
    reply.feed('Respondo: La ponto estis malfermita. [fonto 1: "estis malfermita"]')
    assert reply.close() == [Claim("La ponto estis malfermita.", (CitedQuote(1, "estis malfermita"),))]
