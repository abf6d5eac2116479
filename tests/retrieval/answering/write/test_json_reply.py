"""Replies in JSON."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.write.json_reply import json_claims

OPENED = Claim("It opened in 2006.", (CitedQuote(1, "opened in 2006"),))


@pytest.mark.parametrize(
    "text",
    [
        '{"sentences": [{"text": "It opened in 2006.", "evidence": [{"passage": 1, "quote": "opened in 2006"}]}]}',
        '[{"sentence": "It opened in 2006.", "number": 1, "words": "opened in 2006"}]',
        '{"answer": "It opened in 2006.", "citations": {"id": "1", "quote": "opened in 2006"}}',
        '{"claim": "It opened in 2006.", "cites": "[1: \\"opened in 2006\\"]"}',
        'Here: {"answer": "The bridge has collapsed\\nIt opened in 2006.", "id": 1, "quote": "opened in 2006"}',
    ],
)
def test_names_that_models_give(text: str) -> None:
    """Sentence, evidence, number and quote by many names; a line of its own in a string has no evidence."""
    assert list(json_claims(text)) == [OPENED]


@pytest.mark.parametrize(
    "text", ["", "none", "{", '{"a": 1}', '{"text": " ", "id": 1, "quote": "a b"}', '[true, {"id": true}]']
)
def test_what_is_no_claim(text: str) -> None:
    """No JSON, or nothing said in it."""
    assert list(json_claims(text)) == []
