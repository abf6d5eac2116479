"""Standing questions: what came in is told where it is what somebody waits for, and only there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.catalogue import Catalogue
from retrieval.store.postings import Postings
from retrieval.store.store import Store
from retrieval.store.vectors import Vectors
from retrieval.watches.arrivals import new_passages
from retrieval.watches.baseline import Baseline
from retrieval.watches.matcher import Matcher
from retrieval.watches.relevance import BAR
from retrieval.watches.story import same_story
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.watches.arrivals import NewPassages
    from retrieval.watches.matcher import Match, StandingQuestion

COMMITTEE = (
    "Iran and Tajikistan have agreed to set up a joint committee for defence, the chief of the Iranian general staff "
    "told reporters in Tehran. The committee will plan the training of Tajik officers in Iran. The defence ministers "
    "of the two countries met on Tuesday and spoke of the border with Afghanistan."
)
BUTTER = (
    "Сливочное масло за месяц подорожало в магазинах на восемь процентов, сообщила служба статистики. Торговые сети "
    "говорят, что перебоев с поставками нет. Правительство обсуждает ввоз масла из Белоруссии."
)
GLACIER = (
    "Пиряхи Ванҷ дар даҳ соли охир сад метр кӯтоҳ шуд, гуфтанд олимони академияи илмҳо. Обшавии пиряхҳо ба кишоварзии "
    "водӣ таъсир мерасонад. Олимон ҳар сол пиряхро чен мекунанд."
)
FOOTBALL = (
    "The home side won the derby by three goals to one after a goalless first half. The striker scored twice within "
    "four minutes and was carried off with a strained muscle. The coach praised the goalkeeper."
)
RECIPE = (
    "Wash the rice until the water runs clear and leave it to soak for an hour. Fry the onions slowly in oil, add the "
    "carrots, and pour in enough water to cover them. Let the pot stand under a cloth before it is served."
)
ARRIVING = {
    "committee": COMMITTEE,
    "butter": BUTTER,
    "glacier": GLACIER,
    "football": FOOTBALL,
    "recipe": RECIPE,
}
TITLES = {
    "committee": "Iran and Tajikistan agree on a defence committee",
    "butter": "Масло дорожает",
    "glacier": "Пирях кӯтоҳ мешавад",
    "football": "Derby won in the second half",
    "recipe": "How to cook plov",
}


class Newswire:
    """The samples in a store, and what comes in after them."""

    def __init__(self, folder: Path, embeddings: SentenceTransformerEmbeddings) -> None:
        self._file = folder / "wire.jsonl"
        self._embeddings = embeddings
        self._articles: dict[str, dict[str, Any]] = {}
        self.settings = Settings(home=folder / "home")
        refresh([SAMPLES], self.settings, embeddings=embeddings)
        store = Store.from_settings(self.settings)
        self.retriever = HybridRetriever(store=store, embeddings=embeddings)
        self.matcher = Matcher(self.retriever)

    def receive(self, **texts: str) -> NewPassages:
        """What is new when these articles, by id, have come in."""
        return self._refreshed(texts, rebuild=False)

    def rebuild(self) -> NewPassages:
        """What is new when the store was made anew from the same articles."""
        return self._refreshed({}, rebuild=True)

    def _refreshed(self, texts: dict[str, str], *, rebuild: bool) -> NewPassages:
        with self.retriever.store.reading() as snapshot:
            before = Baseline.of(snapshot)
        for id_, text in texts.items():
            title = TITLES.get(id_.partition("_")[0], "News")
            self._articles[id_] = {
                "id": id_, "title": title, "text": text, "url": f"https://wire.example/{id_}", "source": id_,
            }  # fmt: skip
        self._file.write_text("".join(json.dumps(a) + "\n" for a in self._articles.values()), "utf-8")
        report = refresh([SAMPLES, self._file], self.settings, embeddings=self._embeddings, rebuild=rebuild)
        assert not report.failed
        with self.retriever.store.reading() as snapshot:
            return new_passages(snapshot, before)

    def matched(
        self, asked: str | StandingQuestion, new: NewPassages | Iterable[str], limit: int = 9
    ) -> list[Match]:
        return self.matcher.matches(asked, new, limit)


@pytest.fixture
def wire(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> Newswire:
    return Newswire(tmp_path, embeddings)


@pytest.fixture(scope="module")
def arrived(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> tuple[Newswire, NewPassages]:
    """Five articles have come in; tests that share this must not change the store."""
    made = Newswire(tmp_path_factory.mktemp("arrived"), embeddings)
    return made, made.receive(**ARRIVING)


@pytest.mark.parametrize(
    ("asked", "article"),
    [
        ("Iran Tajikistan defence", "committee"),
        ("iran tajikistan defence committee", "committee"),
        ("What have Iran and Tajikistan agreed on?", "committee"),
        ("Иран Таджикистан комитет по обороне", "committee"),
        ("О каком комитете договорились Иран и Таджикистан?", "committee"),
        ("цены на сливочное масло", "butter"),
        ("На сколько подорожало сливочное масло?", "butter"),
        ("Belarus butter", "butter"),
        ("обшавии пиряхҳо", "glacier"),
        ("Пиряхи Ванҷ чанд метр кӯтоҳ шуд?", "glacier"),
    ],
)
def test_what_is_waited_for_is_told(arrived: tuple[Newswire, NewPassages], asked: str, article: str) -> None:
    """A question or a topic, in three languages and across them, gets its article and no other."""
    wire, new = arrived
    found = wire.matched(asked, new)
    assert [match.citation.article_id for match in found] == [article]
    assert BAR <= found[0].score <= 1


@pytest.mark.parametrize(
    "asked",
    [
        "Olympic Games in Paris",
        "Кто стал президентом Аргентины?",
        "earthquake in Japan",
        "нархи тилло",
        "Rogun",
        "news",
    ],
)
def test_what_nobody_reported_is_not_told(arrived: tuple[Newswire, NewPassages], asked: str) -> None:
    """A topic that none of the new articles is about gets nothing, even where older articles are about it."""
    wire, new = arrived
    assert wire.matched(asked, new) == []


def test_citation_is_verbatim_and_opens_at_its_words(arrived: tuple[Newswire, NewPassages]) -> None:
    """Number 1, the words at their place in the article, a link to them, and the facts of the article."""
    wire, new = arrived
    (match,) = wire.matched("Iran Tajikistan defence", new)
    citation = match.citation
    assert citation.number == 1
    assert citation.quote == COMMITTEE[citation.start : citation.end]
    assert citation.quote.startswith("Iran and Tajikistan have agreed")
    assert citation.url is not None
    assert citation.url.startswith("https://wire.example/committee#:~:text=")
    assert (citation.title, citation.source) == (TITLES["committee"], "committee")


def test_only_what_came_in_is_looked_at(
    arrived: tuple[Newswire, NewPassages], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is not searched, neither by vector nor by keyword, and the passages are read once for all questions."""
    wire, new = arrived
    questions = [
        wire.matcher.prepare(text) for text in ("Iran Tajikistan defence", "цены на сливочное масло", "x")
    ]
    wire.matched("anything", new)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("searched, or read again")

    for owner, name in (
        (Vectors, "nearest"),
        (Vectors, "stored"),
        (Postings, "match"),
        (Catalogue, "sample"),
    ):
        monkeypatch.setattr(owner, name, refuse)
    assert [len(wire.matched(question, new)) for question in questions] == [1, 1, 0]


