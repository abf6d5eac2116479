"""The language of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from bot.web.pages.reader_language import reader_texts


def language(header: str, query: str = "") -> str:
    headers = [(b"accept-language", header.encode("latin-1", "replace"))]
    scope = {"type": "http", "headers": headers, "query_string": query.encode(), "path": "/", "method": "GET"}
    return reader_texts(Request(scope)).code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("de-DE, tg;q=0.7, ru;q=0.6", "tg"),
        ("en;q=0.5, TG", "tg"),
        ("fr, uz", "en"),
        ("ru;q=0, en;q=0.1", "en"),
        ("ru;q=none, tg;q=0.1", "tg"),
        ("*", "en"),
    ],
)
def test_the_browser_says_what_it_prefers(header: str, code: str) -> None:
    """The most wanted of ours, or English."""
    assert language(header) == code


def test_an_address_chooses() -> None:
    """Whatever the browser prefers, as far as it is one of ours."""
    assert language("ru", "lang=tg") == "tg"
    assert language("ru", "lang=xx") == "ru"
    assert language("ru", "lang=../../etc") == "ru"


@given(st.text(max_size=2_000))
def test_no_header_fails(header: str) -> None:
    """It is one of ours whatever comes."""
    assert language(header) in {"en", "ru", "tg"}
