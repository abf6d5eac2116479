"""Digests: who gets one when, and which stories were in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.state.columns import Number

revision = "0005"
down_revision = "0004"
oldest = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "digests",
        sa.Column("id", Number, nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("topic", Number, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=True),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat", "topic"),
        sqlite_autoincrement=True,
    )
    op.create_index("digests_by_due", "digests", ["due"], unique=False)
    op.create_table(
        "digest_stories",
        sa.Column("id", Number, nullable=False),
        sa.Column("digest", Number, nullable=False),
        sa.Column("sent", sa.Float(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("digest_stories_by_digest", "digest_stories", ["digest"], unique=False)
