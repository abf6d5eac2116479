"""The generations of a store in PostgreSQL: which there are, and which one is published."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from retrieval.errors import StoreError
from retrieval.store.manifest import FORMAT, SERVER, Manifest, newer_format
from retrieval.store.postgres.schema import MIGRATIONS, newer_tables
from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from retrieval.postgres import Postgres
    from retrieval.store.postgres.lock import StoreLock

KINDS = ("items", "articles", "earlier_texts", "passages")
"""Tables whose rows a generation can do without."""

CHANNEL = "presscite_store"
"""The channel on which a publication is told, with the name of the generation."""


class Generation(NamedTuple):
    """A generation as the database knows it.

    Attributes:
        number: Its number; later ones have greater ones.
        name: Its name.
        collection: What its collection in the Chroma server is named after.
        passages: How many passages it has.
        tokens: How many tokens these have together.
    """

    number: int
    name: str
    collection: str
    passages: int
    tokens: int


class Registry:
    """The generations of a store.

    Args:
        database: The database.
        lock: Held by whoever writes.
    """

    def __init__(self, database: Postgres, lock: StoreLock) -> None:
        self._database = database
        self._lock = lock

    def published(self) -> str | None:
        """Name of the published generation, or `None` where there is none yet.

        Raises:
            NewerFormatError: A newer presscite has changed the tables in a way that this one cannot live with.
        """
        with store_errors():
            found = self._database.rows(_PUBLISHED) if self._is_made() else []
        if not found:
            return None
        needed, name = found[0]
        if needed > len(MIGRATIONS):
            raise newer_tables(self._database)
        return str(name) if name is not None else None

    def _is_made(self) -> bool:
        if not self._made:
            self._made = self._database.rows("SELECT to_regclass('store_pointer')")[0][0] is not None
        return self._made

    _made = False

    def find(self, name: str) -> Generation:
        """A generation that was published once.

        Raises:
            FileNotFoundError: It is gone.
        """
        with store_errors(), self._database.autocommit() as connection:
            row = connection.exec_driver_sql(_FIND, (name,)).fetchone()
        if row is None:
            raise FileNotFoundError(f"the generation {name} is not in {self._database.place}")
        return Generation(*row)

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself.

        Raises:
            NewerFormatError: A newer presscite made it.
            StoreError: It is gone.
        """
        with store_errors(), self._database.autocommit() as connection:
            row = connection.exec_driver_sql(_MANIFEST, (name,)).fetchone()
        if row is None:
            raise StoreError(f"the generation {name} is not in {self._database.place}")
        found, model, dimension, passage_chars, made, zones, analysis, detection = row
        if found > FORMAT:
            raise newer_format(self._database.place, found)
        return Manifest(
            format=found,
            model=model,
            dimension=dimension,
            passage_chars=passage_chars,
            made=made,
            vectors=SERVER,
            zones=zones,
            analysis=analysis,
            detection=detection,
        )

    def names(self) -> list[str]:
        """Names of all generations that were published once and are there, in their order."""
        with store_errors(), self._database.autocommit() as connection:
            return [str(name) for name in connection.exec_driver_sql(_NAMES).scalars()]

    def stage(self, base: Generation | None) -> Generation:
        """A new generation; its vectors go to the collection of its base."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        name = f"{stamp}-{secrets.token_hex(3)}"
        collection = base.collection if base else name
        with store_errors(), self._database.transaction() as connection:
            self._lock.check(connection)
            number = connection.exec_driver_sql(_STAGE, (name, collection)).scalar_one()
        return Generation(int(number), name, collection, 0, 0)

    def do_without_all(self, staged: Generation) -> None:
        """Let a staged generation do without everything that is in now."""
        with store_errors(), self._database.transaction() as connection:
            for kind in KINDS:
                connection.exec_driver_sql(_DO_WITHOUT.format(kind), (staged.number, staged.number))

    def publish(
        self, staged: Generation, base: Generation | None, manifest: Manifest, *, ends_hold: bool
    ) -> None:
        """Make a staged generation the published one: one transaction, of which readers see all or nothing.

        Args:
            staged: The generation.
            base: The one whose counts its own are made from; `None` where it does without everything before.
            manifest: What it says of itself.
            ends_hold: Whether refreshes by the clock are held no longer.
        """
        values = {"g": staged.number, "base": base.number if base else None}
        facts = (
            FORMAT,
            manifest.model,
            manifest.dimension,
            manifest.passage_chars,
            datetime.now(UTC).isoformat(timespec="seconds"),
            manifest.zones,
            manifest.analysis,
            manifest.detection,
        )
        with store_errors(), self._database.transaction() as connection:
            self._lock.check(connection)
            if base is None:
                connection.exec_driver_sql(_END_TERMS, values)
            connection.exec_driver_sql(_COUNT_TERMS, values)
            connection.exec_driver_sql(_TOTAL, values)
            for kind in KINDS:
                connection.exec_driver_sql(_DIE.format(kind), values)
            connection.exec_driver_sql("DELETE FROM store_deaths WHERE generation = %(g)s", values)
            connection.exec_driver_sql(_DESCRIBE, (*facts, staged.number))
            self._point(connection, staged.name)
            if ends_hold:
                connection.exec_driver_sql("UPDATE store_pointer SET held = NULL WHERE held IS NOT NULL")
            self._lock.renew(connection)

    def point_to(self, name: str) -> None:
        """Make a generation that was published once the published one."""
        with store_errors(), self._database.transaction() as connection:
            self._lock.check(connection)
            self._point(connection, name)

    @staticmethod
    def _point(connection: Connection, name: str) -> None:
        connection.exec_driver_sql(_POINT, (name,))
        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, name))


_PUBLISHED = (
    "SELECT v.read_from, g.name FROM store_version v, store_pointer p "
    "LEFT JOIN store_generations g ON g.number = p.generation"
)
_FIND = (
    "SELECT number, name, collection, coalesce(passages, 0), coalesce(tokens, 0) FROM store_generations "
    "WHERE name = %s AND state = 'published'"
)
_MANIFEST = (
    "SELECT format, model, dimension, passage_chars, made, zones, analysis, detection FROM store_generations "
    "WHERE name = %s AND state = 'published'"
)
_NAMES = "SELECT name FROM store_generations WHERE state = 'published' ORDER BY number"
_STAGE = "INSERT INTO store_generations (name, state, collection) VALUES (%s, 'staged', %s) RETURNING number"
_DESCRIBE = (
    "UPDATE store_generations SET state = 'published', format = %s, model = %s, dimension = %s, passage_chars = %s, "
    "made = %s, zones = %s, analysis = %s, detection = %s WHERE number = %s"
)
_POINT = "UPDATE store_pointer SET generation = (SELECT number FROM store_generations WHERE name = %s)"
_DO_WITHOUT = (
    "INSERT INTO store_deaths SELECT %s, '{0}', row FROM store_{0} "
    "WHERE born < %s AND died = 9223372036854775807"
)
_DIE = (
    "UPDATE store_{0} r SET died = %(g)s FROM store_deaths d "
    "WHERE d.generation = %(g)s AND d.kind = '{0}' AND d.row = r.row"
)

_COUNT_TERMS = """
WITH changes AS (
    SELECT term, count(*) AS more FROM store_postings t JOIN store_passages p ON p.row = t.passage
    WHERE p.born = %(g)s GROUP BY term
    UNION ALL
    SELECT term, -count(*) FROM store_postings t
    JOIN store_deaths d ON d.generation = %(g)s AND d.kind = 'passages' AND d.row = t.passage
    WHERE %(base)s::bigint IS NOT NULL GROUP BY term
), changed AS (
    SELECT term, sum(more)::bigint AS more FROM changes GROUP BY term
), ended AS (
    UPDATE store_terms t SET died = %(g)s FROM changed c
    WHERE t.term = c.term AND t.born < %(g)s AND t.died > %(g)s AND c.more <> 0
    RETURNING t.term, t.passages
)
INSERT INTO store_terms (term, passages, born)
SELECT c.term, coalesce(e.passages, 0) + c.more, %(g)s FROM changed c LEFT JOIN ended e ON e.term = c.term
WHERE c.more <> 0 AND coalesce(e.passages, 0) + c.more > 0
"""
_END_TERMS = "UPDATE store_terms SET died = %(g)s WHERE born < %(g)s AND died > %(g)s"
_TOTAL = """
WITH base AS (
    SELECT articles, passages, tokens FROM store_generations WHERE number = %(base)s
), lost AS (
    SELECT d.kind, d.row FROM store_deaths d WHERE d.generation = %(g)s AND %(base)s::bigint IS NOT NULL
)
UPDATE store_generations SET
    articles = coalesce((SELECT articles FROM base), 0) + (SELECT count(*) FROM store_articles WHERE born = %(g)s)
        - (SELECT count(*) FROM lost WHERE kind = 'articles'),
    passages = coalesce((SELECT passages FROM base), 0) + (SELECT count(*) FROM store_passages WHERE born = %(g)s)
        - (SELECT count(*) FROM lost WHERE kind = 'passages'),
    tokens = coalesce((SELECT tokens FROM base), 0)
        + coalesce((SELECT sum(tokens) FROM store_passages WHERE born = %(g)s), 0)
        - coalesce((SELECT sum(p.tokens) FROM lost l JOIN store_passages p ON p.row = l.row
                    WHERE l.kind = 'passages'), 0)
WHERE number = %(g)s
"""
