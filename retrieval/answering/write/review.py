"""A second look: the language model reads its own sentences once more, against the words that they cite."""

from __future__ import annotations

import json
import logging
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from retrieval.answering.write.model_stream import ModelStream
from retrieval.answering.write.prompt import inert
from retrieval.answering.write.server_words import failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

log = logging.getLogger(__name__)

_MOST_CHARS = 4_000  # of a reply; what comes after them is not read
_LEAST_SECONDS = 1.0  # below which it is not worth asking
_KEYS = ("not_supported", "unsupported", "not_following", "fallen", "numbers", "sentences")
_THOUGHT = re.compile(r"<(think|thinking|reasoning|analysis)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"</(?:think|thinking|reasoning|analysis)>", re.IGNORECASE)


class ReviewedSentence(NamedTuple):
    """A sentence that was kept so far, with the sentences of the passages that it rests on."""

    text: str
    context: str


class Review:
    """Asks a language model which of the sentences that it wrote do not follow.

    It can only take sentences away.  Where it fails, or its reply cannot be read, all of them stay.

    Args:
        model: The chat model that wrote them.
    """

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    def fallen(
        self, sentences: Sequence[ReviewedSentence], config: RunnableConfig, *, seconds: float, private: str
    ) -> frozenset[int]:
        """Indices of the sentences that do not follow.

        Args:
            sentences: What is looked at.
            config: LangChain's callbacks and the like.
            seconds: How long the model may take.
            private: What a reader wrote, of which nothing is logged.
        """
        if not sentences or seconds < _LEAST_SECONDS:
            return frozenset()
        try:
            stream = ModelStream(self._model, seconds)
            said = "".join(stream.chunks(_messages(sentences), config, private=private))
        except Exception as error:  # noqa: BLE001 - the sentences are proven by rules, whatever goes wrong here
            return _unread(failure(error, private))
        return _read(said, len(sentences))

    async def afallen(
        self, sentences: Sequence[ReviewedSentence], config: RunnableConfig, *, seconds: float, private: str
    ) -> frozenset[int]:
        """`fallen`, awaiting the model."""
        if not sentences or seconds < _LEAST_SECONDS:
            return frozenset()
        try:
            stream = ModelStream(self._model, seconds)
            pieces = stream.achunks(_messages(sentences), config, private=private)
            said = "".join([piece async for piece in pieces])
        except Exception as error:  # noqa: BLE001 - as above
            return _unread(failure(error, private))
        return _read(said, len(sentences))


def parse(said: str, count: int) -> frozenset[int] | None:
    """Indices, from 0, of the sentences that a reply names; `None` where it cannot be read.

    The first JSON value that is a list of numbers, or an object with one, counts.  A number that no sentence has makes
    the reply one that cannot be read.

    Args:
        said: The reply.
        count: How many sentences there are.
    """
    said = _THOUGHT_END.split(_THOUGHT.sub("", said[:_MOST_CHARS]))[-1]
    named = next((numbers for value in _values(said) if (numbers := _numbers(value)) is not None), None)
    if named is None or not all(1 <= number <= count for number in named):
        return None
    return frozenset(number - 1 for number in named)


def _values(said: str) -> Iterator[Any]:
    """The JSON values in a reply, whatever stands around them."""
    decoder, at = json.JSONDecoder(), 0
    while (found := re.search(r"[{\[]", said[at:])) is not None:
        at += found.start()
        try:
            value, length = decoder.raw_decode(said[at:])
        except ValueError:
            at += 1
            continue
        yield value
        at += length


def _numbers(value: Any) -> list[int] | None:
    """The numbers that a value gives; `None` where it gives no list of them."""
    if isinstance(value, dict):
        value = next((value[key] for key in _KEYS if key in value), None)
    if not isinstance(value, list):
        return None
    numbers = [_number(item) for item in value]
    return None if None in numbers else [n for n in numbers if n is not None]


def _number(item: Any) -> int | None:
    if isinstance(item, int) and not isinstance(item, bool):
        return item
    return int(item) if isinstance(item, str) and item.isascii() and item.isdigit() else None


def _read(said: str, count: int) -> frozenset[int]:
    fallen = parse(said, count)
    if fallen is None:
        return _unread("nonsense")
    if fallen:
        log.info("sentences dropped: the model's second look %d", len(fallen))
    return fallen


def _unread(why: str) -> frozenset[int]:
    log.warning("the model's second look failed (%s); what the rules kept stays", why)
    return frozenset()


def _messages(sentences: Sequence[ReviewedSentence]) -> list[BaseMessage]:
    """The instructions of review.md, then each sentence with the words it rests on."""
    shown = "\n\n".join(
        f'Sentence {number}: {inert(" ".join(text.split()))}\n"""\n{inert(context)}\n"""'
        for number, (text, context) in enumerate(sentences, start=1)
    )
    return [SystemMessage(_instructions()), HumanMessage(shown)]


@cache
def _instructions() -> str:
    return files("retrieval.answering.write").joinpath("review.md").read_text(encoding="utf-8")
