"""The public face of corpus."""

from __future__ import annotations

import subprocess
import sys

import corpus


def test_everything_named_is_there() -> None:
    """`__all__` is sorted and holds nothing that is missing."""
    assert list(corpus.__all__) == sorted(corpus.__all__)
    assert all(hasattr(corpus, name) for name in corpus.__all__)


def test_import_is_light() -> None:
    """Importing corpus brings in none of the heavy libraries."""
    heavy = (
        "httpx2 feedparser pypdf protego trafilatura lxml markdown_it frontmatter yaml numpy torch chromadb"
    )
    heavy += " langchain_core retrieval bot"
    code = f"import sys, corpus; print([name for name in {heavy.split()} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
