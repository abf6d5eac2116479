"""The command line over the samples, with the real models, in processes of its own."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.demo import TRIALS
from tests.conftest import subprocess_env
from tests.fork_server import fork_server

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

PRESSCITE = Path(sys.executable).with_name("presscite")
QUESTION = "What is the total capacity of Rogun?"
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def run(presscite_env: dict[str, str], tmp_path: Path) -> Run:
    """Runs `presscite` with its libraries loaded already."""

    def run(*arguments: str | bytes, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return fork_server().run(
            "retrieval.cli", arguments, env=presscite_env | env, folder=tmp_path, stdin=stdin
        )

    return run


def test_the_installed_command_answers_as_the_readme_shows(presscite_env: dict[str, str]) -> None:
    """What the README shows is what the command prints about the samples, and nothing else is printed anywhere."""
    shown = re.search(r'\$ presscite ask "What is the total.*?"\n(.*?)\n\n\$', README, re.DOTALL)
    assert shown is not None
    done = subprocess.run([PRESSCITE, "ask", QUESTION], env=presscite_env, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert " ".join(shown[1].split()) in " ".join(done.stdout.decode().split())


def test_the_python_of_the_readme_runs(presscite_env: dict[str, str]) -> None:
    """The example prints an answer with its mark and a citation that holds the question's subject."""
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    program = example.replace("Who chairs the joint committee?", QUESTION)
    done = subprocess.run(
        [sys.executable, "-c", program], env=presscite_env, capture_output=True, text=True, check=True
    )
    assert "3,600 megawatts. [1]" in done.stdout.splitlines()[0]
    assert done.stdout.splitlines()[1].startswith("1 ")


def test_an_answer_as_json(run: Run) -> None:
    """A question that the samples answer is answered with quotes, and nothing else is printed anywhere."""
    done = run("ask", "--json", QUESTION)
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    assert "[1]" in answer["text"]
    assert any("3,600 megawatts" in citation["quote"] for citation in answer["citations"])


def test_a_refusal(run: Run) -> None:
    """A question that the samples do not answer is refused; bytes in it that are not UTF-8 change nothing."""
    done = run("ask", b"Who is the CEO of Apple? \xff\x80")
    assert (done.returncode, done.stderr) == (3, b"")
    assert done.stdout.startswith(b"The articles do not say. ")


def test_a_search(run: Run) -> None:
    """A search gives the facts that the retriever promises, best first."""
    done = run("search", "--json", "--limit", "3", "Istiqlol Tunnel")
    assert (done.returncode, done.stderr) == (0, b"")
    passages = json.loads(done.stdout)
    assert len(passages) == 3
    keys = {"text", "article_id", "start", "end", "title", "url", "source", "published", "score"}
    assert all(keys <= set(passage) for passage in passages)
    scores = [passage["score"] for passage in passages]
    assert scores == sorted(scores, reverse=True)


def test_a_timeline(run: Run) -> None:
    """In the language of what it is about."""
    done = run("timeline", "Рогун")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("ноябрь 2018 г.: ")


def test_a_conversation_survives_every_question(run: Run) -> None:
    """One process is asked everything odd in turn, and answers the sensible question at the end."""
    odd = [
        "a " * 50_000,
        "🦊🦊🦊",
        "\x1b]0;owned\x07\x00\x08",
        "'; DROP TABLE passages; -- \" OR NEAR(a b) *",
        "<script>alert(1)</script>",
        "سلام دنیا؟",
        "????",
    ]
    lines = [*(question.encode() for question in odd), b"\xff\xfe\x80", b"How long is the Istiqlol Tunnel?"]
    done = run("chat", stdin=b"\n".join(lines))
    assert done.returncode == 0
    assert b"unexpected" not in done.stderr
    assert b"Sources" in done.stdout.rpartition(b"> How long")[2]
    assert b"\x1b" not in done.stdout


def test_a_reader_that_goes_away(presscite_env: dict[str, str]) -> None:
    """`presscite search ... | true` ends without a complaint."""
    with subprocess.Popen(
        [PRESSCITE, "search", "tunnel"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=presscite_env
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_demonstration(presscite_env: dict[str, str], tmp_path: Path) -> None:
    """The samples answer two of the three questions, and the second run finds nothing to do."""
    runs = [fork_server().run("retrieval.demo", [], env=presscite_env, folder=tmp_path) for _ in range(2)]
    for done in runs:
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.count(b"Sources\n") == sum(trial.holds is not None for trial in TRIALS) == 2
        assert done.stdout.count(b"The articles do not say. ") == 1
    assert b"0 added, 0 updated" in runs[1].stdout
    assert (tmp_path / ".demo").is_dir()


def test_a_refresh_that_watches(tmp_path: Path, model_cache: Path) -> None:
    """`presscite refresh --watch` takes a new article in as it comes, and goes on after a refresh that failed."""
    folder, output, errors = (tmp_path / name for name in ("articles", "output", "errors"))
    folder.mkdir()
    (folder / "a.txt").write_text("The tunnel was opened in 2006. It is long.")
    watching = fork_server().start(
        "retrieval.cli",
        ["refresh", "--watch", "--json", str(folder)],
        env=subprocess_env(tmp_path / "home", model_cache) | {"PYTHONUNBUFFERED": "1"},
        folder=tmp_path,
        output=output,
        errors=errors,
    )

    def said() -> list[str]:
        assert watching.poll() is None, errors.read_text()
        return output.read_text().splitlines()

    try:
        while len(said()) < 1:
            time.sleep(0.05)
        # From when on the system watches is not said.
        while len(said()) < 2:
            (folder / "b.txt").write_text("The dam was finished in 2018. It is high.")
            time.sleep(0.5)
        assert ['"articles": 1' in said()[0], '"articles": 2' in said()[1]] == [True, True]
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130
    finally:
        watching.kill()
