"""Texts and entities as HTML; the entities are those that TDLib's parser makes of what the bot writes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.e2e.judge import found_entities, judged
from tests.pictures.formatted_text import FormattedText


def shown(telegram_html: str) -> str:
    """The HTML of a picture for a message in Telegram's HTML."""
    parsed = judged(telegram_html, "HTML")
    return FormattedText(parsed.text, parsed.entities).html


@pytest.mark.parametrize(
    ("written", "pictured"),
    [
        ("plain", "plain"),
        ("a &lt; b &amp; c &quot;d&quot;", "a &lt; b &amp; c &quot;d&quot;"),
        ("<b>bold</b> and not", "<b>bold</b> and not"),
        ("<i>a</i><u>b</u><s>c</s><code>d</code>", "<i>a</i><u>b</u><s>c</s><code>d</code>"),
        ("<b>a<i>b</i></b>", "<b>a</b><b><i>b</i></b>"),
        ("<i>a<b>b</b></i>", "<i>a</i><b><i>b</i></b>"),
        (
            '<a href="https://x.example/?a=1&amp;b=2">¹</a>',
            '<a href="https://x.example/?a=1&amp;b=2">¹</a>',
        ),
        ('<b><a href="https://x.example/">x</a></b>', '<a href="https://x.example/"><b>x</b></a>'),
    ],
)
def test_styles(written: str, pictured: str) -> None:
    """Every style has its tag, styles nest with links outermost, and words are escaped."""
    assert shown(written) == pictured


def test_what_telegram_finds_by_itself() -> None:
    """A command has the colour of a link, though it leads nowhere."""
    text = "send /watches now"
    assert FormattedText(text, found_entities(text)).html == "send <a>/watches</a> now"


def test_offsets_count_utf16_units() -> None:
    """An emoji is two of them, one of several joined ones more; Tajik letters are one each."""
    assert shown("🔔<b>ғӣқ</b>👩‍👩‍👧<b>ӯҳҷ</b>𝕏") == "🔔<b>ғӣқ</b>👩‍👩‍👧<b>ӯҳҷ</b>𝕏"


def test_a_quote_is_a_block() -> None:
    """The line break before it and the first one behind it are its own; a further one is an empty line."""
    pictured = shown(
        "facts\n<blockquote expandable>words\nof it</blockquote>\n\n2. next\n<blockquote>b</blockquote>"
    )
    assert pictured == (
        'facts<blockquote class="quote expandable"><div>words\nof it</div></blockquote>'
        '\n2. next<blockquote class="quote"><div>b</div></blockquote>'
    )


def test_formatting_in_a_quote() -> None:
    """Marks in a quote are links, and a style that goes on behind a quote ends and begins with it."""
    pictured = shown('<blockquote expandable><a href="https://x.example/#1">¹</a> words</blockquote>')
    assert pictured == (
        '<blockquote class="quote expandable"><div><a href="https://x.example/#1">¹</a> words</div></blockquote>'
    )
    across = FormattedText(
        "ab", [{"type": "bold", "offset": 0, "length": 2}, {"type": "blockquote", "offset": 1, "length": 1}]
    )
    assert across.html == '<b>a</b><blockquote class="quote"><div><b>b</b></div></blockquote>'


def test_a_quote_right_behind_another() -> None:
    """Two quotes stay two, without an empty line between them."""
    entities = [
        {"type": "blockquote", "offset": 0, "length": 1},
        {"type": "blockquote", "offset": 2, "length": 1},
    ]
    assert FormattedText("a\nb", entities).html == (
        '<blockquote class="quote"><div>a</div></blockquote><blockquote class="quote"><div>b</div></blockquote>'
    )


PIECES = st.lists(
    st.tuples(st.sampled_from(["", "b", "i", "blockquote"]), st.text("ab<>&\"' \n¹ғ🔔", max_size=8)),
    max_size=6,
)


@given(PIECES)
def test_no_word_is_lost(pieces: list[tuple[str, str]]) -> None:
    """Whatever the entities, the words are there in order, and nothing of them is markup."""
    text, entities = "", []
    for kind, words in pieces:
        size = [len(each.encode("utf-16-le")) // 2 for each in (text, words)]
        name = {"b": "bold", "i": "italic"}.get(kind, kind)
        entities += [{"type": name, "offset": size[0], "length": size[1]}] if kind and words else []
        text += words
    words_alone = html.unescape(re.sub(r"<[^>]*>", "", FormattedText(text, entities).html))
    assert words_alone.replace("\n", "") == text.replace("\n", "")
