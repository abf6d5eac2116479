"""Deliberate defects, each of which the test that is named for it must catch.

`python -m tests.mutations` puts each defect into a copy of the tree, runs its test there, and prints whether the test
caught it.  It ends with 1 where a defect is not caught, a test fails without its defect, or a defect no longer fits the
code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
_COPIED = ("bot", "corpus", "retrieval", "tests", "pyproject.toml")
_ASSERTION_FAILED = 1  # pytest's exit code; others say that no test was run


class StaleDefectError(Exception):
    """A defect does not fit the code any more: whoever changed the code writes it anew, here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One change that breaks a promise.

    Attributes:
        name: What it does, in words.
        path: The file that it changes, from the root of the repository.
        sound: Text of the file that occurs once.
        broken: What stands there with the defect.
        test: The test that catches it, as pytest names it.
    """

    name: str
    path: str
    sound: str
    broken: str
    test: str

    def put_into(self, root: Path) -> None:
        """Change the file below a root.

        Raises:
            StaleDefectError: The text does not occur there once.
        """
        file = root / self.path
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if text.count(self.sound) != 1:
            raise StaleDefectError(f"{self.path} holds {text.count(self.sound)} times:\n{self.sound}")
        file.write_text(text.replace(self.sound, self.broken), encoding="utf-8")


DEFECTS = (
    Defect(
        name="a sender that does not record again after a failed send",
        path="bot/outgoing/sender.py",
        sound="        except TelegramError:\n            record(before)\n            raise\n",
        broken="        except TelegramError:\n            raise\n",
        test="tests/bot/outgoing/test_sender.py::test_it_records_before_the_bytes_and_again_after_a_failure",
    ),
    Defect(
        name="stopping without regard to the chat",
        path="bot/state/job_table.py",
        sound="        meant = [inbox.c.person == person, inbox.c.chat == chat]\n",
        broken="        meant = [inbox.c.person == person]\n",
        test="tests/bot/state/test_job_table.py::test_a_stop_concerns_one_chat",
    ),
    Defect(
        name="fair turns never asked for",
        path="bot/jobs/pool.py",
        sound="            await self._scheduler.turn(queued)\n",
        broken="",
        test="tests/bot/jobs/test_pool.py::test_whoever_asks_one_thing_goes_first",
    ),
    Defect(
        name="a lease that does not check that the file is still the same",
        path="retrieval/store/lease.py",
        sound=(
            "            held = _locked(self._handle, alone=False) and os.path.samestat(\n"
            "                os.fstat(self._handle), path.stat()\n"
            "            )\n"
        ),
        broken="            held = _locked(self._handle, alone=False)\n",
        test="tests/retrieval/store/test_lease.py::test_file_that_is_another_when_it_is_locked_is_no_lease",
    ),
    Defect(
        name="the refusal bar lowered from .5 to .35",
        path="retrieval/answering/refusal.py",
        sound="_ANSWERED_FROM = 0.5 ",
        broken="_ANSWERED_FROM = 0.35 ",
        test="tests/retrieval/answering/test_refusal.py::test_what_is_likelier_wrong_than_right_is_refused",
    ),
)


def caught(defect: Defect, root: Path) -> bool:
    """Whether a defect's test fails in a copy of the tree that has the defect, and passes in one that has not.

    Args:
        defect: The defect.
        root: The copy; it is as it was afterwards.

    Raises:
        StaleDefectError: The defect, or its test, does not fit the code any more.
    """
    if _run(defect.test, root) != 0:
        raise StaleDefectError(f"{defect.test} does not pass without the defect")
    file = root / defect.path
    sound = file.read_bytes()
    defect.put_into(root)
    code = _run(defect.test, root)
    file.write_bytes(sound)
    return code == _ASSERTION_FAILED


def _run(test: str, root: Path) -> int:
    """The exit code of pytest."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--tb=no", test]
    # No bytecode: a file that changes within a second and keeps its size would be taken for the old one.
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=root, env=env, stdout=subprocess.DEVNULL, check=False).returncode


def main() -> int:
    """Try all defects; returns the exit code."""
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for copied in _COPIED:
            source = REPOSITORY / copied
            if source.is_dir():
                shutil.copytree(source, root / copied, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, root)
        for defect in DEFECTS:
            try:
                outcome = "caught" if caught(defect, root) else "NOT CAUGHT"
            except StaleDefectError as error:
                outcome = f"STALE: {error}"
            wrong += outcome != "caught"
            print(f"{defect.name}: {outcome}", flush=True)  # noqa: T201 - a command's output
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
