"""A fourth language is a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def test_language_is_added_by_one_folder_alone() -> None:
    """With the toy's folder it keeps the interface, works in every aspect that it has, and disturbs no other language.

    In a process of its own: what is known of the languages is remembered in many places, on purpose.
    """
    alone = ("--noconftest", "-p", "no:cacheprovider", "-p", "tests.corpus.languages.with_toy")
    files = (
        HERE / name
        for name in (
            "test_interface.py",
            "toy_checks.py",
            "toy_question_checks.py",
            "toy_answer_checks.py",
            "test_detection.py",
        )
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *alone, *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr[-2_000:]
