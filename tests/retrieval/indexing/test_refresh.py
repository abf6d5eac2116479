"""Refresh: what is new, changed or gone, whole or not at all, and equal to a fresh build."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.files import FileItem
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings, under_headline
from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.errors import ModelError, ModelMismatchError, SettingsError, StoreBusyError, StoreError
from retrieval.indexing.journal import Journal
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.doctor import examine
from retrieval.store.files import StoreFiles
from retrieval.store.store import Store
from retrieval.store.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.indexing.report import RefreshReport
    from retrieval.store.progress import Progress

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

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        """Every passage counts as one sentence, so that `texts` holds what was embedded and no more."""
        vectors = self.encode_documents([under_headline(*pair) for pair in zip(titles, texts, strict=True)])
        whole = [SentenceVectors.of([(0, len(text))], vectors[n : n + 1]) for n, text in enumerate(texts)]
        return vectors, whole


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
    with store.reading() as snapshot:
        got = snapshot.vectors.collection.get(include=["documents", "metadatas", "embeddings"])
        assert got["documents"] is not None
        assert got["metadatas"] is not None
        assert got["embeddings"] is not None
        passages = snapshot.catalogue.passages(got["ids"])
        articles = snapshot.catalogue.articles(list({p.article_id for p in passages.values()}))
        found = {
            id_: {
                "document": document,
                "facts": dict(facts),
                "vector": np.round(vector, 5).tolist(),
                "passage": (passages[id_].text, passages[id_].start, passages[id_].end),
                "article": articles[passages[id_].article_id],
                "by keyword": id_ in dict(snapshot.match(document, 100).found),
            }
            for id_, document, facts, vector in zip(
                got["ids"], got["documents"], got["metadatas"], got["embeddings"], strict=True
            )
        }
        assert snapshot.catalogue.counts() == (len(articles), len(found))
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


@pytest.mark.parametrize("chroma_url", [None])  # without the address, vectors would be moved
def test_nothing_changed_loads_no_heavy_library(folder: Path, settings: Settings) -> None:
    """A process that finds nothing new imports neither a model's libraries nor Chroma."""
    run(folder, settings)
    program = (
        "import sys; from pathlib import Path; from retrieval import refresh\n"
        "from retrieval.settings import Settings\n"
        "report = refresh(sys.argv[2:], Settings(home=Path(sys.argv[1])))\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'chromadb', 'onnxruntime', 'openvino'}\n"
        "print(report.unchanged, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, settings.home, folder], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "3 []"


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


def test_file_that_never_was_whole_can_leave(tmp_path: Path, settings: Settings) -> None:
    """The good articles of a broken file are in; when the file goes, they go, and when it is put right, it is read."""
    folder = tmp_path / "records"
    folder.mkdir()
    file = folder / "news.jsonl"
    line = json.dumps({"id": "a", "text": "Some news.", "title": "News"})
    file.write_text(line + "\n{broken\n", "utf-8")
    assert run(folder, settings)[0].articles == 1
    write(folder / "other.txt", "Other", "Other news.")
    file.unlink()
    report, _ = run(folder, settings)
    assert (report.removed, report.articles) == (("a",), 1)


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
    steps: list[Progress] = []
    refresh([folder], settings, embeddings=CountingEmbeddings(settings), progress=steps.append)
    assert [p.stage for p in steps if p.stage != "read"] == ["embed", "embed", "publish"]
    assert [p.done for p in steps if p.stage == "read"] == [1, 2, 3]
    assert steps[-1].total == 3


def test_writer_that_is_left_leaves_nothing(folder: Path, settings: Settings) -> None:
    """A generation that is never finished is removed."""
    run(folder, settings)
    files = StoreFiles(settings.home)
    with (
        closing(BaseSnapshot(files, settings, files.published())) as base,
        GenerationWriter(files, settings, CountingEmbeddings(settings), base) as writer,
    ):
        writer.remove(next(iter(base.digests(str(folder / "0.txt")))))
    assert len(list((settings.home / "store" / "generations").iterdir())) == 1


def test_dry_run_tells_and_writes_nothing(folder: Path, settings: Settings) -> None:
    """It reports what the refresh then does, word for word, and leaves no trace of itself."""
    write(folder / "4.txt", "Another", "Another text.")
    empty = refresh([folder], settings, dry_run=True, embeddings=NoEmbeddings(settings))
    assert (len(empty.added), empty.articles, empty.dry_run) == (4, 4, True)
    assert not settings.home.exists()
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "Now it says something else. " * 30)
    (folder / "1.txt").unlink()
    write(folder / "3.txt", "Article 3", "Something new.")
    (folder / "bad.jsonl").write_text("{broken", "utf-8")
    before = files_of(settings.home)
    preview = refresh([folder], settings, dry_run=True, embeddings=NoEmbeddings(settings))
    assert files_of(settings.home) == before
    done, _ = run(folder, settings)
    facts = ("added", "updated", "unchanged", "removed", "failed", "articles", "passages")
    assert [getattr(preview, fact) for fact in facts] == [getattr(done, fact) for fact in facts]
    assert len(preview.failed) == 1


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time of change."""
    stats = {str(path): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (info.st_size, info.st_mtime_ns) for path, info in stats.items()}


class NoEmbeddings(CountingEmbeddings):
    """A model that must not be needed."""

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(f"{len(texts)} texts were embedded")


def test_touched_file_makes_no_generation_and_is_read_once(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new time stamp costs one reading; the generation that comes next for another reason learns of it."""
    run(folder, settings)
    before = StoreFiles(settings.home).published()
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    read: list[str] = []
    real = FileItem.read

    def noting(item: FileItem) -> object:
        read.append(item.path)
        return real(item)

    monkeypatch.setattr(FileItem, "read", noting)
    for _ in range(3):
        run(folder, settings)
    assert read == [str(folder / "0.txt")]
    assert StoreFiles(settings.home).published() == before
    write(folder / "9.txt", "New", "Something changed.")
    run(folder, settings)
    (settings.home / "store" / "journal.db").unlink()
    run(folder, settings)
    assert read == [str(folder / "0.txt"), str(folder / "9.txt")]


