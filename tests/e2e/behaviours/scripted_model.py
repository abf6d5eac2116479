"""A language model that writes what the articles say, one sentence after the other, and waits where a test says so."""

from __future__ import annotations

import re
import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.retrieval.chat_server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.retrieval.chat_server import ChatServer

_PASSAGE = re.compile(r'^Passage (\d+): [^\n]*\n"""\n(.*?)\n"""', re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r"[A-Z][^.!?\"]{20,390}[.!?](?=\s|$)")
_MOST_SENTENCES = 5
_PATIENCE_SECONDS = 60.0


class Held:
    """A reply that is written sentence by sentence, as a test lets it.

    Attributes:
        arrived: Set when the question has arrived.
    """

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self._let = threading.Semaphore(0)
        self._free = False

    def write_on(self) -> None:
        """Let one more sentence be written."""
        self._let.release()

    def finish(self) -> None:
        """Let all of it be written."""
        self._free = True
        self._let.release()

    def pieces(self, sentences: list[str]) -> Iterator[str]:
        """The sentences, each when it may be written."""
        self.arrived.set()
        for sentence in sentences:
            if not self._free:
                self._let.acquire(timeout=_PATIENCE_SECONDS)
            yield sentence


class ScriptedModel:
    """The model.

    Args:
        chat: The server behind which it writes.
    """

    def __init__(self, chat: ChatServer) -> None:
        self.url = chat.url
        self._held: deque[Held] = deque()
        chat.script = self._reply

    @contextmanager
    def holding(self) -> Iterator[Held]:
        """Hold the reply to the next question; what is left of it is written when the block ends."""
        held = Held()
        self._held.append(held)
        try:
            yield held
        finally:
            if held in self._held:
                self._held.remove(held)
            held.finish()

    def _reply(self, messages: list[dict[str, str]]) -> str | Iterator[str]:
        sentences = list(_written(messages[-1]["content"]))[:_MOST_SENTENCES]
        if not sentences:
            return "NO ANSWER"  # such as to be asked what a follow-up means
        if not self._held:
            return "".join(sentences)
        return self._held.popleft().pieces(sentences)


@contextmanager
def scripted_model() -> Iterator[ScriptedModel]:
    """A model that lives as long as the block."""
    with serve() as chat:
        yield ScriptedModel(chat)


def _written(prompt: str) -> Iterator[str]:
    """Sentences of the passages, the best first, each with itself as evidence."""
    for number, text in _PASSAGE.findall(prompt):
        for sentence in _SENTENCE.findall(" ".join(text.split())):
            yield f'{sentence} [{number}: "{sentence}"]\n'
