"""Arrivals: what is new since a baseline, told by words and not by how they are cut or called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.watches.arrivals import NewPassages, new_passages
from retrieval.watches.baseline import Baseline

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

DAM = [
    "The dam on the Vakhsh will be the highest in the world when it is finished, the ministry of energy said.",
    "Its first unit was started in November, and the second one will follow within a year.",
    "Some two hundred thousand people live in the valley below and have been told what to do in a flood.",
    "The reservoir is being filled slowly, because the slopes above it have to get used to the water.",
    "Power from the first unit goes to the capital, where it is used for heating in winter.",
]
TUNNEL = "Туннель под перевалом открыли для движения в июле. Его строила иранская компания."
RIVER = "Сатҳи оби дарёи Вахш паст шуд. Кишоварзон мегӯянд, ки об намерасад."


class Paper:
    """A file of articles and the store it is refreshed into."""

    def __init__(self, folder: Path, embeddings: SentenceTransformerEmbeddings) -> None:
        self._embeddings = embeddings
        self._folder = folder
        self.settings = Settings(home=folder / "home", passage_chars=200)
        self.articles: dict[str, dict[str, Any]] = {}

    def put(self, id_: str, text: str, **facts: str) -> None:
        self.articles[id_] = {"id": id_, "title": f"Headline of {id_}", "text": text} | facts

    def refresh(self, *, rebuild: bool = False) -> None:
        file = self._folder / "news.jsonl"
        file.write_text("".join(json.dumps(a) + "\n" for a in self.articles.values()), "utf-8")
        report = refresh([file], self.settings, embeddings=self._embeddings, rebuild=rebuild)
        assert not report.failed

    @property
    def store(self) -> Store:
        return Store.from_settings(self.settings)

    def baseline(self, since: Baseline | None = None) -> Baseline:
        with self.store.reading() as snapshot:
            return Baseline.of(snapshot, since)

    def new(self, since: Baseline) -> NewPassages:
        with self.store.reading() as snapshot:
            return new_passages(snapshot, since)

    def ids(self, article_id: str) -> set[str]:
        with self.store.reading() as snapshot:
            return {id_ for id_, _, _ in snapshot.catalogue.spans(article_id)}

    def words(self, found: NewPassages) -> list[str]:
        """The new words of new passages."""
        with self.store.reading() as snapshot:
            texts = snapshot.catalogue.passages(list(found))
        return [texts[id_].text[a:b] for id_, spans in found.items() for a, b in spans]


@pytest.fixture
def paper(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> Paper:
    made = Paper(tmp_path, embeddings)
    made.put("dam", " ".join(DAM), published="2025-03-01")
    made.put("tunnel", TUNNEL, published="2025-03-02")
    made.refresh()
    return made


def test_nothing_is_new_to_itself(paper: Paper) -> None:
    """A generation brings nothing new over its own baseline."""
    assert paper.new(paper.baseline()) == {}


def test_new_article_is_new(paper: Paper) -> None:
    """All passages of an article that was not there, and no others, with all of their words."""
    before = paper.baseline()
    paper.put("river", RIVER)
    paper.refresh()
    found = paper.new(before)
    assert paper.words(found) == ["Сатҳи оби дарёи Вахш паст шуд.", "Кишоварзон мегӯянд, ки об намерасад."]


def test_update_brings_its_new_sentence_only(paper: Paper) -> None:
    """A sentence put in at the top moves the ends of all passages; only its own passage is new, and only its words."""
    before = paper.baseline()
    added = "On Monday the president visited the dam."
    paper.put("dam", " ".join([added, *DAM]), published="2025-03-01")
    paper.refresh()
    found = paper.new(before)
    assert paper.words(found) == [added]
    assert len(found) == 1


def test_facts_alone_are_not_news(paper: Paper) -> None:
    """Another headline, another date of update: the words are as they were."""
    before = paper.baseline()
    paper.articles["dam"] |= {"title": "The dam again", "updated": "2025-03-05"}
    paper.refresh()
    assert paper.new(before) == {}


def test_rebuild_brings_nothing(paper: Paper) -> None:
    """The same articles in a store made anew."""
    before = paper.baseline()
    paper.refresh(rebuild=True)
    assert paper.baseline().generation != before.generation
    assert paper.new(before) == {}


def test_other_passage_size_brings_nothing(paper: Paper) -> None:
    """The same words in passages of other ids; an article that came meanwhile is new all the same."""
    before, ids = paper.baseline(), paper.ids("dam")
    paper.settings = paper.settings.model_copy(update={"passage_chars": 700})
    paper.put("river", RIVER)
    paper.refresh(rebuild=True)
    assert not ids & paper.ids("dam")
    assert set(paper.new(before)) == paper.ids("river")


def test_moved_article_is_not_new(paper: Paper) -> None:
    """An article that comes under another id with its text and date was there; with another date it is news."""
    before = paper.baseline()
    paper.articles["dam-moved"] = paper.articles.pop("dam") | {"id": "dam-moved"}
    paper.articles["tunnel-again"] = paper.articles["tunnel"] | {
        "id": "tunnel-again",
        "published": "2025-07-02",
    }
    paper.refresh()
    with paper.store.reading() as snapshot:
        passages = snapshot.catalogue.passages(list(paper.new(before)))
    assert {passage.article_id for passage in passages.values()} == {"tunnel-again"}


def test_long_sentence_cut_elsewhere_is_not_new(paper: Paper) -> None:
    """A sentence that is longer than a passage is one sentence, however it is cut."""
    paper.put("list", "They brought " + ", ".join(f"{n} sacks of grain" for n in range(90)) + ".")
    paper.refresh()
    before = paper.baseline()
    paper.settings = paper.settings.model_copy(update={"passage_chars": 300})
    paper.refresh(rebuild=True)
    assert paper.new(before) == {}


def test_gone_article_is_forgotten(paper: Paper) -> None:
    """What left the store and comes back is new again: a baseline knows one generation."""
    with_dam = paper.baseline()
    dam = paper.articles.pop("dam")
    paper.refresh()
    without = paper.baseline(with_dam)
    assert paper.new(with_dam) == {}
    paper.articles["dam"] = dam
    paper.refresh()
    assert paper.words(paper.new(without)) == DAM


def test_kept_baseline_tells_the_same(paper: Paper) -> None:
    """Through bytes and back, and made from an earlier one instead of from nothing."""
    before = paper.baseline()
    paper.put("river", RIVER)
    paper.put("dam", " ".join(DAM[:3]))
    paper.refresh()
    assert paper.baseline(before).to_bytes() == paper.baseline().to_bytes()
    kept = Baseline.from_bytes(before.to_bytes())
    assert paper.new(kept) == paper.new(before) != {}
    assert len(before.to_bytes()) < 300
