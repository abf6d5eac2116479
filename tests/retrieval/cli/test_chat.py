"""`presscite chat`: what it remembers, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.retrieval.cli.program import presscite, raising
from tests.retrieval.cli.scripted_chain import ANSWER, Given, ScriptedChain

if TYPE_CHECKING:
    from retrieval.answer import Answer


def test_chat_remembers_and_forgets(chain: ScriptedChain) -> None:
    """A follow-up comes with what was said before; /new forgets it."""
    result = presscite("chat", stdin="Who?\n\n  And in 2015? \n/new\nWhy?\n/quit\nnever asked\n")
    assert result.exit_code == 0
    assert [given["question"] for given in chain.asked] == ["Who?", "And in 2015?", "Why?"]
    assert [[m.content for m in given["history"]] for given in chain.asked] == [
        [],
        ["Who?", ANSWER.text],
        [],
    ]
    assert result.stdout.startswith("> Who?\nIt was built. [1]\n")


def test_chat_goes_on_after_an_error(chain: ScriptedChain) -> None:
    """A question that fails is reported; the next one is answered, and the failed one is not remembered."""

    def reply(given: Given) -> Answer:
        if given["question"] == "bad":
            raise ZeroDivisionError
        return ANSWER

    chain.replies = reply
    result = presscite("chat", stdin=b"bad\n/nonsense\n\xff\x1b[0m\ngood")
    assert result.exit_code == 1  # whoever piped the questions learns that one of them failed
    assert result.stderr.splitlines()[0].startswith("presscite: unexpected error: ZeroDivisionError (")
    assert "/nonsense is not a command" in result.stderr
    assert [given["question"] for given in chain.asked] == ["bad", "\ufffd\x1b[0m", "good"]
    assert len(chain.asked[-1]["history"]) == 2
    assert "\x1b" not in result.stdout


def test_chat_history_is_bounded(chain: ScriptedChain) -> None:
    """A long conversation does not grow what is sent with every question without end."""
    presscite("chat", stdin="Who?\n" * 30)
    assert len(chain.asked) == 30
    assert len(chain.asked[-1]["history"]) == 20


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_chat_leaves_cleanly(
    end: type[BaseException], chain: ScriptedChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-D and Ctrl-C end a conversation without complaint."""
    monkeypatch.setattr("builtins.input", raising(end()))
    result = presscite("chat")
    assert (result.exit_code, result.stderr) == (0, "")
    assert not chain.asked
