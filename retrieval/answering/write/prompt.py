"""What a language model is given: the instructions of prompt.md, then the numbered passages and the question."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from corpus import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.hit import Hit

_BYTES_A_TOKEN = 3.5  # of UTF-8; English has about four, Russian and Tajik about three and a half
_FRAME_TOKENS = 40  # of a passage's headline, outlet, date and fence


def fitted(hits: Sequence[Hit], budget: int) -> list[Hit]:
    """The best passages that fit a budget, in their order; the last may keep only its first sentences.

    Args:
        hits: Passages, best first.
        budget: Tokens, by an estimate that errs on the large side.

    Returns:
        At least the first sentence of the best passage; no passage is cut inside a sentence.
    """
    shown: list[Hit] = []
    left = budget
    for hit in hits:
        left -= _FRAME_TOKENS + tokens(hit.title)
        if tokens(hit.text) <= left:
            shown.append(hit)
            left -= tokens(hit.text)
            continue
        end = _whole_sentences(hit.text, left, at_least_one=not shown)
        if end:
            shown.append(replace(hit, text=hit.text[:end], end=hit.start + end))
        break
    return shown


def _whole_sentences(text: str, budget: int, *, at_least_one: bool) -> int:
    """The end of the last sentence that fits."""
    fits = 0
    for start, end in sentences(text):
        if tokens(text[:end]) > budget and not (at_least_one and start == 0):
            break
        fits = end
    return fits


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return int(len(text.encode("utf-8", "replace")) / _BYTES_A_TOKEN) + 1


def messages(question: str, hits: Sequence[Hit]) -> list[BaseMessage]:
    """The instructions, and the passages with the question.

    Args:
        question: The question that stands alone.
        hits: The passages, numbered from 1 in this order.
    """
    passages = "\n\n".join(_shown(number, hit) for number, hit in enumerate(hits, start=1))
    return [SystemMessage(_instructions()), HumanMessage(f"{passages}\n\nQuestion: {inert(question)}")]


@cache
def _instructions() -> str:
    return files("retrieval.answering.write").joinpath("prompt.md").read_text(encoding="utf-8")


def _shown(number: int, hit: Hit) -> str:
    date = hit.published.date().isoformat() if hit.published else "no date"
    outlet = _line(hit.source) if hit.source else "outlet unknown"
    return f'Passage {number}: {_line(hit.title)} ({outlet}, {date})\n"""\n{inert(hit.text)}\n"""'


def _line(text: str) -> str:
    return inert(" ".join(text.split()))


def inert(text: str) -> str:
    """The text so that it cannot close its fence, nor pass for a turn of the conversation."""
    # Three quotation marks in an article become two; so do the marks that chat templates put around turns.
    text = re.sub(r'"{3,}', '""', text)
    return re.sub(r"<\|[^|>]{0,40}\|>|</?s>|\[/?INST\]|<</?SYS>>", " ", text)
