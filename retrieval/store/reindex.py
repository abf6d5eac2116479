"""A generation made anew from the articles that another one holds, without reading any source."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from retrieval.errors import StoreError
from retrieval.store.catalogue import Catalogue
from retrieval.store.files import CATALOGUE
from retrieval.store.manifest import FORMAT, Manifest
from retrieval.store.writer import Draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.indexing.report import Progress
    from retrieval.settings import Settings
    from retrieval.store.files import StoreFiles


def reindex(
    files: StoreFiles,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
) -> int:
    """Publish a generation of this format with the articles of the published one; call it with the store locked.

    Passages and keyword rows are all made anew, and vectors taken over where they are sound and of this format.
    From a store of an older format, sources are read again at their next refresh, for the facts that it did not
    keep.

    Returns:
        How many articles there are.

    Raises:
        StoreError: The articles themselves cannot be read.
        ModelError: The embedding model cannot be loaded or fails.
    """
    name = files.published()
    assert name is not None  # noqa: S101 - callers have opened it
    folder = files.generation(name)
    manifest = Manifest.read_any(folder)
    donor = name if manifest.model == settings.embedding_model else None
    chars = manifest.passage_chars if manifest.format == FORMAT else settings.passage_chars
    with Draft(files, settings, embeddings, base=None, donor=donor, passage_chars=chars) as draft:
        draft.start()
        try:
            before = Catalogue(folder / CATALOGUE)
            _take_over(before, draft, None if manifest.format == FORMAT else f"format {manifest.format}")
            before.close()
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the articles in {folder} cannot be read ({error}); run: presscite refresh --rebuild"
            ) from error
        articles, _ = draft.finish(progress)
    files.clear()
    return articles


def _take_over(before: Catalogue, draft: Draft, stale: str | None) -> None:
    """Put every article and item in; where there is a stale fingerprint, items count as changed."""
    for article, item, digest in before.all_articles():
        draft.put(article, item, None if stale else digest)
    for state in before.items().values():
        draft.note_item(state._replace(fingerprint=stale) if stale else state)
