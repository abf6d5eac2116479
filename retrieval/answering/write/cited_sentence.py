"""The sentence that evidence belongs to, among the lines that a model wrote before it."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.registry import any_pattern
from retrieval.answering.verify.lexicon import relations
from retrieval.text.analysis import stop_words

_HEADING = re.compile(r"\s*#")
_ITEM = re.compile(r"(?:[-*•–—>#]+|\d{1,2}[.)])\s")
_SENTENCE_END = re.compile(r"[.!?:…][\"”»)]*$")
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_SPACE_BEFORE_MARK = re.compile(r"\s+([.,;!?])")
_LEAST_WRAPPED = 40  # characters of a line, below which it is a heading and no sentence that was wrapped


def cited_sentence(said: str) -> str:
    """The last line, and those before it that it goes on with, as one plain sentence.

    Lines that it does not go on with have no evidence of their own: headings, items, other sentences.

    Args:
        said: What stands before the evidence; a heading begins with "#".

    Returns:
        The sentence; "" where there is none.
    """
    lines = said.strip(" .,;\n").split("\n")
    kept = [lines.pop()]
    while lines and _goes_on(kept[0], lines[-1]):
        kept.insert(0, lines.pop())
    sentence = _SPACE.sub(" ", " ".join(_lead().sub("", line) for line in kept)).strip(" -*•")
    sentence = _SPACE_BEFORE_MARK.sub(r"\1", sentence)
    return f"{sentence}." if sentence[-1:].isalnum() else sentence


def _goes_on(line: str, before: str) -> bool:
    """Whether a line is the rest of the sentence of the one before."""
    before, line = before.rstrip(), line.lstrip()
    if not before or _HEADING.match(before) or _SENTENCE_END.search(before) or _ITEM.match(line):
        return False
    last, first = _WORD.findall(before)[-1:], _WORD.findall(line)[:1]
    if before[-1] in ",-–—" or any(word.casefold() in stop_words() for word in last):
        return True
    linked = any(word in relations().prepositions | relations().joining for word in first)
    return line[:1].islower() and (linked or len(before) >= _LEAST_WRAPPED)


@cache
def _lead() -> re.Pattern[str]:
    """What stands before a sentence: the marks of a list, the label of an answer."""
    label = any_pattern(lambda language: language.reply_labels.answer)
    return re.compile(
        rf"^(?:\s*(?:[-*•–—>#]+|\d{{1,2}}[.)])\s+)*(?:(?:\*\*)?{label}(?:\*\*)?\s*:\s*)?", re.IGNORECASE
    )
