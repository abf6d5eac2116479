"""A language model's reply, taken apart as it comes: sentences with their evidence, in whatever form they have."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from retrieval.answering.verify.claim import CitedQuote, Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_ANSWER = "NO ANSWER"
_MOST_CHARS = 8_000  # of a reply; what comes behind them is not read

_THOUGHT = re.compile(r"<(think|thinking|reasoning|analysis)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*```[\w-]*[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LEAD = re.compile(
    r"^(?:\s*(?:[-*•–—>#]+|\d{1,2}[.)])\s+)*(?:(?:\*\*)?(?:final answer|answer|ответ|ҷавоб)(?:\*\*)?\s*:\s*)?",
    re.IGNORECASE,
)

_OPEN, _CLOSE = r"[\[(【]", r"[\])】]"
_PASSAGE = r"(?:(?:passages?|sources?|отрывок|источник|порча)\s*)?[#^]?"
_QUOTE_OPEN, _QUOTE_CLOSE = "[\"“«„‘']", "[\"”»“’']"
_BEHIND = r"(?=\s|$|[.,;:!?\[(【])"
_EVIDENCE = re.compile(
    # [2: "words"], (2: "words"), 【passage 2, "words"】; in square brackets also without quotation marks
    rf"{_OPEN}\s*{_PASSAGE}(?P<a>\d{{1,3}})\s*[:,|–—-]\s*(?P<quoted>{_QUOTE_OPEN}.{{2,400}}?{_QUOTE_CLOSE})\s*{_CLOSE}{_BEHIND}"
    rf"|[\[【]\s*{_PASSAGE}(?P<b>\d{{1,3}})\s*[:|]\s*(?P<bare>[^\]】\n]{{2,400}}?)\s*[\]】]{_BEHIND}"
    # [2] "words"
    rf"|{_OPEN}\s*{_PASSAGE}(?P<c>\d{{1,3}})\s*{_CLOSE}\s*[:–—-]?\s*[\"“«](?P<outside>[^\"”»\n]{{2,400}})[\"”»]"
    # passage 2: "words", without brackets
    rf"|\b(?:passage|source|отрывок|источник)\s*(?P<d>\d{{1,3}})\s*[:,]\s*[\"“«](?P<open>[^\"”»\n]{{2,400}})[\"”»]"
    # [2] or (2) or [1, 2] alone
    rf"|[\[【]\s*{_PASSAGE}(?P<e>\d{{1,3}}(?:\s*[,;]\s*\d{{1,3}})*)\s*[\]】]"
    rf"(?=\s*(?:[.,;!?\[(【\n]|$|(?-i:[A-ZА-ЯЁҒӢҚӮҲҶ0-9])))|\(\s*{_PASSAGE}(?P<f>\d{{1,2}})\s*\)(?=\s*(?:[.,;\[(\n]|$))",
    re.DOTALL | re.IGNORECASE,
)  # fmt: skip
_UNNAMED = f"(?:{re.sub('[(][?]P<[a-z]+>', '(?:', _EVIDENCE.pattern)})"
_RUN = re.compile(rf"{_UNNAMED}(?:[\s.,;]*{_UNNAMED})*", re.DOTALL | re.IGNORECASE)
_BETWEEN_QUOTES = re.compile(rf"{_QUOTE_CLOSE}\s*[,;]\s*(?:(?P<n>\d{{1,3}})\s*:\s*)?{_QUOTE_OPEN}")


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
        # What stands behind the last line end may still go on.
        if readable.count("\n") == self._lines:
            return []
        self._lines = readable.count("\n")
        return self._new(list(_claims(readable[: readable.rfind("\n") + 1])))

    def close(self) -> list[Claim]:
        """The reply is over: the claims that are left in it."""
        readable = _readable(self._raw)
        found = list(_claims(readable))
        return self._new(found or list(_json_claims(readable)))

    @property
    def declines(self) -> bool:
        """Whether it says, in the agreed words, that the passages do not answer."""
        return _NO_ANSWER in _readable(self._raw).upper()

    def _new(self, found: list[Claim]) -> list[Claim]:
        new = found[len(self.claims) :]
        self.claims += new
        return new


def _readable(raw: str) -> str:
    """The reply without thoughts, fences and emphasis."""
    if "<" in raw:
        raw = _THOUGHT.sub("", raw)
        # A model may open its thoughts in the prompt and only close them.
        raw = re.split(r"</(?:think|thinking|reasoning|analysis)>", raw, flags=re.IGNORECASE)[-1]
    raw = _FENCE.sub("", raw)
    return _EMPHASIS.sub(r"\2", raw)


def _claims(text: str) -> Iterator[Claim]:
    at = 0
    for run in _RUN.finditer(text):
        said = text[at : run.start()]
        at = run.end()
        evidence = tuple(_pieces(run.group()))
        sentence = _sentence(said)
        if not sentence and _marks_only(evidence):
            # "[1] It opened in 2006.": the mark stands before its sentence.
            line = text[run.end() :].split("\n", 1)[0]
            if _EVIDENCE.search(line) is None:
                sentence = _sentence(line)
                at = run.end() + len(line)
        if sentence:
            yield Claim(sentence, evidence)


def _marks_only(evidence: tuple[CitedQuote, ...]) -> bool:
    return all(not piece.quote for piece in evidence)


def _sentence(said: str) -> str:
    """The words that the evidence belongs to: the last lines, back to one that is a sentence of its own."""
    lines = [line for line in said.lstrip(" .,;").split("\n") if line.strip()]
    kept: list[str] = []
    for line in reversed(lines):
        if kept and re.search(r"[.!?:…][\"”»)]*\s*$", line):
            break
        kept.insert(0, line)
    joined = " ".join(_LEAD.sub("", line) for line in kept)
    sentence = re.sub(r"\s+", " ", joined).strip(" -*•")
    sentence = re.sub(r"\s+([.,;!?])", r"\1", sentence)
    return f"{sentence}." if sentence[-1:].isalnum() else sentence


def _pieces(run: str) -> Iterator[CitedQuote]:
    for match in _EVIDENCE.finditer(run):
        groups = match.groupdict()
        if groups["quoted"]:
            yield from _quotes(int(groups["a"]), groups["quoted"][1:-1])
        elif groups["bare"]:
            yield CitedQuote(int(groups["b"]), groups["bare"].strip("\"“”«»„' "))
        elif groups["outside"]:
            yield CitedQuote(int(groups["c"]), groups["outside"])
        elif groups["open"]:
            yield CitedQuote(int(groups["d"]), groups["open"])
        else:
            for number in re.findall(r"\d+", groups["e"] or groups["f"]):
                yield CitedQuote(int(number), "")


def _quotes(number: int, quoted: str) -> Iterator[CitedQuote]:
    """One or several quotes of one bracket: "a", "b"; or of several passages: "a"; 2: "b"."""
    at = 0
    for between in _BETWEEN_QUOTES.finditer(quoted):
        yield CitedQuote(number, quoted[at : between.start()])
        number, at = int(between["n"] or number), between.end()
    yield CitedQuote(number, quoted[at:])


_TEXT_KEYS = ("sentence", "text", "claim", "answer", "statement", "content")
_EVIDENCE_KEYS = ("evidence", "citations", "citation", "sources", "source", "quotes", "references", "cites")
_NUMBER_KEYS = ("passage", "number", "id", "source", "index", "n", "passage_number")
_QUOTE_KEYS = ("quote", "words", "text", "quoted", "evidence", "exact_words", "copied_words")


def _json_claims(text: str) -> Iterator[Claim]:
    """The claims of a reply in JSON, by the names that models give such things."""
    start = min((at for at in (text.find("{"), text.find("[")) if at >= 0), default=-1)
    if start < 0:
        return
    try:
        value, _ = json.JSONDecoder().raw_decode(text[start:])
    except ValueError:
        return
    yield from _claims_in(value)


def _claims_in(value: Any) -> Iterator[Claim]:
    if isinstance(value, list):
        for item in value:
            yield from _claims_in(item)
    if not isinstance(value, dict):
        return
    said = next((value[k] for k in _TEXT_KEYS if isinstance(value.get(k), str)), None)
    pieces = [p for k in _EVIDENCE_KEYS if k in value for p in _pieces_in(value[k])]
    if not pieces:
        pieces = list(_pieces_in(value))
    if said is not None and pieces:
        yield Claim(re.sub(r"\s+", " ", said).strip(), tuple(pieces))
        return
    for inner in value.values():
        yield from _claims_in(inner)


def _pieces_in(value: Any) -> Iterator[CitedQuote]:
    if isinstance(value, list):
        for item in value:
            yield from _pieces_in(item)
    elif isinstance(value, dict):
        number = next((value[k] for k in _NUMBER_KEYS if _is_number(value.get(k))), None)
        quote = next((value[k] for k in _QUOTE_KEYS if isinstance(value.get(k), str)), None)
        if number is not None and quote is not None:
            yield CitedQuote(int(number), quote)
    elif isinstance(value, str):
        yield from _pieces(value)


def _is_number(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and value.isdigit()
    )
