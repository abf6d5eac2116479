"""A reply in JSON: its claims, by the names that models give such things."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.write.cited_sentence import cited_sentence
from retrieval.answering.write.evidence_marks import quotes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT_KEYS = ("sentence", "text", "claim", "answer", "statement", "content")
_EVIDENCE_KEYS = ("evidence", "citations", "citation", "sources", "source", "quotes", "references", "cites")
_NUMBER_KEYS = ("passage", "number", "id", "source", "index", "n", "passage_number")
_QUOTE_KEYS = ("quote", "words", "text", "quoted", "evidence", "exact_words", "copied_words")


def json_claims(text: str) -> Iterator[Claim]:
    """The claims of a reply whose first bracket begins a JSON value; none where it is no JSON."""
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
    quotes = [quote for k in _EVIDENCE_KEYS if k in value for quote in _quotes_in(value[k])]
    if not quotes:
        quotes = list(_quotes_in(value))
    if said is not None and said.strip() and quotes:
        yield Claim(cited_sentence(said), tuple(quotes))
        return
    for inner in value.values():
        yield from _claims_in(inner)


def _quotes_in(value: Any) -> Iterator[CitedQuote]:
    if isinstance(value, list):
        for item in value:
            yield from _quotes_in(item)
    elif isinstance(value, dict):
        number = next((value[k] for k in _NUMBER_KEYS if _is_number(value.get(k))), None)
        quote = next((value[k] for k in _QUOTE_KEYS if isinstance(value.get(k), str)), None)
        if number is not None and quote is not None:
            yield CitedQuote(int(number), quote)
    elif isinstance(value, str):
        yield from quotes_of(value)


def _is_number(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and value.isdigit()
    )
