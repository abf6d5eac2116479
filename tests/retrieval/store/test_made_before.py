"""A store that an earlier presscite made, kept as a file: it is read, found sound, and refreshed on."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.query.query import Query
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.files import StoreFiles
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.manifest import FORMAT
from retrieval.store.reindex import reindex
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings, NoEmbeddings
from tests.retrieval.small_store import contents, published

if TYPE_CHECKING:
    from collections.abc import Mapping

# By f23838e, with `CountingEmbeddings`.  The second is of articles in several languages and under labels of others.
MADE = Path(__file__).parent / "made_before" / "format_3.tar.gz"
IN_LETTERS = Path(__file__).parent / "made_before" / "letters.tar.gz"

TOLD_BEFORE = {"hospital": "en", "bridge": None, "school": "ru", "canal": "en", "dam": "en", "short": "tg"}
TOLD = {"hospital": "tg", "bridge": "tg", "school": "kk", "canal": "ru", "dam": "en", "short": "tg"}

# How each article is asked for: in its letters, and as they are typed elsewhere.
WRITTEN = {
    "hospital": "Ҳалима Қодирова",
    "bridge": "сармуњандис Љамшед Ѓаниев",
    "school": "мектептің құрылысы",
}
TYPED = {"hospital": "Халима Кодирова", "bridge": "сармуҳандис Ҷамшед Ғаниев", "school": "мектептин курылысы"}


def _extracted(made: Path, home: Path) -> Settings:
    with tarfile.open(made) as kept:
        kept.extractall(home, filter="data")
    return Settings(home=home, passage_chars=200)


@pytest.fixture
def made(tmp_path: Path) -> Settings:
    return _extracted(MADE, tmp_path)


@pytest.fixture
def in_letters(tmp_path: Path) -> Settings:
    return _extracted(IN_LETTERS, tmp_path)


def _asked(settings: Settings, questions: Mapping[str, str]) -> set[str]:
    """Which articles the keywords find first for their questions; what a query knows of its terms fits the index."""
    store = Store.from_settings(settings)
    found = set()
    with store.reading() as snapshot:
        for wanted, question in questions.items():
            first = snapshot.match(question, 1).found
            passages = snapshot.catalogue.passages([id_ for id_, _ in first])
            found |= {wanted} & {passage.article_id for passage in passages.values()}
            query = Query(question, snapshot)
            assert (wanted in found) == (set(query.terms) == query.frequency.keys())
    store.close()
    return found


def _languages(settings: Settings) -> dict[str, str | None]:
    """The language of each article in the catalogue; it is the one that is kept beside the vectors, too."""
    facts = [entry["facts"] for entry in contents(settings).values()]
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        articles = [article for article, *_ in snapshot.catalogue.all_articles()]
    store.close()
    found = {article.id: article.language for article in articles}
    assert {f["article_id"]: f.get("language") for f in facts if isinstance(f, dict)} == found
    return found


def test_it_is_read(made: Settings) -> None:
    """Articles with all their facts, passages, vectors, sentences and postings; nothing is wrong with it."""
    assert json.loads((published(made) / "manifest.json").read_text("utf-8"))["format"] == FORMAT
    assert examine(made).findings == ()
    assert len(contents(made)) == 3
    store = Store.from_settings(made)
    with store.reading() as snapshot:
        dam = snapshot.catalogue.article("dam")
        assert dam is not None
        assert (dam.title, dam.source, dam.author, dam.language) == (
            "The dam at Rogun",
            "Asia-Plus",
            "A. Writer",
            "en",
        )
        assert [str(moment)[:10] for moment in (dam.published, dam.updated)] == ["2018-11-16", "2018-11-17"]
        (passage,) = snapshot.catalogue.spans("visit")
        assert snapshot.match("визиты министров", 5).found[0][0] == passage[0]
        vector = snapshot.vectors.stored([passage[0]])[passage[0]]
        assert snapshot.nearest(vector, 1)[0][0] == passage[0]
        assert snapshot.sentences.vectors([passage[0]])[passage[0]].spans == ((0, passage[2]),)
    store.close()


def test_it_is_refreshed_on(made: Settings, tmp_path: Path) -> None:
    """What came from a source that is not refreshed now stays with its vectors, and new articles come in beside it."""
    before = contents(made)
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"id": "new", "title": "New", "text": "Something new."}), "utf-8")
    embeddings = CountingEmbeddings(made)
    report = refresh([file], made, embeddings=embeddings)
    assert (report.added, report.articles) == (("new",), 4)
    assert str(report.notice).startswith("An earlier presscite made this store")
    assert len(embeddings.texts) == 1
    after = contents(made)
    (changed,) = [id_ for id_ in before if after[id_] != before[id_]]
    for entry in (before[changed], after[changed]):
        del entry["facts"], entry["article"]  # in which the date of the visit is in its zone now
    assert after[changed] == before[changed]
    assert examine(made).sound


def test_its_dates_come_into_their_zones(made: Settings, tmp_path: Path) -> None:
    """With the next refresh of whatever source, once, and without their own: the digests tell which they were."""
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"id": "new", "title": "New", "text": "Something new."}), "utf-8")
    refresh([file], made, embeddings=CountingEmbeddings(made))
    store = Store.from_settings(made)
    with store.reading() as snapshot:
        first = snapshot.name
        visit, dam = (snapshot.catalogue.article(id_) for id_ in ("visit", "dam"))
        assert visit is not None
        assert dam is not None
        assert str(visit.published) == "2021-04-08 09:30:00+05:00"
        assert str(dam.published) == "2018-11-16 00:00:00+00:00"
        assert snapshot.catalogue.digests()["visit"] == visit.digest
        (record,) = [record for record in snapshot.vectors.records() if record.facts["article_id"] == "visit"]
        assert record.facts["published"] == "2021-04-08T09:30:00+05:00"
    refresh([file], made, embeddings=CountingEmbeddings(made))
    assert store.engine.published() == first
    store.close()


def test_it_is_searched_by_its_own_terms(in_letters: Settings) -> None:
    """Until a refresh, words are found as they stand in it, and nothing is wrong with it."""
    assert _asked(in_letters, WRITTEN) == set(WRITTEN)
    assert _asked(in_letters, TYPED) == set()
    assert examine(in_letters).findings == ()


def test_letters_and_languages_are_mended(in_letters: Settings, tmp_path: Path) -> None:
    """The next refresh, of any source, folds its letters and tells its languages; nothing is fetched or embedded."""
    assert _languages(in_letters) == TOLD_BEFORE
    before = contents(in_letters)
    file = tmp_path / "empty"
    file.mkdir()
    report = refresh([file], in_letters, embeddings=NoEmbeddings(in_letters))
    assert (report.changed, report.articles) == (False, 6)
    assert report.notice == (
        "An earlier presscite made this store: its words were indexed anew, and the languages of 4 articles told by "
        "their texts."
    )
    assert _languages(in_letters) == TOLD
    assert _asked(in_letters, WRITTEN) == _asked(in_letters, TYPED) == set(WRITTEN)
    assert examine(in_letters).findings == ()
    after = contents(in_letters)
    for name in ("document", "vector", "passage", "sentences"):
        assert {id_: entry[name] for id_, entry in after.items()} == {
            id_: entry[name] for id_, entry in before.items()
        }
    again = refresh([file], in_letters, embeddings=NoEmbeddings(in_letters))
    assert again.notice is None


def test_what_was_mended_is_as_it_would_be_read(in_letters: Settings, tmp_path: Path) -> None:
    """Sources that are read again one day have nothing new to say: digests are those of today's facts."""
    file = tmp_path / "empty"
    file.mkdir()
    refresh([file], in_letters, embeddings=NoEmbeddings(in_letters))
    store = Store.from_settings(in_letters)
    with store.reading() as snapshot:
        kept = {
            article.id: (article.digest, digest) for article, _, digest in snapshot.catalogue.all_articles()
        }
    store.close()
    assert kept.keys() == TOLD.keys()
    assert all(now == digest for now, digest in kept.values())


def test_a_repair_mends_letters_and_languages_too(in_letters: Settings) -> None:
    """A generation that is made anew from another one's articles has the terms and languages of today."""
    files = StoreFiles(in_letters.home)
    reindex(
        FolderEngine(files), in_letters, NoEmbeddings(in_letters), lambda _: None, name=str(files.published())
    )
    assert _languages(in_letters) == TOLD
    assert _asked(in_letters, TYPED) == set(TYPED)