def test_copies_are_told_once(wire: Newswire) -> None:
    """Of copies that came together one is told; one that comes the next day is the same story, other news is not."""
    new = wire.receive(committee=COMMITTEE, committee_copy=f"TEHRAN. {COMMITTEE} Read more on our site.")
    (first,) = wire.matched("Iran Tajikistan defence", new)
    tomorrow = wire.receive(committee_late=COMMITTEE.replace("Tuesday", "Wednesday"))
    (late,) = wire.matched("Iran Tajikistan defence", tomorrow)
    assert late.citation.article_id == "committee_late"
    assert same_story(late.signature, [first.signature])
    other = (
        "Tajikistan has received forty military vehicles from Iran, the Tajik ministry of defence said on Friday. "
        "Iranian instructors will show the Tajik army how to drive them in the mountains."
    )
    (news,) = wire.matched("Iran Tajikistan defence", wire.receive(vehicles=other))
    assert not same_story(news.signature, [first.signature, late.signature])
    assert not same_story(first.signature, [])


def test_update_is_told_by_its_new_words(wire: Newswire) -> None:
    """An article that was there and gets a sentence more: that sentence is quoted, the older ones are not."""
    wire.receive(committee=COMMITTEE)
    added = "On Thursday Iran and Tajikistan signed a treaty on defence that makes the committee permanent."
    found = wire.matched("Iran Tajikistan defence", wire.receive(committee=f"{COMMITTEE} {added}"))
    assert [match.citation.quote for match in found] == [added]
    assert (
        wire.matched(
            "training of Tajik officers in Iran", wire.receive(committee=f"{COMMITTEE} {added} Ends.")
        )
        == []
    )


