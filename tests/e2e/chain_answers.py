"""Writes what `build_chain()` answers to questions into a file, so that whoever compares with it loads no model.

`python -m tests.e2e.chain_answers FILE QUESTION...`
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval import build_chain
from tests.fork_server import fork_server

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.answer import Answer

_SECONDS = 240


def chain_answers(questions: Sequence[str], env: Mapping[str, str], folder: Path) -> dict[str, Answer]:
    """The answers, made by a process of its own, by question.

    Args:
        questions: What is asked.
        env: The environment, with the articles.
        folder: For its files.
    """
    file, output = folder / "answers", folder / "output"
    asked = fork_server().start(
        "tests.e2e.chain_answers", [str(file), *questions], env=env, folder=folder, output=output
    )
    assert asked.wait(_SECONDS) == 0, output.read_text()
    answers: dict[str, Answer] = pickle.loads(file.read_bytes())  # noqa: S301 - written by our own process
    return answers


if __name__ == "__main__":
    chain = build_chain()
    Path(sys.argv[1]).write_bytes(
        pickle.dumps({question: chain.invoke(question) for question in sys.argv[2:]})
    )
