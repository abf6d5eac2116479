"""Refresh: what is new, changed or gone, whole or not at all, and equal to a fresh build."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.draft import Draft
from retrieval.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import ModelError, ModelMismatchError, SettingsError, StoreBusyError, StoreError
from retrieval.refresh import refresh
from retrieval.settings import Settings
from retrieval.store import Store, StoreFiles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.report import Progress, RefreshReport

DIMENSION = 8


class CountingEmbeddings(SentenceTransformerEmbeddings):
    """A model at the edge: vectors from a hash, counted, so that tests see what was embedded."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.embedding_model, settings.model_cache)
        self.texts: list[str] = []

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        rows = [np.random.default_rng(sum(text.encode())).normal(size=DIMENSION) for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture
def settings(tmp_path: Path, chroma_url: str | None) -> Settings:
    return Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3):
        write(folder / f"{n}.txt", f"Article {n}", f"Body of article {n}. It has two sentences.")
    return folder


def write(path: Path, title: str, body: str) -> None:
    """Write an article; its time stamp always differs from the one before."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def run(source: Path, settings: Settings, *, rebuild: bool = False) -> tuple[RefreshReport, list[str]]:
    embeddings = CountingEmbeddings(settings)
    return refresh([source], settings, rebuild=rebuild, embeddings=embeddings), embeddings.texts


def contents(settings: Settings) -> dict[str, dict[str, object]]:
    """Everything a reader can meet in the store: article texts, passages, vectors, keyword matches."""
    store = Store.from_settings(settings)
    with store.reading() as generation:
        got = generation.vectors.collection.get(include=["documents", "metadatas", "embeddings"])
        assert got["documents"] is not None
        assert got["metadatas"] is not None
        assert got["embeddings"] is not None
        passages = generation.catalogue.passages(got["ids"])
        articles = generation.catalogue.articles(list({p.article_id for p in passages.values()}))
        found = {
            id_: {
                "document": document,
                "facts": dict(facts),
                "vector": np.round(vector, 5).tolist(),
                "passage": (passages[id_].text, passages[id_].start, passages[id_].end),
                "article": articles[passages[id_].article_id],
                "by keyword": id_ in dict(generation.catalogue.match(document, 100).found),
            }
            for id_, document, facts, vector in zip(
                got["ids"], got["documents"], got["metadatas"], got["embeddings"], strict=True
            )
        }
        assert generation.catalogue.counts() == (len(articles), len(found))
    store.close()
    for entry in found.values():
        text, start, end = entry["passage"]
        assert entry["document"] == text == entry["article"].text[start:end]
        assert entry["by keyword"]
    return found


def test_new_changed_gone_and_unchanged_are_told_apart(folder: Path, settings: Settings) -> None:
    """The report names what was added, updated and removed and counts what stayed."""
    first, _ = run(folder, settings)
    assert (len(first.added), first.unchanged, first.articles) == (3, 0, 3)
    write(folder / "0.txt", "Article 0", "Now it says something else.")
    (folder / "1.txt").unlink()
    write(folder / "3.txt", "Article 3", "Something new.")
    second, embedded = run(folder, settings)
    ends = [[id_.rpartition("/")[2] for id_ in ids] for ids in (second.added, second.updated, second.removed)]
    assert ends == [["3.txt"], ["0.txt"], ["1.txt"]]
    assert (second.unchanged, second.articles) == (1, 3)
    assert len(embedded) == 2


def test_result_equals_a_fresh_build(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """After changes the store holds what a build from nothing would hold, vector for vector."""
    run(folder, settings)
    write(folder / "0.txt", "Another title", "Body of article 0. It has two sentences.")
    write(folder / "1.txt", "Article 1", "New first sentence here. Body of article 1. It has two sentences.")
    (folder / "2.txt").unlink()
    run(folder, settings)
    fresh = settings.model_copy(update={"home": tmp_path / "fresh"})
    run(folder, fresh)
    assert contents(settings) == contents(fresh)


def test_nothing_changed_writes_and_embeds_nothing(folder: Path, settings: Settings) -> None:
    """A refresh that finds nothing new publishes nothing and needs no model."""
    run(folder, settings)
    before = StoreFiles(settings.home).published()
    report, embedded = run(folder, settings)
    assert not report.changed
    assert (report.unchanged, report.articles, embedded) == (3, 3, [])
    assert StoreFiles(settings.home).published() == before


def test_only_changed_passages_are_embedded_again(folder: Path, settings: Settings) -> None:
    """In a long article with one new paragraph, the others keep their vectors."""
    paragraphs = [f"Paragraph {n} tells of {n} things. " + "It goes on and on. " * 6 for n in range(8)]
    write(folder / "0.txt", "Long article", "\n\n".join(paragraphs))
    run(folder, settings)
    paragraphs[4] = "A wholly different paragraph stands here now. " + "It was written anew. " * 6
    write(folder / "0.txt", "Long article", "\n\n".join(paragraphs))
    _, embedded = run(folder, settings)
    assert 1 <= len(embedded) <= 3
    contents(settings)


def test_touched_file_is_unchanged(folder: Path, settings: Settings) -> None:
    """A new time stamp alone is no change, and is remembered."""
    run(folder, settings)
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    report, embedded = run(folder, settings)
    assert not report.changed
    assert embedded == []


def test_moved_record_keeps_its_vectors(tmp_path: Path, settings: Settings) -> None:
    """An article with an id of its own may move to another file without being embedded again."""
    folder = tmp_path / "records"
    folder.mkdir()
    line = json.dumps({"id": "a1", "text": "The tunnel was opened in 2006.", "title": "Tunnel"})
    (folder / "old.jsonl").write_text(line + "\n", "utf-8")
    run(folder, settings)
    (folder / "old.jsonl").rename(folder / "new.jsonl")
    report, embedded = run(folder, settings)
    assert (report.removed, report.unchanged, embedded) == ((), 1, [])
    assert list(contents(settings))


def test_same_id_twice_is_named(tmp_path: Path, settings: Settings) -> None:
    """Two articles of one id: the first is in, the second is named with the place of the first."""
    folder = tmp_path / "records"
    folder.mkdir()
    for name in ("a", "b"):
        line = json.dumps({"id": "same", "text": f"Text of {name}.", "title": name})
        (folder / f"{name}.jsonl").write_text(line + "\n", "utf-8")
    report, _ = run(folder, settings)
    assert report.added == ("same",)
    assert "a.jsonl" in report.failed[0].reason
    assert report.failed[0].origin.endswith("b.jsonl:1")


def test_articles_of_other_sources_stay(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """Refreshing one folder says nothing about another."""
    other = tmp_path / "other"
    other.mkdir()
    write(other / "x.txt", "Elsewhere", "It stays where it is.")
    run(other, settings)
    report, _ = run(folder, settings)
    assert (report.removed, report.articles) == ((), 4)


def test_missing_source_removes_nothing(folder: Path, settings: Settings) -> None:
    """A folder that is not there now (a disk that is not mounted) is an error, not an empty folder."""
    run(folder, settings)
    shutil.rmtree(folder)
    report, _ = run(folder, settings)
    assert report.removed == ()
    assert report.failed[0].origin == str(folder)
    assert report.articles == 3


def test_file_that_breaks_keeps_what_was_read_before(tmp_path: Path, settings: Settings) -> None:
    """A file with a broken line is named each time; nothing that was in is taken out because of it."""
    file = tmp_path / "news.jsonl"
    lines = [json.dumps({"id": str(n), "text": f"Text number {n}.", "title": str(n)}) for n in range(3)]
    file.write_text("\n".join(lines), "utf-8")
    run(file, settings)
    file.write_text("\n".join([lines[0], "{broken", lines[2]]), "utf-8")
    for _ in range(2):
        report, _ = run(file, settings)
        assert (report.removed, report.articles) == ((), 3)
        assert [f.origin for f in report.failed] == [f"{file}:2"]


def test_failing_model_leaves_the_store_as_it_was(folder: Path, settings: Settings) -> None:
    """A model that raises in the middle publishes nothing, and the next refresh completes."""
    run(folder, settings)
    before = contents(settings)
    write(folder / "9.txt", "New", "This one will not make it at first.")

    class Failing(CountingEmbeddings):
        def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise RuntimeError("out of memory")

    with pytest.raises(ModelError, match=r"out of memory.*stays as it was"):
        refresh([folder], settings, embeddings=Failing(settings))
    assert contents(settings) == before
    generations = settings.home / "store" / "generations"
    assert [p.name for p in generations.iterdir()] == [StoreFiles(settings.home).published()]
    report, _ = run(folder, settings)
    assert len(report.added) == 1


def test_remains_of_a_killed_refresh_are_cleared(folder: Path, settings: Settings) -> None:
    """A staged folder that nobody published goes away with the next refresh that writes."""
    run(folder, settings)
    remains = settings.home / "store" / "generations" / "20200101T000000-abcdef"
    remains.mkdir()
    write(folder / "9.txt", "New", "Something changed.")
    run(folder, settings)
    assert not remains.exists()


def test_two_at_once_the_second_says_so(folder: Path, settings: Settings) -> None:
    """While one refresh writes, another is refused in words."""
    with StoreFiles(settings.home).locked(), pytest.raises(StoreBusyError, match="another refresh"):
        run(folder, settings)


def test_other_model_is_refused_until_rebuilt(folder: Path, settings: Settings) -> None:
    """A store belongs to the model that made it; the error names both and the way out."""
    run(folder, settings)
    other = settings.model_copy(update={"embedding_model": "some/other"})
    with pytest.raises(ModelMismatchError, match=r"'multilingual-e5-small'.*'some/other'.*--rebuild"):
        run(folder, other)
    report, embedded = run(folder, other, rebuild=True)
    assert (len(report.added), len(embedded)) == (3, 3)
    with pytest.raises(ModelMismatchError), Store.from_settings(settings).reading():
        pass


def test_no_sources_is_an_error(settings: Settings) -> None:
    """Nothing named and nothing configured: the error says where to name them."""
    with pytest.raises(SettingsError, match="PRESSCITE_SOURCES"):
        refresh([], settings)


def test_home_that_cannot_be_written_is_named(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """A home in the way of a file is an error that names the setting."""
    (tmp_path / "blocked").write_text("in the way")
    with pytest.raises(StoreError, match="PRESSCITE_HOME"):
        run(folder, settings.model_copy(update={"home": tmp_path / "blocked"}))


def test_progress_is_told(folder: Path, settings: Settings) -> None:
    """Reading, embedding and publishing are reported, and the counts only rise."""
    told: list[Progress] = []
    refresh([folder], settings, embeddings=CountingEmbeddings(settings), progress=told.append)
    assert [p.stage for p in told if p.stage != "read"] == ["embed", "embed", "publish"]
    assert [p.done for p in told if p.stage == "read"] == [1, 2, 3]
    assert told[-1].total == 3


def test_draft_that_is_left_leaves_nothing(folder: Path, settings: Settings) -> None:
    """A draft that is never finished removes its folder."""
    run(folder, settings)
    files = StoreFiles(settings.home)
    draft = Draft(files, settings, CountingEmbeddings(settings), base=files.published())
    with draft:
        draft.remove(next(iter(draft.digests(str(folder / "0.txt")))))
    assert len(list((settings.home / "store" / "generations").iterdir())) == 1
