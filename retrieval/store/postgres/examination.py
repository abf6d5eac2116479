"""A close look at one generation in PostgreSQL: is everything in it, once, and as the articles have it?"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from corpus import Passage
from retrieval.errors import ServerUnreachableError, StoreError
from retrieval.store.catalogue import Catalogue
from retrieval.store.diagnosis import Diagnosis, Finding, Repair, each_once
from retrieval.store.examination import Examination, listed, named
from retrieval.store.generation_examination import (
    REPAIR,
    GenerationHealth,
    collection_left_over,
    examine_manifest,
    rollback_notice,
    server_away,
)
from retrieval.store.manifest import FORMAT
from retrieval.store.postgres.passage_rows import postings_of
from retrieval.store.vector_examination import VectorComparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus import Article
    from retrieval.settings import Settings
    from retrieval.store.postgres.engine import PostgresEngine
    from retrieval.store.postgres.generation import PostgresGeneration
    from retrieval.store.postgres.tables import PostgresTables


def examine_database(engine: PostgresEngine, name: str, settings: Settings) -> Diagnosis:
    """Look at everything in a generation; writes nothing and needs no model.

    Args:
        engine: The store.
        name: The generation.
        settings: The embedding model in use.
    """
    health = GenerationHealth()
    try:
        with closing(engine.opened(name, vectors=False)) as opened:
            examine_manifest(opened.manifest, settings, health)
            if opened.manifest.format == FORMAT:
                _examine(opened, health)
    except (StoreError, FileNotFoundError) as error:
        health.findings.append(
            Finding(what=str(error), remedy="see to the database and the Chroma server", repair=None)
        )
    return Diagnosis(
        findings=each_once([*health.findings, *_leftovers(engine), *_server_leftovers(engine)]),
        articles=health.articles,
        passages=health.passages,
        vectors=health.vectors,
        notice=rollback_notice(engine.retention.rolled_back(), engine.hold.since),
    )


def _examine(opened: PostgresGeneration, health: GenerationHealth) -> None:
    examination = Examination(opened.tables, opened.sentences)
    health.articles, health.passages = examination.counts()
    for what in (
        *examination.passage_faults(),
        *examination.sentence_faults(opened.manifest.dimension),
        *_posting_faults(opened.tables),
        *_count_faults(opened.tables),
    ):
        health.add(what, Repair.REINDEX)
    try:
        found = VectorComparison(examination.passages(), opened.manifest.dimension).of(opened.vectors)
    except ServerUnreachableError as error:
        health.findings.append(server_away(error))
        return
    except StoreError as error:
        health.add(f"the vectors cannot be read: {error}", Repair.REINDEX)
        return
    health.vectors = found.seen
    for what in found.faults:
        health.add(what, Repair.REINDEX)


def _posting_faults(tables: PostgresTables) -> Iterator[str]:
    """Whether every passage has the postings of its words and no others."""
    catalogue = Catalogue(tables)
    wrong = [
        id_
        for article, _, _ in catalogue.all_articles()
        for id_ in _wrong_postings(tables, catalogue, article)
    ]
    yield from named("passage has postings of other words", "passages have postings of other words", wrong)


def _wrong_postings(tables: PostgresTables, catalogue: Catalogue, article: Article) -> Iterator[str]:
    passages = [
        Passage(id=id_, article_id=article.id, text=article.text[start:end], start=start, end=end)
        for id_, start, end in catalogue.spans(article.id)
    ]
    kept = _kept_postings(tables, article.id)
    for at, passage in enumerate(passages):
        if kept.get(passage.id, {}) != postings_of(article, passages, at)[0]:
            yield passage.id


def _kept_postings(tables: PostgresTables, article_id: str) -> Mapping[str, dict[str, tuple[int, int, int]]]:
    found: dict[str, dict[str, tuple[int, int, int]]] = {}
    for id_, term, title, body, around in tables.rows(_POSTINGS, [article_id]):
        found.setdefault(id_, {})[term] = (title, body, around)
    return found


def _count_faults(tables: PostgresTables) -> Iterator[str]:
    """Whether it is right in how many passages each term stands."""
    wrong = [str(term) for (term,) in tables.rows(_COUNTS.format(tables.number))]
    yield from named("term is counted wrongly", "terms are counted wrongly", wrong)


def _leftovers(engine: PostgresEngine) -> Iterator[Finding]:
    if engine.busy():
        return  # what looks left over is being written
    for name in engine.retention.leftovers():
        yield Finding(
            what=f"the generation {name} is left over, such as from a refresh that was killed",
            remedy=f"{REPAIR}; the next refresh also clears it away",
            repair=Repair.CLEAR,
        )


def _server_leftovers(engine: PostgresEngine) -> Iterator[Finding]:
    """What the Chroma server has that no generation needs."""
    try:
        names = () if engine.busy() else engine.server.leftovers(keep=engine.retention.collections)
        orphans = engine.orphans.found()
    except StoreError as error:
        yield server_away(error)
        return
    for name in names:
        yield collection_left_over(name, "the next refresh")
    for name, records in orphans.items():
        belong = "vector belongs" if len(records) == 1 else "vectors belong"
        yield Finding(
            what=f"{len(records):,} {belong} to no passage ({listed(records)}) in the collection {name}",
            remedy=REPAIR,
            repair=Repair.CLEAR,
        )


_POSTINGS = (
    "SELECT p.id, t.term, t.title, t.body, t.around FROM passages p JOIN store_postings t ON t.passage = p.row "
    "WHERE p.article = ?"
)
_COUNTS = """
, actual AS (
    SELECT t.term, count(*) AS passages FROM passages p JOIN store_postings t ON t.passage = p.row GROUP BY t.term
), counted AS (
    SELECT term, passages FROM store_terms WHERE born <= {0} AND died > {0}
)
SELECT coalesce(a.term, c.term) FROM actual a FULL JOIN counted c ON c.term = a.term
WHERE a.passages IS DISTINCT FROM c.passages ORDER BY 1
"""
