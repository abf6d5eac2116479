"""A conversation on the terminal: questions that may depend on what was said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retrieval.commands import terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable
    from rich.console import Console

    from retrieval.answer import Answer

_TURNS_KEPT = 10  # what a follow-up speaks of was said a few turns ago


class Conversation:
    """The turns of one chat; what goes wrong with a question is said, and the next one is heard.

    Args:
        chain: Answers the questions.
        on_error: Says what went wrong with one.

    Attributes:
        failed: Whether something went wrong with any of the questions.
    """

    def __init__(self, chain: Runnable[Any, Answer], on_error: Callable[[Exception], object]) -> None:
        self._chain = chain
        self._on_error = on_error
        self._history: list[BaseMessage] = []
        self.failed = False

    def hear(self, line: str) -> None:
        """Answer a question or obey a command."""
        out = terminal.console()
        if line == "/new":
            self._history.clear()
            out.print("A new conversation.", style="dim")
        elif re.fullmatch(r"/\w*", line):
            terminal.show_error(
                terminal.console(stderr=True), f"{line} is not a command here; there are /new and /quit"
            )
        else:
            self._try_to_answer(line, out)
        out.print()

    def _try_to_answer(self, question: str, out: Console) -> None:
        try:
            self._answer(question, out)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad question never ends a conversation
            self.failed = True
            self._on_error(error)

    def _answer(self, question: str, out: Console) -> None:
        from langchain_core.messages import HumanMessage

        from retrieval.conversation import answer_message

        with terminal.looking():
            answer = self._chain.invoke({"question": question, "history": list(self._history)})
        terminal.show_answer(out, answer)
        if not answer.kind.searches:
            return
        self._history += [HumanMessage(question), answer_message(answer.text, refused=answer.refused)]
        del self._history[: -2 * _TURNS_KEPT]
