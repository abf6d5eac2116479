"""The chain, through the real model and the real store: the main job on the first user's own article."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage

from retrieval import build_chain
from retrieval.answering.extractor import Extractor
from retrieval.errors import EmptyStoreError, ModelError, QuestionError
from retrieval.indexing.refresh import refresh
from retrieval.note import Note, NoteCode
from retrieval.question_kind import QuestionKind
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.files import StoreFiles
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.lease import unread
from retrieval.store.snapshot import reading_catalogue
from retrieval.store.store import Store
from tests.retrieval.chat_server import ChatServer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from langchain_core.documents import Document
    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer, Citation
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.hit import Hit

FACTS = [
    {"id": "tunnel", "title": "Tunnel opens", "source": "Sample Wire", "published": "2006-07-26",
     "url": "https://example.org/tunnel",
     "text": "The Istiqlol Tunnel under the Anzob pass was opened in 2006. It links Dushanbe with the north. "
             "The Iranian company Sabir built it over three years."},
    {"id": "dam", "title": "Dam", "source": "Sample Wire", "published": "2018-11-16",
     "text": "The first unit of the Rogun dam began work in November 2018. The dam stands on the Vakhsh river."},
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings) -> Path:
    folder = tmp_path_factory.mktemp("chain")
    (folder / "news.jsonl").write_text("\n".join(json.dumps(fact) for fact in FACTS), "utf-8")
    refresh([folder / "news.jsonl"], Settings(home=folder / "home"), embeddings=embeddings)
    return folder / "home"


@pytest.fixture(scope="module")
def chain(home: Path) -> Runnable[Any, Answer]:
    return build_chain(Settings(home=home))


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve() as server:
        yield server


@pytest.fixture
def generating(home: Path, chat: ChatServer) -> Runnable[Any, Answer]:
    config = {
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_LLM": "openai:scripted",
        "PRESSCITE_LLM_BASE_URL": chat.url,
    }
    return build_chain(Settings.load({**config, "PRESSCITE_LLM_API_KEY": "sk-test"}))


def check(answer: Answer, home: Path) -> None:
    """What holds for every answer: cited sentences, numbers in order, quotes verbatim at their offsets."""
    engine = FolderEngine.at(home)
    with reading_catalogue(engine, str(engine.published())) as catalogue:
        for citation in (*answer.citations, *answer.nearest):
            article = catalogue.article(citation.article_id)
            assert article is not None
            assert citation.quote == article.text[citation.start : citation.end]
    assert answer.refused == (not answer.sentences and answer.kind.searches)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {n for s in answer.sentences for n in s.citations} == {c.number for c in answer.citations}
    assert all(sentence.citations for sentence in answer.sentences)
    json.dumps(answer.to_dict())


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


@pytest.fixture(scope="module")
def user_home(
    user_articles: Path, tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> Path:
    home = tmp_path_factory.mktemp("user")
    refresh([user_articles], Settings(home=home), embeddings=embeddings)
    return home


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


# One question, one snapshot of the store

BRIDGE = {
    "id": "bridge", "title": "Bridge", "source": "Sample Wire", "published": "2010-05-01",
    "text": "The Hurdut bridge over the Panj was opened in 2010. Lorries cross the bridge from dawn to dusk.",
}  # fmt: skip
CORRECTED = BRIDGE | {"text": f"Correction: an earlier report misspelt a name. {BRIDGE['text']}"}
BRIDGE_QUESTION = "When was the bridge over the Panj opened?"


class Newsroom:
    """A store of one article, which can be published again."""

    def __init__(self, folder: Path, embeddings: SentenceTransformerEmbeddings) -> None:
        self._file = folder / "news.jsonl"
        self._settings = Settings(home=folder / "home")
        self._embeddings = embeddings
        self.publish(BRIDGE)
        self.retriever = HybridRetriever(store=Store.from_settings(self._settings), embeddings=embeddings)

    def publish(self, article: dict[str, str]) -> None:
        self._file.write_text(json.dumps(article), "utf-8")
        refresh([self._file], self._settings, embeddings=self._embeddings)

    @property
    def generation(self) -> str:
        """Name of the generation that is published."""
        return str(StoreFiles(self._settings.home).published())

    def is_read(self, generation: str) -> bool:
        """Whether anybody still has a generation open, once all new questions go to a newer one."""
        self.retriever.store.follow()
        with unread(StoreFiles(self._settings.home).generation(generation)) as free:
            return not free

    async def let_go(self, generation: str) -> None:
        """Wait until nobody reads a generation; LangChain leaves the closing of its generators to the event loop."""
        async with asyncio.timeout(10):
            while self.is_read(generation):  # noqa: ASYNC110 - nobody is told of it
                await asyncio.sleep(0.01)


@pytest.fixture
def newsroom(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path, embeddings)
    yield made
    made.retriever.store.close()


@pytest.fixture
def reporting(newsroom: Newsroom, chat: ChatServer) -> Runnable[Any, Answer]:
    """A chain over the newsroom's store in which a language model writes two sentences."""
    chat.script = lambda _: (
        'The bridge was opened in 2010. [1: "was opened in 2010"]\n'
        'Lorries cross the bridge from dawn to dusk. [1: "Lorries cross the bridge from dawn to dusk"]\n'
    )
    config = {"PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": chat.url}
    return build_chain(Settings.load(config), retriever=newsroom.retriever)


