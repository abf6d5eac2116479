"""The parts that the tests are run in."""

from __future__ import annotations

import pytest

from tests.run import PARTS, files_by_part, part_of


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tests/test_run.py", "retrieval"),
        ("tests/retrieval/test_chain.py", "retrieval"),
        ("tests/retrieval/embedding/test_encoder.py", "torch"),
        ("tests/retrieval/search/test_reranker.py", "torch"),
        ("tests/e2e/behaviours/test_life.py", "e2e"),
    ],
)
def test_a_file_belongs_to_the_part_that_names_it_best(name: str, part: str) -> None:
    """The longest beginning of its path counts."""
    assert part_of(name) == part


def test_each_part_has_tests() -> None:
    """No part is named for what is not there, and no file is in two."""
    found = files_by_part()
    assert found.keys() == PARTS.keys()
    assert all(found.values())
    every = [name for files in found.values() for name in files]
    assert len(every) == len(set(every))
