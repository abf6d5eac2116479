"""A store made sound again without any source, as far as that can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.store.diagnosis import Diagnosis, Repair
from retrieval.store.doctor import examine
from retrieval.store.engine import store_engine
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.generation_examination import examine_generation
from retrieval.store.reindex import reindex
from retrieval.store.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.settings import Settings
    from retrieval.store.files import StoreFiles
    from retrieval.store.postgres.engine import PostgresEngine
    from retrieval.store.progress import Progress


def repair(
    settings: Settings,
    diagnosis: Diagnosis,
    *,
    embeddings: SentenceTransformerEmbeddings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Diagnosis:
    """Repair what can be, without any source.

    Where the articles can be relied on, a new generation is made of them: sound vectors are taken over, missing and
    broken ones embedded anew; passages and postings are all made anew, orphans and leftovers removed.  Where they
    cannot, the last sound generation that is kept is published.

    Returns:
        The diagnosis after the repair.

    Raises:
        StoreError: A refresh is running, or the store cannot be written.
        ModelError: Passages have to be embedded and the model cannot be used.
    """
    engine = store_engine(settings)
    if not isinstance(engine, FolderEngine):
        from retrieval.store.postgres.engine import PostgresEngine

        assert isinstance(engine, PostgresEngine)  # noqa: S101 - there is no third
        _mend_database(engine, settings, diagnosis, embeddings, progress or (lambda _: None))
        return examine(settings)
    files = engine.files
    notice = None
    if diagnosis.repairs != {None}:
        with engine.locked():
            # Where something is wrong that no repair mends, such as another model, nothing is made of it.
            if None not in diagnosis.repairs:
                notice = _Mending(files, settings, embeddings, progress).mend(diagnosis)
            Retention(files, settings.kept_generations).clear()
            files.clear_server()
    found = examine(settings)
    return replace(found, notice=notice or found.notice)


def _mend_database(
    engine: PostgresEngine,
    settings: Settings,
    diagnosis: Diagnosis,
    embeddings: SentenceTransformerEmbeddings | None,
    progress: Callable[[Progress], None],
) -> None:
    """Make a new generation of the articles in PostgreSQL, which sees to it that these are what was written."""
    name = engine.published()
    if diagnosis.repairs == {None} or name is None:
        return
    with engine.locked():
        if Repair.REINDEX in diagnosis.repairs and None not in diagnosis.repairs:
            model = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
            reindex(engine, settings, model, progress, name=name)
        engine.clear(settings.kept_generations)
        if Repair.CLEAR in diagnosis.repairs:
            engine.orphans.remove()


class _Mending:
    """Publishes a generation in the place of one that is damaged; with the store locked."""

    def __init__(
        self,
        files: StoreFiles,
        settings: Settings,
        embeddings: SentenceTransformerEmbeddings | None,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._files = files
        self._settings = settings
        self._embeddings = embeddings
        self._progress = progress or (lambda _: None)

    def mend(self, diagnosis: Diagnosis) -> str | None:
        """Mend what was found; returns what there is to say about it."""
        name = self._files.published()
        if Repair.FALL_BACK in diagnosis.repairs:
            return self._fall_back()
        if Repair.REINDEX in diagnosis.repairs and name is not None:
            self._reindex(name, reuse=examine_generation(self._files, name, self._settings).readable)
        return None

    def _fall_back(self) -> str | None:
        """Publish the latest of the other generations that is sound, or can be made so."""
        damaged = self._files.published()
        for name in Retention(self._files, 0).others():
            health = examine_generation(self._files, name, self._settings)
            repairs = {finding.repair for finding in health.findings}
            if repairs - {Repair.REINDEX}:
                continue
            if repairs:
                self._reindex(name, reuse=health.readable)
            else:
                self._files.point_to(name)
            return (
                f"The articles of {damaged} cannot be relied on; those of {name}, the last sound generation, are "
                "published in their place. What came in later comes back with the next refresh."
            )
        return None

    def _reindex(self, name: str, *, reuse: bool) -> None:
        embeddings = self._embeddings or SentenceTransformerEmbeddings.from_settings(self._settings)
        reindex(FolderEngine(self._files), self._settings, embeddings, self._progress, name=name, reuse=reuse)
