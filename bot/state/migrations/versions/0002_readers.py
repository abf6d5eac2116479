"""What readers have chosen: their time zone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.state.columns import Number

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "readers",
        sa.Column("person", Number, nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
