"""Types of columns that are the same to us in both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

# SQLite's integers have 64 bits whatever they are called, but it numbers rows only in a column that is called INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")
"""A number of 64 bits: Telegram's do not fit into 32."""


class _WithoutNul(TypeDecorator[str]):
    """Text without the character NUL, which PostgreSQL does not take."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        return value.replace("\0", "") if value else value


Written = Text().with_variant(_WithoutNul(), "postgresql")
"""Text that people have written."""
