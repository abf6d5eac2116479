"""The first form of the bot's state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.state.columns import Number

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "answer_messages",
        sa.Column("chat", Number, nullable=False),
        sa.Column("message", Number, nullable=False),
        sa.Column("exchange", Number, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message"),
    )
    op.create_index("answer_messages_by_exchange", "answer_messages", ["exchange"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("chat", Number, nullable=False),
        sa.Column("topic", Number, nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "topic"),
    )
    op.create_table(
        "exchanges",
        sa.Column("id", Number, nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("topic", Number, nullable=False),
        sa.Column("asked", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("searched_for", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("citations", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("exchanges_by_chat", "exchanges", ["chat", "topic", "id"], unique=False)
    op.create_index("exchanges_by_person", "exchanges", ["person"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("exchange", Number, nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("verdict", sa.Integer(), nullable=False),
        sa.Column("given", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("exchange", "person"),
    )
    op.create_index("feedback_by_person", "feedback", ["person"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", Number, nullable=False),
        sa.Column("update_id", Number, nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("message", Number, nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("received", sa.Float(), nullable=False),
        sa.Column("ready", sa.Float(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("noticed", sa.Boolean(), nullable=False),
        sa.Column("stop", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=True),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("update_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("inbox_by_state", "inbox", ["state", "person"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "spending",
        sa.Column("person", Number, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("answers", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("person", "day"),
    )
    op.create_table(
        "tellings",
        sa.Column("id", Number, nullable=False),
        sa.Column("watch", Number, nullable=False),
        sa.Column("found", sa.Float(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=True),
        sa.Column("told", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("tellings_by_watch", "tellings", ["watch", "told"], unique=False)
    op.create_table(
        "watches",
        sa.Column("id", Number, nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("chat", Number, nullable=False),
        sa.Column("topic", Number, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person", "chat", "topic", "text"),
        sqlite_autoincrement=True,
    )
