"""Instances on several machines: who lives, who does what only one of them does; and what fits to which version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
oldest = "0003"


def upgrade() -> None:
    """Make the tables; and let PostgreSQL see to it that one job of a person is in work at a time."""
    op.create_table(
        "instances",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "revisions",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("oldest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # SQLite writes for one process at a time, and needs no such guard.
        taken = sa.text("state = 'taken'")
        op.create_index("inbox_one_in_work", "inbox", ["person"], unique=True, postgresql_where=taken)
