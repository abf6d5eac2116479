"""A language model's reply, taken apart as it comes: sentences with their evidence, in whatever form they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.verify.claim import Claim
from retrieval.answering.write.cited_sentence import cited_sentence
from retrieval.answering.write.evidence_marks import mark, quotes_of, run_of_marks
from retrieval.answering.write.json_reply import json_claims

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_ANSWER = "NO ANSWER"
_MOST_CHARS = 8_000  # of a reply; what comes after them is not read

_THOUGHT = re.compile(r"<(think|thinking|reasoning|analysis)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"</(?:think|thinking|reasoning|analysis)>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*```[\w-]*[ \t]*$", re.MULTILINE)
_EMPHASISED_LINE = re.compile(r"^[ \t]*(\*\*|__)(?=\S)(?:(?!\1).)+\1:?[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


class Reply:
    """A reply that is still being written.

    Attributes:
        claims: The claims found so far, in order.
    """

    def __init__(self) -> None:
        self._raw = ""
        self._lines = 0
        self.claims: list[Claim] = []

    def feed(self, text: str) -> list[Claim]:
        """Take more of the reply.

        Returns:
            The claims that it completed: those whose evidence can no longer grow.
        """
        self._raw = (self._raw + text)[:_MOST_CHARS]
        readable = _readable(self._raw)
        # What stands after the last line end may still go on.
        if readable.count("\n") == self._lines:
            return []
        self._lines = readable.count("\n")
        return self._new(list(_claims(readable[: readable.rfind("\n") + 1])))

    def close(self) -> list[Claim]:
        """The reply is over: the claims that are left in it."""
        readable = _readable(self._raw)
        found = list(_claims(readable))
        return self._new(found or list(json_claims(readable)))

    @property
    def declines(self) -> bool:
        """Whether it says, in the agreed words, that the passages do not answer."""
        return _NO_ANSWER in _readable(self._raw).upper()

    def _new(self, found: list[Claim]) -> list[Claim]:
        new = found[len(self.claims) :]
        self.claims += new
        return new


def _readable(raw: str) -> str:
    """The reply without thoughts, fences and emphasis; a line that is all emphasised is a heading."""
    if "<" in raw:
        raw = _THOUGHT.sub("", raw)
        # A model may open its thoughts in the prompt and only close them.
        raw = _THOUGHT_END.split(raw)[-1]
    raw = _FENCE.sub("", raw)
    raw = _EMPHASISED_LINE.sub(r"# \g<0>", raw)
    return _EMPHASIS.sub(r"\2", raw)


def _claims(text: str) -> Iterator[Claim]:
    at = 0
    for run in run_of_marks().finditer(text):
        said = text[at : run.start()]
        at = run.end()
        evidence = tuple(quotes_of(run.group()))
        sentence = cited_sentence(said)
        if not sentence and not any(quote.quote for quote in evidence):
            # "[1] It opened in 2006.": the mark stands before its sentence.
            line = text[run.end() :].split("\n", 1)[0]
            if mark().search(line) is None:
                sentence = cited_sentence(line)
                at = run.end() + len(line)
        if sentence:
            yield Claim(sentence, evidence)
