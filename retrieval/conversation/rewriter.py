"""A follow-up made to stand alone by a language model where there is one, else, or where it fails, by rules."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import queue
import re
import threading
from importlib.resources import files
from typing import TYPE_CHECKING

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from corpus import clean
from corpus.languages.script import CYRILLIC
from retrieval.answering.write.model_server import ModelServer
from retrieval.answering.write.server_words import failure
from retrieval.conversation.content import content
from retrieval.conversation.context_dependence import context_dependence
from retrieval.conversation.mentions import mentions
from retrieval.conversation.question_form import is_question
from retrieval.conversation.rules import standalone
from retrieval.conversation.turns import Turn, turns
from retrieval.text.analysis import term, terms, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

    from retrieval.question import Question

log = logging.getLogger(__name__)

_LONGEST = 400  # characters of a question that a model wrote
_ANSWER_CHARS = 500  # of each answer that it is shown
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LABEL = re.compile(r"(?:[*_#>\s]|(?:standalone |rewritten |last )?question:)*", re.IGNORECASE)
_MARKUP = re.compile(r"https?:|www\.|[\[\]<>{}`|]")
_CYRILLIC = re.compile(f"[{CYRILLIC.letters}]")
_NUMBER = re.compile(r"\d+")


class Rewriter:
    """Makes questions stand alone.

    What a model writes is checked: one line of bounded length, a question, with most of the words of the reader's
    question, and without a name or a number that neither the conversation nor the question holds.

    Args:
        model: A LangChain chat model; without one, rules do it.
        timeout: Seconds that the model is waited for.
    """

    def __init__(self, model: BaseChatModel | None = None, *, timeout: float = 30.0) -> None:
        self._server = ModelServer(model) if model else None
        self._timeout = timeout

    def standalone(self, question: Question, config: RunnableConfig | None = None) -> str:
        """The question as it would be put without the conversation; itself where it stands alone."""
        asked = self._asked_server(question)
        if asked is None:
            return by_rules(question)
        server, said = asked
        try:
            reply = _within(self._timeout, server, messages(question.text, said), config)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with the model, there are rules
            if server.learns(error, question.private):
                return self.standalone(question, config)
            return _failed_over(question, failure(error, question.private))
        return parse(reply.text, question.text, said) or _failed_over(question, "nonsense")

    async def astandalone(self, question: Question, config: RunnableConfig | None = None) -> str:
        """`standalone`, awaiting the model."""
        asked = self._asked_server(question)
        if asked is None:
            return by_rules(question)
        server, said = asked
        try:
            async with asyncio.timeout(self._timeout):
                reply = await server.model.ainvoke(server.messages(messages(question.text, said)), config)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong with the model, there are rules
            if server.learns(error, question.private):
                return await self.astandalone(question, config)
            return _failed_over(question, failure(error, question.private))
        return parse(reply.text, question.text, said) or _failed_over(question, "nonsense")

    def _asked_server(self, question: Question) -> tuple[ModelServer, list[Turn]] | None:
        """The server of the model that is asked, and the turns it is shown; `None` where rules are enough."""
        if self._server is None or not question.language_model:
            return None
        said = turns(question.history)
        return (self._server, said) if needs_context(question.text, said) else None


def by_rules(question: Question) -> str:
    """The question as it would be put without the conversation; itself where it stands alone."""
    if not question.history:
        return question.text
    return standalone(question.text, question.history, question.now.date())


def needs_context(text: str, said: Sequence[Turn]) -> bool:
    """Whether a question may depend on what was said: it does by the rules, or names nothing itself."""
    spoken = [part for turn in reversed(said) for part in (turn.question, turn.answer) if part]
    return bool(spoken) and (
        context_dependence(text, spoken) is not None or not mentions(text, " ".join(spoken))
    )


def messages(text: str, said: Sequence[Turn]) -> list[BaseMessage]:
    """What the model is given: the instructions of rewrite.md, then the latest turns and the question."""
    instructions = files("retrieval.conversation").joinpath("rewrite.md").read_text(encoding="utf-8")
    lines = []
    for turn in said:
        lines.append(f"Reader: {turn.question}")
        if turn.answer:
            lines.append(f"Answer: {turn.answer[:_ANSWER_CHARS]}")
    lines.append(f"Last question: {' '.join(text.split())}")
    return [SystemMessage(instructions), HumanMessage("\n".join(lines))]


def parse(output: str, text: str, said: Sequence[Turn]) -> str | None:
    """The question in a model's output; `None` where it is not one, or holds what nobody said.

    Args:
        output: What the model wrote.
        text: The question as the reader put it.
        said: The turns that the model was shown.
    """
    lines = [line for line in clean(_THOUGHT.sub("", output)).splitlines() if line.strip()]
    if len(lines) != 1:
        return None
    made = " ".join(lines[0].split())
    made = made[_found_end(made) :].strip(" \"'“”«»*_")
    if not made or len(made) > max(_LONGEST, 2 * len(text)) or _MARKUP.search(made):
        return None
    if is_question(text) and not is_question(made):
        return None
    known = " ".join([text, *(part for turn in said for part in (turn.question, turn.answer))])
    return made if _is_made_of(made, known) and _keeps(made, text) else None


def _found_end(made: str) -> int:
    label = _LABEL.match(made)
    return label.end() if label else 0


def _is_made_of(made: str, known: str) -> bool:
    """Whether every name and number, and most of the content, was said."""
    said = set(terms(known))
    if not set(_NUMBER.findall(made)) <= set(_NUMBER.findall(known)):
        return False
    names = {word for name in mentions(made, known) for word in words(name.text)}
    own = content(made)
    return all(_is_said(name, said, known) for name in names) and 2 * len(said.intersection(own)) >= len(own)


def _is_said(name: str, said: set[str], known: str) -> bool:
    """Whether a word of a name was said, in Cyrillic in whichever case."""
    if term(name) in said:
        return True
    stem = name[: max(4, len(name) - 2)]
    return _CYRILLIC.match(name) is not None and stem.casefold() in known.casefold()


def _keeps(made: str, text: str) -> bool:
    """Whether most of what the reader's question says is still said."""
    asked = content(text)
    return 2 * len(set(terms(made)).intersection(asked)) >= len(asked)


def _failed_over(question: Question, reason: str) -> str:
    log.warning("the language model did not make the question stand alone (%s); rules did", reason)
    return by_rules(question)


def _within(
    seconds: float, server: ModelServer, given: list[BaseMessage], config: RunnableConfig | None
) -> BaseMessage:
    """What the model replies, or a TimeoutError; a call that hangs is left behind and keeps nothing alive."""
    replies: queue.SimpleQueue[BaseMessage | BaseException] = queue.SimpleQueue()
    context = contextvars.copy_context()  # holds LangChain's callbacks

    def ask() -> None:
        try:
            replies.put(context.run(server.model.invoke, server.messages(given), config))
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
            replies.put(error)

    threading.Thread(target=ask, name="presscite-rewrite", daemon=True).start()
    try:
        reply = replies.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(reply, BaseException):
        raise reply
    return reply
