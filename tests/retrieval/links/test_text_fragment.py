"""Links that open an article at the quoted words."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.links.text_fragment import text_fragment

URL = "https://example.org/news?id=1"
TEXT = (
    "The dam opened in 2018. It cost $3.9 billion.\n\nThe minister, Mr. Aziz-Karimov, said: “The dam opened late, "
    "& over budget.” Officials in the capital "
    "declined to comment on the matter when they were asked about it on Tuesday "
    "by several reporters."
)  # fmt: skip


def link(quote: str, url: str | None = URL, *, text: str = TEXT, last: bool = False) -> str | None:
    start = text.rindex(quote) if last else text.index(quote)
    return text_fragment(url, text, start, start + len(quote))


def directive(address: str | None) -> str:
    assert address is not None
    return address.partition(":~:text=")[2]


def test_short_quote_is_written_out() -> None:
    """One run of words, white space as one space, and the article's address before it."""
    assert link("It cost $3.9 billion.") == f"{URL}#:~:text=It%20cost%20%243.9%20billion"


def test_signs_with_a_meaning_are_encoded() -> None:
    """Hyphens, commas and ampersands of a quote never reach the directive as they are."""
    assert directive(link("minister, Mr. Aziz-Karimov")) == "minister%2C%20Mr.%20Aziz%2DKarimov"
    assert "%26" in directive(link("late, & over budget"))


def test_words_that_stand_twice_get_their_surroundings() -> None:
    """Prefix and suffix tell one occurrence from the other."""
    assert directive(link("dam opened")) == "The-,dam%20opened,-in%202018.%20It%20cost"
    assert directive(link("dam opened", last=True)).startswith(
        "Mr.%20Aziz%2DKarimov%2C%20said%3A%20%E2%80%9CThe-,"
    )
    assert directive(link("dam opened", last=True)).endswith(
        ",dam%20opened,-late%2C%20%26%20over%20budget.%E2%80%9D%20Officials"
    )


def test_long_quote_is_named_by_its_ends() -> None:
    """The first and the last five words, with a comma between."""
    quote = TEXT[TEXT.index("Officials") :]
    assert (
        directive(link(quote))
        == "Officials%20in%20the%20capital%20declined,on%20Tuesday%20by%20several%20reporters"
    )


def test_quote_over_two_paragraphs_is_named_by_its_ends() -> None:
    """A range matches across paragraphs, one run of words does not."""
    assert directive(link("2018. It cost $3.9 billion.\n\nThe minister")).count(",") == 1
    assert "%0A" not in directive(link("billion.\n\nThe minister"))


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        ("https://example.org/a#top", "https://example.org/a#top:~:text="),
        ("https://example.org/a#", "https://example.org/a#:~:text="),
        ("https://example.org/a#x:~:text=old", "https://example.org/a#x:~:text="),
        ("HTTP://example.org", "HTTP://example.org#:~:text="),
    ],
)
def test_fragments_are_kept(url: str, begins: str) -> None:
    """A fragment of the address stays before the directive; an old directive goes."""
    linked = link("It cost", url)
    assert linked is not None
    assert linked.startswith(begins)
    assert linked.count(":~:") == 1


@pytest.mark.parametrize(
    "url",
    [None, "javascript:alert(1)", "file:///etc/passwd", "https://", "https:///x", "//example.org", "not a url",
     "https://exa mple.org/", "https://[bad/", "data:text/html,x", "tg://resolve?domain=x", "https://e.org/\u202ex"],
)  # fmt: skip
def test_what_is_no_web_address_is_left_alone(url: str | None) -> None:
    """Only http and https with a host get a directive; nothing becomes a link that was none."""
    assert link("It cost", url) == url


def test_quote_without_words_makes_no_directive() -> None:
    """Signs alone cannot be searched for."""
    assert text_fragment(URL, "a … b", 2, 3) == URL


@given(st.text(min_size=1, max_size=300), st.data())
def test_any_quote_makes_a_sound_address(text: str, data: st.DataObject) -> None:
    """Whatever the article holds, the address stays one word of ASCII whose parts can be read back."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    linked = text_fragment(URL, text, start, end)
    assert linked is not None
    assert linked.isascii()
    assert linked.isprintable()
    assert " " not in linked
    assert linked.startswith(URL)
    assert urlsplit(linked).hostname == "example.org"
    parts = directive(linked).split(",")
    assert len(parts) <= 4
    for part in parts if directive(linked) else []:
        assert "-" not in part.removesuffix("-").removeprefix("-")
        unquote(part, errors="strict")