def test_sentence_that_refers_back_brings_the_one_before(wire: Newswire) -> None:
    """A sentence that begins with "it" is quoted behind the sentence that says what "it" is."""
    text = (
        "The museum of musical instruments in Khujand was opened on Sunday. It shows rubabs and setars of the Pamir "
        "masters, among them a rubab of the eighteenth century. Entry costs nothing."
    )
    (match,) = wire.matched("What rubabs and setars of Pamir masters are shown?", wire.receive(museum=text))
    assert match.citation.quote == " ".join(text.split(". ")[0:1]) + ". " + text.split(". ")[1] + "."


def test_headline_alone_is_quoted(wire: Newswire) -> None:
    """An article that is nothing but its headline is told by it."""
    headline = TITLES["committee"]
    (match,) = wire.matched("Iran Tajikistan defence", wire.receive(committee_flash=headline))
    assert match.citation.quote == match.citation.title == headline


def test_rebuilt_store_tells_nothing_again(wire: Newswire) -> None:
    """The same articles in a store made anew bring nothing; ids match in it as before, unknown ones are passed over."""
    new = wire.receive(**ARRIVING)
    before = wire.matched("Iran Tajikistan defence", new)
    assert wire.rebuild() == {}
    again = wire.matched("Iran Tajikistan defence", [*new, "gone", "f" * 32])
    assert [match.citation for match in again] == [match.citation for match in before]
    assert wire.matched("Iran Tajikistan defence", ["gone"]) == []
    assert wire.matched("Iran Tajikistan defence", {}) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "?!",
        "🎉🔥",
        "\ud83d",
        "\x00",
        "x" * 4_000,
        '" OR 1=1 -- NEAR(',
        "的" * 900,
        "а" * 4_000,
    ],
)
def test_hostile_texts_tell_nothing(arrived: tuple[Newswire, NewPassages], text: str) -> None:
    """Empty ones, signs, 4,000 characters, half a surrogate pair, a query language: no error and no match."""
    wire, new = arrived
    question = wire.matcher.prepare(text)
    assert len(question.text) <= 2_000
    assert question.is_blank == (not any(c.isalnum() for c in text))
    assert wire.matched(question, new) == []
    assert wire.matched(text, new) == []


def test_prepared_is_as_good_as_text(arrived: tuple[Newswire, NewPassages]) -> None:
    """A prepared question is small and gets the same matches; a limit keeps the best."""
    wire, new = arrived
    text = "Iran Tajikistan defence"
    question = wire.matcher.prepare(f"  {text}\n")
    assert question.text == text
    assert question.vector.nbytes < 2_000
    assert wire.matched(question, new) == wire.matched(text, new)
    assert wire.matched(question, new, limit=0) == []