def test_damaged_journal_does_no_harm(folder: Path, settings: Settings) -> None:
    """It is begun anew; what it held costs some reading."""
    run(folder, settings)
    (settings.home / "store" / "journal.db").write_bytes(
        b"not a database, and long enough to be looked at" * 50
    )
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    report, _ = run(folder, settings)
    assert report.unchanged == 3
    assert list(Journal(settings.home / "store").sources()) == [str(folder)]


def test_folder_that_cannot_be_listed_removes_nothing(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in a folder inside the source that cannot be read for now stays in the store."""
    (folder / "inside").mkdir()
    write(folder / "inside" / "x.txt", "Inside", "It stays where it is.")
    run(folder, settings)
    real = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("inside"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report, _ = run(folder, settings)
    assert (report.removed, report.articles) == ((), 4)
    assert report.failed[0].origin == str(folder / "inside")


def test_record_moves_between_files_that_both_changed(tmp_path: Path, settings: Settings) -> None:
    """A record that goes from a later file to an earlier one in one step ends as in a fresh build."""
    folder = tmp_path / "records"
    folder.mkdir()
    lines = {n: json.dumps({"id": n, "text": f"Text of {n}.", "title": n}) for n in ("a1", "b1", "b2")}
    (folder / "a.jsonl").write_text(lines["a1"] + "\n", "utf-8")
    (folder / "b.jsonl").write_text(lines["b1"] + "\n" + lines["b2"] + "\n", "utf-8")
    run(folder, settings)
    (folder / "a.jsonl").write_text(lines["a1"] + "\n" + lines["b2"] + "\n", "utf-8")
    (folder / "b.jsonl").write_text(lines["b1"] + "\n", "utf-8")
    report, _ = run(folder, settings)
    assert (report.failed, report.removed, report.unchanged, report.articles) == ((), (), 3, 3)
    fresh = settings.model_copy(update={"home": tmp_path / "fresh"})
    run(folder, fresh)
    assert contents(settings) == contents(fresh)


def test_rebuild_that_finds_nothing_keeps_the_store(folder: Path, settings: Settings) -> None:
    """A rebuild from a folder that is not there is refused with its reason, not obeyed."""
    run(folder, settings)
    before = contents(settings)
    with pytest.raises(
        StoreError, match=r"no article was found.*nowhere.*stays as it was|no article.*nowhere"
    ):
        run(folder / "nowhere", settings, rebuild=True)
    assert contents(settings) == before


def test_second_waits_where_it_is_told_to(folder: Path, settings: Settings) -> None:
    """It says that it waits, and goes on when the first has ended."""
    said: list[str] = []
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with StoreFiles(settings.home).locked():
            held.set()
            over.wait(30)

    first = threading.Thread(target=hold)
    first.start()
    held.wait(30)

    def waiting() -> None:
        said.append("waiting")
        over.set()

    report = refresh([folder], settings, waiting=waiting, embeddings=CountingEmbeddings(settings))
    first.join(30)
    assert (said, len(report.added)) == (["waiting"], 3)


@pytest.mark.parametrize("old", [1, 2])
def test_older_format_is_brought_up_to_date(
    folder: Path, settings: Settings, tmp_path: Path, old: int
) -> None:
    """A refresh upgrades the store with a word, keeps what it can, and then equals a fresh build."""
    run(folder, settings)
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside / "o.txt", "Outside", "From a source that is not refreshed now.")
    run(outside, settings)
    make_older(settings, old)
    write(folder / "2.txt", "Article 2", "Changed meanwhile.")
    report, embedded = run(folder, settings)
    assert report.notice is not None
    assert f"format {old}" in report.notice
    assert (len(report.updated), report.unchanged, report.articles) == (1, 2, 4)
    assert len(embedded) == 5  # older stores have no vectors of sentences
    fresh = settings.model_copy(update={"home": tmp_path / "fresh"})
    run(folder, fresh)
    run(outside, fresh)
    assert contents(settings) == contents(fresh)
    later, _ = run(folder, settings)
    assert (later.notice, later.changed) == (None, False)


def make_older(settings: Settings, old: int) -> None:
    """Turn the store into what presscite wrote when its format was 1 or 2."""
    files = StoreFiles(settings.home)
    folder = files.generation(str(files.published()))
    facts = json.loads((folder / "manifest.json").read_text("utf-8"))
    facts["format"] = old
    (folder / "manifest.json").write_text(json.dumps(facts), "utf-8")
    with closing(sqlite3.connect(folder / "catalogue.db")) as database, database:
        database.execute("ALTER TABLE articles DROP COLUMN updated")
        database.execute("ALTER TABLE articles DROP COLUMN author")
        if old == 1:
            database.execute("ALTER TABLE passages DROP COLUMN signature")


def test_newer_format_is_refused(folder: Path, settings: Settings) -> None:
    """A store of a newer presscite is left alone, until it is told to be built anew."""
    run(folder, settings)
    files = StoreFiles(settings.home)
    manifest = files.generation(str(files.published())) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "format": 99}), "utf-8")
    with pytest.raises(StoreError, match="newer presscite"):
        run(folder, settings)
    report, _ = run(folder, settings, rebuild=True)
    assert len(report.added) == 3


def test_vectors_move_to_a_server_and_back(folder: Path, tmp_path: Path, chroma_server: str) -> None:
    """Setting PRESSCITE_CHROMA_URL, or taking it away, moves them at the next refresh."""
    inside = Settings(home=tmp_path / "home", passage_chars=200)
    outside = Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_server)
    run(folder, inside)
    before = contents(inside)
    for settings in (outside, inside):
        report, embedded = run(folder, settings)
        # Without its address, nothing can be fetched from the server any more.
        assert (report.changed, len(embedded), report.articles) == (False, 3 * (settings is inside), 3)
        assert contents(settings) == before
        assert bool(list((tmp_path / "home").rglob("chroma"))) is (settings is inside)


def test_old_collections_are_deleted(folder: Path, tmp_path: Path, chroma_server: str) -> None:
    """Of one store the server keeps one collection, and those of other stores are left alone."""
    ours = Settings(home=tmp_path / "ours", passage_chars=200, chroma_url=chroma_server)
    theirs = Settings(home=tmp_path / "theirs", passage_chars=200, chroma_url=chroma_server)
    run(folder, theirs)
    for n in range(3):
        write(folder / "0.txt", "Article 0", f"Version {n}.")
        run(folder, ours)
    write(folder / "0.txt", "Article 0", "Last version.")
    run(folder, ours)
    files = StoreFiles(ours.home, chroma_server)
    assert files.server is not None
    assert len(files.server.leftovers(keep=[])) == 1
    assert contents(theirs)


def test_no_collection_outlives_its_folder(
    folder: Path, tmp_path: Path, chroma_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refresh that is killed while it clears away leaves nothing in the server that nobody knows of."""
    settings = Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_server)
    run(folder, settings)
    files = StoreFiles(settings.home, chroma_server)
    assert files.server is not None
    remains = files.generation("20200101T000000-abcdef")
    remains.mkdir()
    files.server.open(remains.name, create=True)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("retrieval.store.files.shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            files.clear()
    assert files.server_leftovers() == []
    assert len(files.server.leftovers(keep=[])) == 1
    run(folder, settings)
    assert not remains.exists()
    assert examine(settings).sound


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can mount a small disk")
def test_full_disk_leaves_the_store_as_it_was(folder: Path, tmp_path: Path) -> None:
    """On a disk that fills up during a refresh, the error says so, and with more room the refresh completes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], check=False).returncode:  # noqa: S607
        pytest.skip("a small disk cannot be mounted here")
    try:
        settings = Settings(home=disk / "home", passage_chars=200)
        run(folder, settings)
        before = contents(settings)
        filler = disk / "filler"
        reader = Store.from_settings(settings)
        with reader.reading() as snapshot:
            vector = snapshot.vectors.stored([next(iter(before))])[next(iter(before))]
        for left in (0, 4096, 100_000, 400_000, 800_000):
            room = os.statvfs(disk)
            filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - left))
            write(folder / "8.txt", "Large", "".join(f"Sentence {n} of many. " for n in range(3_000)))
            with pytest.raises(StoreError, match=r"disk is full|No space left|cannot be written"):
                run(folder, settings)
            with reader.reading() as snapshot:  # who is asking meanwhile notices nothing
                assert len(snapshot.vectors.nearest(vector, 9)) == len(before)
            filler.unlink()
            assert contents(settings) == before
        reader.close()
        subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)  # noqa: S607
        report, _ = run(folder, settings)
        assert len(report.added) == 1
    finally:
        subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can mount a disk read-only"
)
def test_read_only_folder_is_named(folder: Path, tmp_path: Path) -> None:
    """A store on a disk that cannot be written is refused in words, and is as it was when it can be again."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], check=False).returncode:  # noqa: S607
        pytest.skip("a disk cannot be mounted here")
    try:
        settings = Settings(home=disk / "home", passage_chars=200)
        run(folder, settings)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)  # noqa: S607
        write(folder / "8.txt", "New", "It cannot come in.")
        with pytest.raises(StoreError, match=r"cannot be written.*PRESSCITE_HOME"):
            run(folder, settings)
        assert refresh([folder], settings, dry_run=True).added
        # Chroma itself cannot read without writing a little; see docs/refresh.md.
        with pytest.raises(StoreError, match="Chroma needs even to read"):
            contents(settings)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)  # noqa: S607
        assert len(contents(settings)) == 3
    finally:
        subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607
