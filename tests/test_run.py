"""The parts that the tests are run in."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from tests.memory_peak import MemoryPeak
from tests.run import PARTS, Part, files_by_part, next_part, part_of


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tests/test_run.py", "retrieval"),
        ("tests/retrieval/cli/test_cli.py", "retrieval"),
        ("tests/retrieval/chain/test_chain.py", "answering"),
        ("tests/retrieval/embedding/test_encoder.py", "torch"),
        ("tests/retrieval/search/test_reranker.py", "torch"),
        ("tests/e2e/test_running.py", "e2e"),
        ("tests/e2e/behaviours/test_answers.py", "behaviours"),
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


def test_a_part_begins_when_processors_and_memory_are_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small part goes before a large one that does not fit; a third one where others wait; alone, any may begin."""
    sizes = {"large": (1_600, 1.0), "huge": (9_000, 1.0), "small": (300, 1.0), "waiting": (300, 0.4)}
    for name, (megabytes, processors) in sizes.items():
        monkeypatch.setitem(PARTS, name, Part((f"tests/{name}/",), megabytes, processors))

    assert next_part([], []) is None
    assert next_part(["huge", "small"], []) == "huge"
    assert next_part(["huge", "small"], ["large"]) == "small"
    assert next_part(["huge"], ["large"]) is None
    assert next_part(["small"], ["large", "small"]) is None
    assert next_part(["small", "waiting"], ["small", "waiting"]) == "waiting"
    assert next_part(["small"], ["waiting", "waiting"]) == "small"
    assert next_part(["waiting"], ["waiting", "waiting", "waiting"]) is None


_HOLDS = "import sys; kept = b'x' * 50_000_000; print(flush=True); sys.stdin.read()"
_HAS_A_CHILD = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {_HOLDS!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
child.communicate()
"""


def test_what_a_process_and_its_children_take_is_seen() -> None:
    """Fifty megabytes that a child holds for a moment are in the peak, and in the child's own."""
    with subprocess.Popen(
        [sys.executable, "-c", _HAS_A_CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        with MemoryPeak(parent.pid) as peak:
            time.sleep(1.2)
        parent.communicate()
    assert 50 <= peak.megabytes_of(child) < peak.megabytes < peak.megabytes_of(child) + 50
    assert peak.megabytes_of(os.getppid()) == 0
