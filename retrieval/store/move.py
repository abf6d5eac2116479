"""The published generation of one store published in another: from a folder into PostgreSQL, or back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import Passage
from retrieval.store.earlier_texts import EarlierTexts
from retrieval.store.items import Items
from retrieval.store.passage_embedder import PassageEmbedder
from retrieval.store.progress import Progress
from retrieval.store.reusable_vectors import ReusableVectors
from retrieval.store.vector_changes import VectorChanges
from retrieval.text.analysis import ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Article
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.catalogue import Catalogue
    from retrieval.store.port.catalogue_target import CatalogueTarget
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.port.open_generation import OpenGeneration


def copy_generation(
    source: StoreEngine,
    name: str,
    target: StoreEngine,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
) -> tuple[int, int]:
    """Publish a generation of one store in another; call it with the target locked.

    Articles, passages, items and vectors are taken over as they are; postings are made anew of them.  Whoever reads
    either store meanwhile notices nothing but that the target has a new generation at the end.

    Args:
        source: The store to copy from.
        name: The generation; it is not removed meanwhile.
        target: The store to copy to; what it held goes as after a rebuild.
        embeddings: The embedding model, for passages whose vectors are damaged; else it is not loaded.
        progress: Called with how far it has come.

    Returns:
        How many articles and how many passages there are.

    Raises:
        FileNotFoundError: The generation is gone.
        StoreError: One of the stores cannot be read or written.
    """
    with closing(source.opened(name)) as opened:
        staged = target.stage(None)
        catalogue = staged.catalogue
        try:
            catalogue.begin()
            passages = _copy_catalogue(opened, catalogue, progress)
            catalogue.commit()
            manifest = opened.manifest
            vectors = ReusableVectors(opened.vectors, opened.sentences, manifest.dimension)
            embedder = PassageEmbedder(embeddings, catalogue, progress)
            dimension = staged.write_vectors(VectorChanges(), embedder, vectors)
            counts, checksum = catalogue.counts(), catalogue.articles_checksum()
            catalogue.settle(passages)
            staged.publish(
                replace(
                    manifest,
                    dimension=dimension or manifest.dimension,
                    vectors=target.kept,
                    articles=checksum,
                    analysis=ANALYSIS,
                    files={},
                )
            )
        finally:
            catalogue.close()
            staged.discard()
    return counts


def _copy_catalogue(
    opened: OpenGeneration, target: CatalogueTarget, progress: Callable[[Progress], None]
) -> int:
    """Copy articles and items; returns how many passages there are."""
    catalogue = opened.catalogue
    total, done = catalogue.counts()[1], 0
    for article, item, digest in catalogue.all_articles():
        passages = _passages(catalogue, article)
        target.put(article, passages, item, digest)
        done += len(passages)
        progress(Progress(stage="index", done=done, total=total))
    target.take_over(EarlierTexts(opened.tables).all_rows())
    for state in Items(opened.tables).all():
        target.note_item(state)
    return total


def _passages(catalogue: Catalogue, article: Article) -> list[Passage]:
    """An article's passages as they are kept; those of today's passage size may be others."""
    return [
        Passage(id=id_, article_id=article.id, text=article.text[start:end], start=start, end=end)
        for id_, start, end in catalogue.spans(article.id)
    ]
