"""A generation made anew from the articles that another one holds, without reading any source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import StoreError
from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.catalogue import Catalogue
from retrieval.store.database import IndexDatabase
from retrieval.store.files import CATALOGUE
from retrieval.store.items import Items
from retrieval.store.manifest import FORMAT, Manifest
from retrieval.store.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings
    from retrieval.store.files import StoreFiles
    from retrieval.store.progress import Progress


def reindex(
    files: StoreFiles,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
) -> int:
    """Publish a generation of this format with the articles of the published one; call it with the store locked.

    Passages and postings are all made anew, and vectors taken over where they are sound and of this format.
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
    reuse = name if manifest.model == settings.embedding_model else None
    current = manifest.format == FORMAT
    chars = manifest.passage_chars if current else settings.passage_chars
    nothing = BaseSnapshot(files, settings, None)
    with GenerationWriter(files, settings, embeddings, nothing, reuse=reuse, passage_chars=chars) as writer:
        writer.start()
        database = IndexDatabase(folder / CATALOGUE)
        try:
            _copy_articles(database, writer, None if current else f"format {manifest.format}")
        except StoreError as error:
            raise StoreError(
                f"the articles in {folder} cannot be read ({error.__cause__}); run: presscite refresh --rebuild"
            ) from error
        finally:
            database.close()
        articles, _ = writer.finish(progress)
    files.clear()
    return articles


def _copy_articles(database: IndexDatabase, writer: GenerationWriter, stale: str | None) -> None:
    """Put every article and item in; where there is a stale fingerprint, items count as changed."""
    for article, item, digest in Catalogue(database).all_articles():
        writer.put(article, item, None if stale else digest)
    for state in Items(database).all():
        writer.note_item(state._replace(fingerprint=stale) if stale else state)
