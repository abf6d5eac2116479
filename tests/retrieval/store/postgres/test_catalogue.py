"""What readers ask of a generation in PostgreSQL takes few statements: each is a way to the server and back."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event

from retrieval.retriever import HybridRetriever
from retrieval.store.engine import store_engine
from retrieval.store.postgres.engine import PostgresEngine
from retrieval.store.snapshot import Snapshot
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import run, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.settings import Settings


@contextmanager
def counted(settings: Settings) -> Iterator[list[str]]:
    """The statements that are sent to the database while the block runs, but for what keeps leases alive."""
    engine = store_engine(settings)
    assert isinstance(engine, PostgresEngine)
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if "store_readers" not in statement:
            sent.append(statement)

    event.listen(engine.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.database.engine, "before_cursor_execute", note)


def test_the_passages_of_a_question_take_five_statements(folder: Path, settings: Settings) -> None:
    """The pointer, how frequent its terms are, those that hold them, those near to it, and the best of all."""
    run(folder, settings)
    with closing(Store.from_settings(settings)) as store:
        retriever = HybridRetriever(store=store, embeddings=CountingEmbeddings(settings))
        assert retriever.hits("What is article 0 about?", 8)  # what is read once a generation is read now
        store._follower = None  # its own look at the pointer is none of the question's
        with counted(settings) as sent:
            hits = retriever.hits("Is there anything new in article 1?", 8)
        looks = [statement for statement in sent if "store_pointer" in statement]
        assert hits
        assert looks
        assert len(sent) - len(looks) <= 4


def test_what_was_read_is_not_read_again(folder: Path, settings: Settings) -> None:
    """Articles, signatures and facts of a generation never change; a later one has its own."""
    run(folder, settings)
    engine = store_engine(settings)
    with closing(Snapshot(engine, str(engine.published()))) as before:
        ids = before.catalogue.sample(9)
        articles = before.catalogue.articles(
            [hit.article_id for hit in before.catalogue.hits(dict.fromkeys(ids, 1.0))]
        )
        signatures, facts = before.catalogue.signatures(ids), before.catalogue.facts(ids)
        assert len(articles) == len(signatures) == len(facts) == len(ids) == 3
        with counted(settings) as sent:
            assert before.catalogue.articles([*articles]) == articles
            assert before.catalogue.signatures(ids) == signatures
            assert before.catalogue.facts(ids) == facts
        assert sent == []
        write(folder / "0.txt", "Article 0", "Something else.")
        run(folder, settings)
        with closing(Snapshot(engine, str(engine.published()))) as after:
            newer = after.catalogue.articles([*articles])
        assert newer.keys() == articles.keys()
        assert sorted(newer[id_].text == articles[id_].text for id_ in articles) == [False, True, True]
        assert before.catalogue.articles([*articles]) == articles
