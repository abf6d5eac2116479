"""Whether an article is about a topic: names, words in other forms and scripts, sentences that say nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.timelines.topicality import ABOUT_FROM, Subject, TopicSentence

if TYPE_CHECKING:
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

TEXTS = {
    "rogun": "The Rogun dam will be the tallest in the world. Engineers from four countries work on its turbines.",
    "reign": "The long reign of the old king ended in a quiet spring. His son was crowned in the summer.",
    "butter": "Сливочное масло подорожало на треть. [Подписаться на канал](https://channel.example/join)",
    "dooley": "Dooley opened the shop in the harbour. The shop sells nets, ropes and lamps for boats.",
    "headline": "Fishermen found a chest of silver coins.",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings) -> Store:
    folder = tmp_path_factory.mktemp("topicality")
    lines = [json.dumps({"id": id_, "text": text}, ensure_ascii=False) for id_, text in TEXTS.items()]
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    settings = Settings(home=folder / "home")
    refresh([folder / "news.jsonl"], settings, embeddings=embeddings)
    return Store.from_settings(settings)


def sentences(
    store: Store, embeddings: SentenceTransformerEmbeddings, topic: str, *, thorough: bool = True
) -> dict[str, list[TopicSentence]]:
    """The sentences of all articles with regard to a topic, by article."""
    with store.reading() as snapshot:
        near = snapshot.nearest(embeddings.encode_query(topic), 50)
        hits = snapshot.catalogue.hits(dict(near))
        found: dict[str, list[TopicSentence]] = {}
        subject = Subject(topic, snapshot)
        for sentence in subject.sentences(hits, embeddings, thorough=thorough):
            found.setdefault(sentence.candidate.hit.article_id, []).append(sentence)
    return found


def about(found: dict[str, list[TopicSentence]]) -> set[str]:
    return {id_ for id_, of_one in found.items() if any(m.likelihood >= ABOUT_FROM for m in of_one)}


@pytest.mark.parametrize("topic", ["Rogun", "the Rogun dam", "Рогун", "Рогуна", "Роғун"])
def test_names_in_any_case_and_script(
    store: Store, embeddings: SentenceTransformerEmbeddings, topic: str
) -> None:
    """A name is found in another script and by its case forms; an ordinary word that sounds alike is not the name."""
    found = sentences(store, embeddings, topic)
    assert about(found) == {"rogun"}
    assert max(m.coverage for m in found["rogun"]) >= 0.5
    assert max(m.coverage for m in found["reign"]) == 0.0


def test_links_are_no_sentences(store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
    """Who to follow is never quoted, however near it is."""
    texts = [m.candidate.text for m in sentences(store, embeddings, "сливочное масло")["butter"]]
    assert texts == ["Сливочное масло подорожало на треть."]


def test_an_article_that_is_its_headline_alone(
    store: Store, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A post of one sentence is its own headline, and can be quoted all the same."""
    assert "headline" in about(sentences(store, embeddings, "chest of silver coins"))


def test_an_unknown_name_rules_out(store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
    """A passage without the topic's name is not about it; a capital that is no name asks for nothing."""
    assert about(sentences(store, embeddings, "the shop of Brennan in the harbour")) == set()
    assert about(sentences(store, embeddings, "Shop in the harbour")) == {"dooley"}


def test_haste_changes_no_decision(store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
    """Passages that are too far away for any words are passed over without a change to what is told."""
    for topic in ("Rogun", "Рогун", "сливочное масло", "Shop in the harbour", "silver"):
        assert about(sentences(store, embeddings, topic)) == about(
            sentences(store, embeddings, topic, thorough=False)
        )


def test_what_opens_an_article_says_more(store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
    """Of the sentences of an article, one with the topic's words leads, the opening one first."""
    best = max(sentences(store, embeddings, "Dooley shop")["dooley"], key=lambda sentence: sentence.saying)
    assert best.candidate.text == "Dooley opened the shop in the harbour."


def test_topics_of_every_kind(store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
    """Signs, capitals alone and stop words are topics too."""
    for topic in ("A", "the", "ROGUN DAM", "Rogun — Dooley", "(Rogun)", "1990", "🎉 x"):
        assert sentences(store, embeddings, topic)
