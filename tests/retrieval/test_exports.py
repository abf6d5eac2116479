"""The public face: what `from retrieval import …` and `from corpus import …` offer."""

from __future__ import annotations

import subprocess
import sys

import corpus
import retrieval


def test_everything_promised_is_there() -> None:
    """Every name in `__all__` can be had, and the list is in order."""
    for package in (retrieval, corpus):
        names = package.__all__
        assert all(getattr(package, name) is not None for name in names)
        assert list(names) == sorted(names)


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that is not there fails as in any module."""
    assert not hasattr(retrieval, "no_such_name")


def test_importing_costs_nothing() -> None:
    """Neither package loads a heavy library until it is needed."""
    program = (
        "import sys, retrieval, corpus, bot\n"
        "heavy = {'torch', 'transformers', 'chromadb', 'langchain', 'langchain_core', 'trafilatura', 'telegram'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
