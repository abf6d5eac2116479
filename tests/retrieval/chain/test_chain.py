"""The chain, through the real model and the real store: the main job on the first user's own article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage

from retrieval import build_chain
from retrieval.answering.extractor import Extractor
from retrieval.errors import EmptyStoreError, QuestionError
from retrieval.indexing.refresh import refresh
from retrieval.note import Note, NoteCode
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.retrieval.chain.checked import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from langchain_core.documents import Document
    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer, Citation
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Which tunnel was named as a positive example of cooperation?", "Istiqlol Tunnel"),
        ("What did trade fall to in 2015?", "US$60-70 million"),
        ("Who chairs the banned Islamic Renaissance Party?", "Muhiddin Kabiri"),
        ("Who is the CEO of Apple?", None),
    ],
)
def test_users_own_article(user_home: Path, question: str, held: str | None) -> None:
    """The three questions are answered with a quote that holds the answer; the fourth is refused."""
    answer = build_chain(Settings(home=user_home)).invoke(question)
    check(answer, user_home)
    if held is None:
        assert answer.refused
        assert 1 <= len(answer.nearest) <= 3
    else:
        assert any(held in citation.quote for citation in answer.citations)
        assert held in answer.text


def test_answer_has_marks_and_facts(chain: Runnable[Any, Answer], home: Path) -> None:
    """Text with [n] marks, and every fact of the article that a reader needs."""
    answer = chain.invoke("When was the Istiqlol Tunnel opened?")
    check(answer, home)
    assert answer.text.startswith("The Istiqlol Tunnel under the Anzob pass was opened in 2006. [1]")
    first: Citation = answer.citations[0]
    assert (first.title, first.source, first.url) == (
        "Tunnel opens",
        "Sample Wire",
        "https://example.org/tunnel#:~:text=The%20Istiqlol%20Tunnel%20under%20the%20Anzob%20pass%20was%20opened%20in%202006",
    )
    assert first.published is not None
    assert first.published.year == 2006


def test_russian_question_on_english_articles(chain: Runnable[Any, Answer], home: Path) -> None:
    """A question in Russian is answered from the English article; a refusal speaks Russian."""
    answer = chain.invoke("Когда был открыт туннель Истиклол?")
    check(answer, home)
    assert "2006" in answer.text
    refusal = chain.invoke("Кто выиграл чемпионат мира по футболу?")
    assert refusal.text.startswith("В статьях об этом не говорится.")


@pytest.mark.parametrize(
    "question",
    ["", "   ", "😀🎉", "\x00\x07\x1b[31m", "'; DROP TABLE passages; --", "<b>dam</b> & <script>", "大坝是谁建的?",
     "سد راغون کجاست؟", "\ud800 dam", "dam " * 25_000, "[1] [2]", "{question} %s {0}"],
)  # fmt: skip
def test_no_question_crashes_it(chain: Runnable[Any, Answer], home: Path, question: str) -> None:
    """Every string gets an answer or a refusal."""
    check(chain.invoke(question), home)


def test_what_is_no_question_is_an_error(chain: Runnable[Any, Answer]) -> None:
    """A wrong type is the caller's mistake and is said so."""
    with pytest.raises(QuestionError):
        chain.invoke(None)


def test_filters_pass_through(chain: Runnable[Any, Answer]) -> None:
    """What is filtered away is not answered from."""
    asked = {"question": "When was the Istiqlol Tunnel opened?"}
    assert not chain.invoke({**asked, "published_before": "2010-01-01"}).refused
    assert chain.invoke({**asked, "published_after": "2010-01-01"}).refused


@pytest.mark.parametrize("given", [{"published_after": "2020-01-01"}, {"sources": ["Nobody"]}])
def test_filters_that_leave_nothing_are_no_silence_of_the_articles(
    chain: Runnable[Any, Answer], given: dict[str, Any]
) -> None:
    """The refusal says that no article is of these days or outlets, and nothing else."""
    answer = chain.invoke({"question": "When was the Istiqlol Tunnel opened?", **given})
    assert (answer.refused, answer.note) == (True, Note(code=NoteCode.NOTHING_PASSES_FILTERS))
    assert answer.text == "No article is of the dates and outlets that you chose."


def test_a_refusal_goes_up_to_the_newest_article_of_the_filters(chain: Runnable[Any, Answer]) -> None:
    """And not of the whole store."""
    asked = {"question": "Who is the CEO of Apple?", "published_before": "2010-01-01"}
    assert chain.invoke(asked).text.endswith("The newest article is of 26 July 2006.")


def test_what_is_of_another_time_is_refused_with_its_day(chain: Runnable[Any, Answer], home: Path) -> None:
    """The tunnel was opened in 2006 and in no other year; what the articles say of it is nearest."""
    answer = chain.invoke("When was the Istiqlol Tunnel opened in 2011?")
    check(answer, home)
    assert answer.note == Note(code=NoteCode.OTHER_TIME, newer=datetime(2006, 7, 26, tzinfo=UTC))
    assert answer.nearest[0].article_id == "tunnel"
    assert answer.text.endswith("The newest on it is of 26 July 2006.")