async def test_a_refresh_after_the_search_changes_no_answer(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passages are looked up where they were found, even where the article has been published anew since."""
    chain = build_chain(retriever=newsroom.retriever)
    before = chain.invoke(BRIDGE_QUESTION)
    assert not before.refused
    search, versions = HybridRetriever.hits, [CORRECTED, BRIDGE]

    def search_then_publish(*args: Any, **named: Any) -> list[Hit]:
        found = search(*args, **named)
        newsroom.publish(versions.pop(0))
        return found

    monkeypatch.setattr(HybridRetriever, "hits", search_then_publish)
    assert chain.invoke(BRIDGE_QUESTION) == before
    corrected = await chain.ainvoke(BRIDGE_QUESTION)
    assert versions == []
    assert corrected.text == before.text
    assert corrected.citations[0].start == before.citations[0].start + len(CORRECTED["text"]) - len(
        BRIDGE["text"]
    )


async def test_a_refresh_between_two_sentences_changes_neither(
    newsroom: Newsroom, reporting: Runnable[Any, Answer]
) -> None:
    """A streamed answer is proven to its end against the articles that it was begun with."""
    whole = reporting.invoke(BRIDGE_QUESTION)
    assert len(whole.sentences) == 2
    parts = reporting.stream(BRIDGE_QUESTION)
    first = next(parts)
    newsroom.publish(CORRECTED)
    assert first + next(parts) == whole
    assert next(parts, None) is None
    newsroom.publish(BRIDGE)
    later = reporting.astream(BRIDGE_QUESTION)
    first = await anext(later)
    newsroom.publish(CORRECTED)
    assert first + await anext(later) == whole


async def test_a_question_opens_the_store_once(
    newsroom: Newsroom, reporting: Runnable[Any, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is asked and whoever writes the answer."""
    opened: list[Store] = []
    reading = Store.reading

    def counted(self: Store) -> Any:
        opened.append(self)
        return reading(self)

    monkeypatch.setattr(Store, "reading", counted)
    quoting = {"question": BRIDGE_QUESTION, "language_model": False}
    for number, asked in enumerate((BRIDGE_QUESTION, quoting, "Who won the world cup in Lisbon?"), start=1):
        reporting.invoke(asked)
        assert len(opened) == 2 * number - 1
        await reporting.ainvoke(asked)
        assert len(opened) == 2 * number


async def test_a_reader_who_has_had_enough_lets_the_snapshot_go(
    newsroom: Newsroom, reporting: Runnable[Any, Answer]
) -> None:
    """A snapshot is held while parts are to come, and no longer, whether the reader goes on to the end or not."""
    begun = newsroom.generation
    parts = reporting.stream(BRIDGE_QUESTION)
    next(parts)
    newsroom.publish(CORRECTED)
    assert newsroom.is_read(begun)
    cast("Any", parts).close()
    await newsroom.let_go(begun)
    begun = newsroom.generation
    later = reporting.astream(BRIDGE_QUESTION)
    await anext(later)
    newsroom.publish(BRIDGE)
    assert newsroom.is_read(begun)
    await cast("Any", later).aclose()
    await newsroom.let_go(begun)
    begun = newsroom.generation
    await reporting.ainvoke(BRIDGE_QUESTION)
    newsroom.publish(CORRECTED)
    await newsroom.let_go(begun)


async def test_whoever_is_cancelled_while_the_store_opens_holds_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread cannot be stopped, but what it opens in vain is let go of."""
    chain = build_chain(retriever=newsroom.retriever)
    begun = newsroom.generation
    opening, cancelled = threading.Event(), threading.Event()
    published = StoreFiles.published

    def slow(self: StoreFiles) -> str | None:
        opening.set()
        cancelled.wait(10)
        return published(self)

    with monkeypatch.context() as patch:
        patch.setattr(StoreFiles, "published", slow)
        asked = asyncio.create_task(chain.ainvoke(BRIDGE_QUESTION))
        await asyncio.to_thread(opening.wait, 10)
        asked.cancel()
        cancelled.set()
        with pytest.raises(asyncio.CancelledError):
            await asked
    newsroom.publish(CORRECTED)
    await newsroom.let_go(begun)


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


# With a language model


def test_language_model_writes_the_answer(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Its sentence is shown with the words it copied, as they stand in the article, and its name."""
    chat.script = lambda _: 'It was opened in 2006. [1: "under the anzob pass was OPENED in 2006"]'
    answer = generating.invoke("When was the Istiqlol Tunnel opened?")
    check(answer, home)
    assert answer.text == "It was opened in 2006. [1]"
    assert answer.citations[0].quote == "under the Anzob pass was opened in 2006"
    assert answer.answered_by == "openai:scripted"
    assert chat.keys == ["Bearer sk-test"]
    asked = chat.requests[0]["messages"]
    assert "Sample Wire, 2006-07-26" in asked[1]["content"]


async def test_a_question_may_do_without_the_language_model(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """With `language_model` false the answer is quoted, a follow-up is rewritten by rules, and no model is asked."""
    history = [HumanMessage("When was the Istiqlol Tunnel opened?"), AIMessage("In 2006.")]
    asked = {"question": "Who built it?", "history": history, "language_model": False}
    parts = [part async for part in generating.astream(asked)]
    for answer in (generating.invoke(asked), await generating.ainvoke(asked), *parts):
        check(answer, home)
        assert answer.answered_by == "extract"
        assert "Istiqlol" in answer.searched_for
        assert "Sabir" in answer.text
        assert answer.note is None
    assert not chat.requests
    generating.invoke({**asked, "language_model": True})
    assert chat.requests


def test_a_language_model_is_not_given_what_is_of_another_time(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Nor is it asked at all where everything is."""
    chat.script = lambda _: 'The first unit began work. [1: "The first unit of the Rogun dam began work"]'
    answer = generating.invoke("When did the first unit of the Rogun dam begin work in 2018?")
    check(answer, home)
    assert answer.answered_by == "openai:scripted"
    (asked,) = (request["messages"][1]["content"] for request in chat.requests)
    assert "Rogun" in asked
    assert "Istiqlol" not in asked
    refused = generating.invoke("When did the first unit of the Rogun dam begin work in 2021?")
    assert refused.note == Note(code=NoteCode.OTHER_TIME, newer=datetime(2018, 11, 16, tzinfo=UTC))
    assert len(chat.requests) == 1


def test_a_written_sentence_of_another_time_is_dropped(home: Path, chat: ChatServer) -> None:
    """Even where a gate of somebody else's lets the model be asked."""
    settings = Settings(home=home, llm="openai:scripted", llm_base_url=chat.url, llm_api_key="sk-test")
    asking = build_chain(settings, gate=lambda _question, _hits: True)
    chat.script = lambda _: (
        'The first unit began work in November 2018. [1: "The first unit of the Rogun dam began work in November 2018"]'
    )
    answer = asking.invoke("Which unit of the Rogun dam began work on 16 November 2018?")
    assert not answer.refused
    refused = asking.invoke("Which unit of the Rogun dam began work between 2015 and 2017?")
    assert (refused.refused, refused.note) == (
        True,
        Note(code=NoteCode.OTHER_TIME, newer=datetime(2018, 11, 16, tzinfo=UTC)),
    )


def test_unproven_sentences_are_dropped(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """An altered figure and an invented quote go; the true sentence stays and is numbered from 1."""
    chat.script = lambda _: (
        'It was opened in 2016. [1: "was opened in 2006"]\n'
        'It cost a billion. [1: "cost a billion dollars"]\n'
        'It was opened in 2006. [1: "was opened in 2006"]\n'
        "It is very long."
    )
    answer = generating.invoke("When was the Istiqlol Tunnel opened?")
    check(answer, home)
    assert answer.text == "It was opened in 2006. [1]"


def test_a_model_that_declines_is_a_refusal(generating: Runnable[Any, Answer], chat: ChatServer) -> None:
    """Where the model says that there is no answer, the nearest passages are shown."""
    chat.script = lambda _: "NO ANSWER"
    answer = generating.invoke("What colour is the Istiqlol Tunnel?")
    assert answer.refused
    assert answer.nearest


async def test_where_nothing_is_proven_the_quoted_answer_stands_in(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Sentences that the passages do not carry are not taken for a refusal; the reader is told."""
    chat.script = lambda _: 'It was opened in 2016. [1: "was opened in 2006"]'
    for answer in (
        generating.invoke("When was the Istiqlol Tunnel opened?"),
        await generating.ainvoke("When was the Istiqlol Tunnel opened?"),
    ):
        check(answer, home)
        assert "2006" in answer.text
        assert answer.answered_by == "extract"
        assert answer.note == Note(code=NoteCode.MODEL_UNPROVEN)


@pytest.mark.parametrize("said", [400, "I think it was opened some time ago, probably.", ""])
async def test_failing_model_falls_back(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer, said: str | int
) -> None:
    """An error or nonsense gives the quoted answer, and the reader is told."""
    chat.script = lambda _: said
    for answer in (
        generating.invoke("When was the Istiqlol Tunnel opened?"),
        await generating.ainvoke("When was the Istiqlol Tunnel opened?"),
    ):
        check(answer, home)
        assert "2006" in answer.text
        assert answer.answered_by == "extract"
        assert answer.note == Note(code=NoteCode.MODEL_FAILED)


async def test_verified_sentences_stream(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """Each part is a whole answer of proven sentences; added up, they are what invoke returns."""
    chat.script = lambda _: (
        'The tunnel was opened in 2006. [1: "was opened in 2006"]\n'
        'It was opened in 2016. [1: "was opened in 2006"]\n'
        'Sabir, an Iranian company, built it. [1: "The Iranian company Sabir built it"]\n'
    )
    question = "When was the Istiqlol Tunnel opened, and who built it?"
    whole = generating.invoke(question)
    check(whole, home)
    assert whole.text == "The tunnel was opened in 2006. [1] Sabir, an Iranian company, built it. [2]"
    for parts in (list(generating.stream(question)), [part async for part in generating.astream(question)]):
        assert [len(part.sentences) for part in parts] == [1, 1]
        assert parts[0] + parts[1] == whole
    assert await generating.ainvoke(question) == whole
    assert generating.batch([question] * 3) == [whole] * 3


def test_gate_keeps_the_model_from_being_asked(home: Path, chat: ChatServer) -> None:
    """Where the passages plainly do not answer, no model is called, and the quoting answerer decides."""
    asked: list[str] = []

    def gate(question: str, hits: Sequence[Hit]) -> bool:
        asked.append(question)
        return "pink" not in question and bool(hits)

    settings = Settings.load(
        {"PRESSCITE_HOME": str(home), "PRESSCITE_LLM": "openai:scripted", "PRESSCITE_LLM_BASE_URL": chat.url}
    )
    chain = build_chain(settings, gate=gate)
    assert chain.invoke("Who painted the pink cathedral of Lisbon?").answered_by == "extract"
    assert not chat.requests
    chain.invoke("When was the Istiqlol Tunnel opened?")
    assert len(chat.requests) == 1
    assert len(asked) == 2


def test_gate_is_not_asked_where_there_is_no_model(home: Path) -> None:
    """Nor where the question does without it: it decides about the model alone."""

    def gate(_question: str, _hits: Sequence[Hit]) -> bool:
        raise AssertionError("asked")

    chain = build_chain(Settings(home=home), gate=gate)
    assert "2006" in chain.invoke("When was the Istiqlol Tunnel opened?").text


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


def test_article_cannot_close_its_fence(generating: Runnable[Any, Answer], chat: ChatServer) -> None:
    """Passages reach the model between fences that their own text cannot close."""
    generating.invoke("When was the Istiqlol Tunnel opened?")
    prompt = chat.requests[0]["messages"][1]["content"]
    assert prompt.count('"""') == 2 * prompt.count("Passage ")


def test_unknown_provider_is_named() -> None:
    """A provider nobody knows is an error with the setting's name."""
    with pytest.raises(ModelError, match="PRESSCITE_LLM = 'nobody:model'"):
        build_chain(Settings.load({"PRESSCITE_LLM": "nobody:model"}))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Спасибо!", QuestionKind.COURTESY),
        ("👍", QuestionKind.COURTESY),
        ("что ты умеешь", QuestionKind.HELP),
    ],
)
async def test_what_asks_for_nothing_is_not_searched_for(
    tmp_path: Path, generating: Runnable[Any, Answer], chat: ChatServer, text: str, kind: QuestionKind
) -> None:
    """Not even a store is needed, nor is a language model asked; the same in all ways of asking."""
    asked = {"question": text, "language": "ru"}
    answer = build_chain(Settings(home=tmp_path / "no store")).invoke(asked)
    assert (answer.kind, answer.refused, answer.sentences, answer.language) == (kind, False, (), "ru")
    assert answer.text
    assert await generating.ainvoke(asked) == answer
    assert list(generating.stream(asked)) == [answer]
    assert chat.requests == []


def test_courtesies_of_the_history_do_not_count(chain: Runnable[Any, Answer]) -> None:
    """After "hello" a name is asked for by itself."""
    history = [HumanMessage("hello"), AIMessage("Always glad to help.")]
    answer = chain.invoke({"question": "rogun dam?", "history": history})
    assert answer.searched_for == "rogun dam?"


def test_newest_articles(chain: Runnable[Any, Answer], home: Path) -> None:
    """Newest first, each by its lead sentence, and no follow-up to what was said before."""
    history = [HumanMessage("When was the Istiqlol Tunnel opened?"), AIMessage("It was opened in 2006. [1]")]
    answer = chain.invoke({"question": "latest news", "history": history})
    check(answer, home)
    assert answer.kind is QuestionKind.LATEST
    assert answer.searched_for == "latest news"
    assert [citation.article_id.rsplit("#")[-1] for citation in answer.citations] == ["dam", "tunnel"]


async def test_overview_with_a_language_model(
    generating: Runnable[Any, Answer], home: Path, chat: ChatServer
) -> None:
    """A model may write it from the passages of the overview; where what it writes is not proven these are quoted."""
    chat.script = lambda _: "Everybody loves the dam."
    answer = await generating.ainvoke("Tell me about the Rogun dam")
    check(answer, home)
    assert answer.kind is QuestionKind.OVERVIEW
    assert answer.note == Note(code=NoteCode.MODEL_FAILED)
    assert answer.sentences[0].text.endswith("The first unit of the Rogun dam began work in November 2018.")
    assert len(chat.requests) == 1
    assert generating.invoke("latest news").answered_by == "extract"
    assert len(chat.requests) == 1
