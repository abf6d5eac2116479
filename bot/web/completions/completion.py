"""An answer as a chat completion in OpenAI's form, whole or in chunks."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.web.completions.chat_request import EXTENSION, MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answer import Answer, Citation

_NO_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


class Completion:
    """A chat completion, which has one id whatever it is sent in.

    Args:
        usage: Whether a stream ends with the number of tokens; of which none are counted.
    """

    def __init__(self, *, usage: bool = False) -> None:
        self._usage = usage
        self._facts = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}
        self._begun = False
        self._spoken = False

    def whole(self, answer: Answer) -> dict[str, Any]:
        """The answer in one piece."""
        message = {"role": "assistant", "content": answer.text, "refusal": None, **_attached(answer)}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return {**self._facts, "object": "chat.completion", "choices": [choice], "usage": _NO_USAGE}

    def chunks(self, part: Answer | None, whole: Answer) -> Iterator[dict[str, Any]]:
        """A part of a streamed answer.

        Args:
            part: The part; `None` behind the last one.
            whole: All parts so far together.
        """
        if not self._begun:
            self._begun = True
            yield self._chunk({"role": "assistant", "content": "", "refusal": None})
        if part is not None and part.sentences:
            yield self._chunk({"content": f"{' ' if self._spoken else ''}{part.text}"})
            self._spoken = True
        if part is None:
            if not self._spoken:  # a refusal or a courtesy
                yield self._chunk({"content": whole.text})
            yield self._chunk(_attached(whole), finish="stop")
            if self._usage:
                yield {**self._chunk({}), "choices": [], "usage": _NO_USAGE}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        chunk = {**self._facts, "object": "chat.completion.chunk", "choices": [choice]}
        return chunk | ({"usage": None} if self._usage else {})


def _attached(answer: Answer) -> dict[str, Any]:
    """What a message has beside its words: citations as OpenAI has them, and all facts in a field of our own."""
    facts = answer.to_dict()
    del facts["text"]
    return {"annotations": list(_annotations(answer)), EXTENSION: facts}


def _annotations(answer: Answer) -> Iterator[dict[str, Any]]:
    """Each mark in the text, with what it points to."""
    cited = {citation.number: citation for citation in answer.citations}
    at = 0
    for sentence in answer.sentences:
        at += len(sentence.text) + 1  # the blank before the marks
        for number in sentence.citations:
            end = at + len(f"[{number}]")
            citation = cited[number]
            place = {"start_index": at, "end_index": end, "title": citation.title, "url": _url(citation)}
            yield {"type": "url_citation", "url_citation": place}
            at = end
        at += 1  # the blank before the next sentence


def _url(citation: Citation) -> str:
    """Its link, or a name where it has none: clients expect an address."""
    return citation.url or f"urn:presscite:{quote(citation.article_id, safe='')}"
