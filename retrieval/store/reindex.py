"""A generation made anew from the articles that another one holds, without reading any source."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.catalogue import Catalogue
from retrieval.store.earlier_texts import EarlierTexts
from retrieval.store.items import Items
from retrieval.store.manifest import FORMAT
from retrieval.store.shown_language import with_shown_language
from retrieval.store.stated_zones import with_stated_zones
from retrieval.store.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.progress import Progress
    from retrieval.store.tables import Tables


def reindex(
    engine: StoreEngine,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
    *,
    name: str,
    reuse: bool = True,
) -> int:
    """Publish a generation of this format with the articles of another one; call it with the store locked.

    Passages and postings are all made anew, languages told by the texts, and vectors taken over where they are sound
    and of this format.

    From a store of an older format, sources are read again at their next refresh, for the facts that it did not
    keep.

    Args:
        engine: What keeps the store.
        settings: The embedding model, and the passage size for a generation of an older format.
        embeddings: The embedding model.
        progress: Called now and then with how far it has come.
        name: The generation whose articles are taken.
        reuse: Whether its vectors may be looked at.

    Returns:
        How many articles there are.

    Raises:
        StoreError: The articles themselves cannot be read.
        ModelError: The embedding model cannot be loaded or fails.
    """
    manifest = engine.manifest(name)
    reused = name if reuse and manifest.model == settings.embedding_model else None
    current = manifest.format == FORMAT
    chars = manifest.passage_chars if current else settings.passage_chars
    nothing = BaseSnapshot(engine, settings, None)
    with GenerationWriter(engine, settings, embeddings, nothing, reuse=reused, passage_chars=chars) as writer:
        writer.start()
        with closing(engine.tables(name)) as database:
            _copy_articles(database, writer, None if current else f"format {manifest.format}")
        articles, _ = writer.finish(progress)
    return articles


def _copy_articles(database: Tables, writer: GenerationWriter, stale: str | None) -> None:
    """Put every article and item in; where there is a stale fingerprint, items count as changed."""
    articles = Catalogue(database).all_articles()
    # Digests of older formats were made otherwise.
    for kept, item, digest in articles if stale else with_stated_zones(articles):
        article, digest_now = with_shown_language(kept, digest)
        writer.put(article, item, None if stale else digest_now)
    writer.take_over(EarlierTexts(database))
    for state in Items(database).all():
        writer.note_item(state._replace(fingerprint=stale) if stale else state)
