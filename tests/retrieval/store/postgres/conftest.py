"""What the tests of the store in PostgreSQL share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def place() -> str:
    """The store is in PostgreSQL."""
    return "postgres"
