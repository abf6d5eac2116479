"""What a bot remembers, moved from a file to a server or back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

from bot.state.database import StateError, quoted
from bot.state.tables import instances, leases, metadata, revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

    from bot.state.database import Database

_AT_ONCE = 500  # rows
# Of the processes that run, and of the tables themselves.
_LEFT = (instances, leases, revisions)


def move_state(source: Database, target: Database) -> dict[str, int]:
    """Copy everything from one database to another, which has nothing yet; whole or not at all.

    Jobs come along, those in work too: the instances that had them are no more, so that they are taken over.
    The source stays as it is.  No bot may run with either.

    Args:
        source: Where the state is.
        target: Where it is to be.

    Returns:
        How many rows of each table were copied.

    Raises:
        StateError: The target has something in it, or does not give back what was put in.
    """
    tables = [table for table in metadata.sorted_tables if table not in _LEFT]
    with source.transaction() as read, target.transaction("move") as written:
        for table in tables:
            if _count(written, table):
                raise StateError("there is state already where it is to be moved to; nothing was changed")
        counts = {table.name: _copy(read, written, table) for table in tables}
        for table in tables:
            if not _same(read, written, table):
                raise StateError(f"the table {table.name} did not arrive as it was; nothing was changed")
            _number_on(written, table)
    return counts


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _copy(read: Connection, written: Connection, table: Table) -> int:
    count = 0
    for rows in _batches(read, table):
        written.execute(insert(table), rows)
        count += len(rows)
    return count


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """All rows of a table in the order of their keys; a text has no NUL, which a server does not keep."""
    found = connection.execute(select(table).order_by(*table.primary_key.columns))
    names = [column.key for column in table.columns]
    for rows in found.partitions(_AT_ONCE):
        yield [dict(zip(names, map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


def _same(one: Connection, other: Connection, table: Table) -> bool:
    """Whether two tables hold the same; the order of texts may differ."""
    if _count(one, table) != _count(other, table):
        return False
    keys = [column.key for column in table.primary_key.columns]

    def rows(connection: Connection) -> set[tuple[Any, ...]]:
        found = (row for batch in _batches(connection, table) for row in batch)
        return {(*(row[key] for key in keys), hash(tuple(row.values()))) for row in found}

    return rows(one) == rows(other)


def _number_on(connection: Connection, table: Table) -> None:
    """Let a server go on with the numbers of rows where they end; SQLite does so by itself."""
    column = table.primary_key.columns[0]
    if connection.dialect.name != "postgresql" or column.name != "id" or not _count(connection, table):
        return
    schema = connection.get_execution_options()["schema_translate_map"][None]
    last = connection.execute(select(func.max(column))).scalar_one()
    connection.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
        {"name": f"{quoted(schema)}.{table.name}", "last": last},
    )