def test_a_store_without_articles_is_called_that(
    tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """One whose articles have all gone is not asked what they say."""
    article, settings = tmp_path / "articles" / "one.txt", Settings(home=tmp_path / "home")
    article.parent.mkdir()
    article.write_text("Tunnel\n\nThe tunnel was opened in 2006.\n", "utf-8")
    refresh([article.parent], settings, embeddings=embeddings)
    article.unlink()
    assert refresh([article.parent], settings, embeddings=embeddings).articles == 0
    answer = build_chain(settings).invoke("When was the Istiqlol Tunnel opened?")
    assert (answer.refused, answer.text) == (True, "There are no articles here yet.")


def test_history_makes_a_follow_up_stand_alone(chain: Runnable[Any, Answer]) -> None:
    """A follow-up is searched for together with the question it leans on, and the answer says so."""
    history = [HumanMessage("When was the Istiqlol Tunnel opened?"), AIMessage("In 2006.")]
    answer = chain.invoke({"question": "Who built it?", "history": history})
    assert answer.question == "Who built it?"
    assert "Istiqlol" in answer.searched_for
    assert not answer.refused


async def test_every_way_to_call_it(chain: Runnable[Any, Answer]) -> None:
    """invoke, ainvoke, batch, stream and astream agree."""
    question = "Where does the Rogun dam stand?"
    one = chain.invoke(question)
    assert await chain.ainvoke(question) == one
    assert chain.batch([question, question]) == [one, one]
    assert list(chain.stream(question)) == [one]
    assert [a async for a in chain.astream(question)] == [one]


def test_shared_retriever_is_used(
    home: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A retriever that is given answers with its own store and model; none is made from the settings."""
    shared = HybridRetriever(store=Store.from_settings(Settings(home=home)), embeddings=embeddings, limit=1)
    settings = Settings(home=tmp_path / "nothing here", embedding_model="nobody/has-this-model")
    answer = build_chain(settings, retriever=shared).invoke("When was the Istiqlol Tunnel opened?")
    check(answer, home)
    assert "2006" in answer.text


def test_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """Building needs no store; asking names the command that fills it."""
    with pytest.raises(EmptyStoreError, match="presscite refresh"):
        build_chain(Settings(home=tmp_path)).invoke("Who?")


async def test_callbacks_see_the_search(chain: Runnable[Any, Answer]) -> None:
    """LangChain's handlers are told of the retriever's run, with its documents, within the chain's."""

    class Watching(BaseCallbackHandler):
        def __init__(self) -> None:
            self.found: list[Document] = []
            self.runs: list[str] = []

        def on_chain_start(self, *_: Any, name: str = "", **__: Any) -> None:
            self.runs.append(name)

        def on_retriever_end(self, documents: Sequence[Document], **_: Any) -> None:
            self.found += documents

    for ask in (chain.invoke, chain.ainvoke):
        watching = Watching()
        given: Any = ask("When was the Istiqlol Tunnel opened?", {"callbacks": [watching]})
        if ask == chain.ainvoke:
            await given
        assert watching.found[0].metadata["article_id"] == "tunnel"
        assert watching.runs == ["presscite", "understand", "answer"]


def test_nothing_unproven_passes_the_last_look(
    chain: Runnable[Any, Answer], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an answerer returns, quotes out of place and words that are not theirs do not leave the chain."""
    real = Extractor.answer

    def altered(self: Extractor) -> Answer:
        answer = real(self)
        (first, *_), (cited, *_) = answer.sentences, answer.citations
        said = {
            "wrong words": replace(
                first, text="The Istiqlol Tunnel under the Anzob pass was opened in 2016."
            ),
            "no citation": replace(first, citations=()),
            "unknown number": replace(first, citations=(9,)),
        }
        if answer.question.startswith("Quote"):
            moved = replace(cited, start=cited.start + 1, end=cited.end + 1)
            return replace(answer, sentences=(first,), citations=(moved,))
        return replace(answer, sentences=(*said.values(), first), citations=(cited,))

    monkeypatch.setattr(Extractor, "answer", altered)
    kept = chain.invoke("When was the Istiqlol Tunnel opened?")
    check(kept, home)
    assert [s.text for s in kept.sentences] == [
        "The Istiqlol Tunnel under the Anzob pass was opened in 2006."
    ]
    assert chain.invoke("Quote: when was the Istiqlol Tunnel opened?").refused


def test_links_open_at_the_quoted_words(chain: Runnable[Any, Answer]) -> None:
    """Citations and the nearest passages of a refusal link to their words; an article without an address has none."""
    answer = chain.invoke("When was the Istiqlol Tunnel opened?")
    assert ":~:text=" in (answer.citations[0].url or "")
    assert chain.invoke("Where does the Rogun dam stand?").citations[0].url is None
    refusal = chain.invoke("Who composed the opera about the tunnel of love?")
    assert refusal.refused
    assert any(":~:text=" in (c.url or "") for c in refusal.nearest)
