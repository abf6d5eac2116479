"""The next generation of the store while it is being written."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Self

from corpus import split
from corpus.languages.detection import DETECTION
from retrieval.errors import StoreError
from retrieval.store.manifest import FORMAT, Manifest
from retrieval.store.passage_embedder import PassageEmbedder
from retrieval.store.progress import Progress
from retrieval.store.vector_changes import VectorChanges
from retrieval.text.analysis import ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from corpus import Article
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings
    from retrieval.store.base_snapshot import BaseSnapshot
    from retrieval.store.earlier_texts import EarlierTexts
    from retrieval.store.items import ItemState
    from retrieval.store.port.catalogue_target import CatalogueTarget
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.port.staged_generation import StagedGeneration


class GenerationWriter:
    """Changes to a base generation, kept aside until `finish` publishes them.

    Nothing is copied or written before the first change, so that a refresh that finds none is quick.  Use it as
    a context manager, with the store locked; what was not finished is thrown away when the block ends.

    Args:
        engine: What keeps the store.
        settings: Passage size and model name for the manifest.
        embeddings: Embeds new passages; not loaded where there are none.
        base: The generation to start from.
        reuse: Name of a generation whose vectors are taken over where a passage has the same id; by default the
            base, where its vectors cannot simply be copied.
        passage_chars: The passage size; the one of the settings by default.
        ends_hold: Whether refreshes by the clock are held no longer once it is published.

    Attributes:
        notice: What there is to say of what was done beside the changes, once it is finished.
    """

    def __init__(
        self,
        engine: StoreEngine,
        settings: Settings,
        embeddings: SentenceTransformerEmbeddings,
        base: BaseSnapshot,
        *,
        reuse: str | None = None,
        passage_chars: int | None = None,
        ends_hold: bool = False,
    ) -> None:
        self._engine = engine
        self._embeddings = embeddings
        self._model = settings.embedding_model
        self._earlier_texts = settings.earlier_texts
        self._base = base
        self._reuse = reuse or base.name
        self._passage_chars = passage_chars or settings.passage_chars
        self._ends_hold = ends_hold
        self._staged: StagedGeneration | None = None
        self._catalogue: CatalogueTarget | None = None
        self._changes = VectorChanges()
        self._written = 0  # passages
        self.notice: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._catalogue is not None:
            self._catalogue.close()
        if self._staged is not None:
            self._staged.discard()
        if isinstance(error, OSError | sqlite3.Error):
            what = getattr(error, "strerror", None) or error
            raise StoreError(
                f"the store in {self._engine.place} cannot be written ({what}); it stays as it was"
            ) from error
        if isinstance(error, StoreError) and self._staged is not None:
            raise type(error)(f"{error}; the store stays as it was") from error

    # Changes

    @property
    def changed(self) -> bool:
        """Whether anything is to be published."""
        return self._catalogue is not None or self._is_moved or self._is_outdated

    @property
    def _is_moved(self) -> bool:
        return self._base.manifest is not None and self._base.manifest.vectors != self._engine.kept

    @property
    def _is_outdated(self) -> bool:
        """Whether another presscite wrote it, which made terms or told languages in another way."""
        made = self._base.manifest
        return made is not None and (made.analysis, made.detection) != (ANALYSIS, DETECTION)

    def start(self) -> None:
        """Make sure that something is published, even where nothing is put in."""
        self._writable()

    def put(self, article: Article, item: str, digest: str | None = None) -> None:
        """Add an article or replace it; `digest` stands for its own where it is taken over from another store."""
        passages = split(article, self._passage_chars)
        self._changes.gone += self._writable().put(article, passages, item, digest)
        self._changes.touched.append(article.id)
        self._written += len(passages)

    def take_over(self, earlier: EarlierTexts) -> None:
        """Keep the earlier texts that another generation has."""
        self._writable().take_over(earlier.all_rows())

    def restate(self, article: Article) -> None:
        """Put the dates of an article that is in already into the zones that it has them in here."""
        self._writable().restate(article)
        self._changes.touched.append(article.id)

    def remove(self, article_id: str) -> None:
        """Take an article out."""
        self._changes.gone += self._writable().remove(article_id)

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looks like now."""
        self._writable().note_item(item)

    def forget_item(self, origin: str) -> None:
        """Forget an item that is gone."""
        self._writable().forget_item(origin)

    def _writable(self) -> CatalogueTarget:
        if self._catalogue is None:
            self._base.check_intact()  # else what is damaged in it would be copied, and count as sound from then on
            self._staged = self._engine.stage(self._base.name, self._earlier_texts)
            self._catalogue = self._staged.catalogue
            self._catalogue.begin()
        return self._catalogue

    # The end

    def finish(self, progress: Callable[[Progress], None]) -> tuple[int, int]:
        """Embed what is new and publish.

        Returns:
            How many articles and how many passages the store holds now.

        Raises:
            ModelError: The embedding model cannot be loaded or fails; nothing is published.
            StoreError: The vectors cannot be written; nothing is published.
        """
        if not self.changed:
            return self._base.counts()
        catalogue = self._writable()
        assert self._staged is not None  # noqa: S101 - set by _writable
        if self._is_outdated:
            self._bring_up_to_date(catalogue, progress)
        catalogue.commit()
        embedder = PassageEmbedder(self._embeddings, catalogue, progress)
        dimension = self._staged.write_vectors(self._changes, embedder, self._reuse)
        counts, articles = catalogue.counts(), catalogue.articles_checksum()
        progress(Progress(stage="publish", done=counts[1], total=counts[1]))
        catalogue.settle(self._written)
        self._catalogue = None
        self._staged.publish(self._manifest(dimension, articles), ends_hold=self._ends_hold)
        return counts

    def _bring_up_to_date(self, catalogue: CatalogueTarget, progress: Callable[[Progress], None]) -> None:
        """Make all terms and tell all languages anew, from the articles alone: nothing is fetched or embedded."""
        total = catalogue.counts()[1]
        for done in catalogue.rewrite_postings():
            progress(Progress(stage="index", done=done, total=total))
        self._written = total
        mended = catalogue.tell_languages()
        self._changes.touched += mended
        self.notice = (
            "An earlier presscite made this store: its words were indexed anew, and the languages of "
            f"{len(mended):,} articles told by their texts."
        )

    def _manifest(self, dimension: int, articles: int | None) -> Manifest:
        known = self._base.manifest.dimension if self._base.manifest else 0
        return Manifest(
            format=FORMAT,
            model=self._model,
            dimension=dimension or known,
            passage_chars=self._passage_chars,
            made="",
            vectors=self._engine.kept,
            articles=articles,
            zones=True,
            analysis=ANALYSIS,
            detection=DETECTION,
        )
