"""`presscite ask`: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from tests.retrieval.cli.program import presscite
from tests.retrieval.cli.scripted_chain import ANSWER, REFUSAL, ScriptedChain


def test_ask_prints_the_answer(chain: ScriptedChain) -> None:
    """An answer is printed with its sources; the program ends with 0."""
    result = presscite("ask", "Who built", "it?")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("It was built. [1]\n\nSources\n[1] “Тоннель")
    assert chain.asked[0]["question"] == "Who built it?"


def test_ask_json_is_the_answer(chain: ScriptedChain) -> None:
    """JSON is the whole answer, letters as they are."""
    result = presscite("ask", "--json", "Who?")
    assert result.exit_code == 0
    expected = replace(ANSWER, question="Who?", searched_for="Who?").to_dict()
    assert json.loads(result.stdout) == json.loads(json.dumps(expected))
    assert "Истиклол" in result.stdout
    assert chain.asked


def test_ask_refused(chain: ScriptedChain) -> None:
    """A refusal is no failure, but has its own exit code."""
    chain.replies = lambda _: REFUSAL
    result = presscite("ask", "Who?")
    assert result.exit_code == 3
    assert "The articles do not say." in result.stdout
    assert presscite("ask", "--json", "Who?").exit_code == 3


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_ask_reads_standard_input(arguments: tuple[str, ...], chain: ScriptedChain) -> None:
    """Without a question, or with "-", the question comes from a pipe; bytes that are not UTF-8 do no harm."""
    assert presscite("ask", *arguments, stdin="Кто?\n".encode() + b"\xff\n").exit_code == 0
    assert chain.asked[0]["question"] == "Кто?\n\ufffd"


@pytest.mark.parametrize("question", ["", "  \n\t "])
def test_empty_question_is_misuse(question: str, chain: ScriptedChain) -> None:
    """Nothing is asked where there is no question."""
    result = presscite("ask", question)
    assert result.exit_code == 2
    assert "The question is empty." in result.stderr
    assert presscite("ask", stdin=question).exit_code == 2
    assert not chain.asked


@pytest.mark.parametrize(
    "question",
    [
        "a" * 100_000,
        "🦊🦊🦊",
        "\x1b]0;owned\x07\x00\x08",
        "'; DROP TABLE passages; --",
        "<script>alert(1)</script> [bold]",
        "سلام دنیا؟",
        "\udcff\udc80 \ud800",
    ],
)
def test_no_question_is_too_odd(question: str, chain: ScriptedChain) -> None:
    """Every question reaches the chain, as whole characters."""
    result = presscite("ask", question)
    assert result.exit_code == 0
    assert result.stderr == ""
    chain.asked[0]["question"].encode()


def test_ask_filters(chain: ScriptedChain) -> None:
    """Dates and outlets go to the chain; what is no date is misuse."""
    options = ("--published-after", "2021-03-01", "--source", "Asia-Plus", "--source", "IRNA")
    assert presscite("ask", *options, "Who?").exit_code == 0
    assert chain.asked[0]["published_after"] == datetime(2021, 3, 1)  # noqa: DTZ001 - the retriever sets the zone
    assert chain.asked[0]["published_before"] is None
    assert chain.asked[0]["sources"] == ("Asia-Plus", "IRNA")
    assert presscite("ask", "--published-after", "yesterday", "Who?").exit_code == 2
