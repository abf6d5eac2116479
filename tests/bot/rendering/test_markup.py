"""Styled text, cut into messages."""

from __future__ import annotations

import pytest

from bot.rendering.markup import (
    ENTITY_LIMIT,
    MESSAGE_LIMIT,
    Part,
    Run,
    cleaned,
    marks,
    quote,
    run,
    split,
    units,
    web_address,
    with_bold,
)
from tests.e2e.judge import judged


def test_html_is_what_telegram_parses() -> None:
    """Each style arrives, with everything escaped."""
    parts = split(
        [
            run("a < b & c "),
            run("bold", bold=True),
            run(" "),
            run("note", italic=True),
            run(' "link"', url="https://x.example/?a=1&b='\"2"),
            run("\n"),
            quote("he said <b>no</b>"),
        ]
    )
    parsed = judged(parts[0].html, "HTML")
    assert parsed.text == parts[0].text == 'a < b & c bold note "link"\nhe said <b>no</b>'
    assert parsed.covered("bold") == ["bold"]
    assert parsed.covered("italic") == ["note"]
    assert parsed.covered("text_link") == [' "link"']
    assert parsed.covered("expandable_blockquote") == ["he said <b>no</b>"]
    assert [entity["url"] for entity in parsed.entities if "url" in entity] == [
        "https://x.example/?a=1&b='\"2"
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aaaa bbbb.\n\ncccc. dddd", "aaaa bbbb."),
        ("aaaa bbbb.\ncccc. dddd eeee", "aaaa bbbb."),
        ("aaaa bbbb. cccc dddd eeee", "aaaa bbbb."),
        ("aaaa aa ¹ bbbb cccc dddd", "aaaa aa ¹"),
        ("aaaa bbbb cccc dddd", "aaaa bbbb cccc"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa"),
        ("aaaa bbbb cccc\N{NO-BREAK SPACE}¹ dd", "aaaa bbbb"),
    ],
)
def test_it_cuts_where_a_reader_would(text: str, first: str) -> None:
    """Paragraphs first, then lines, sentences, words; a mark stays with its word."""
    parts = split([run(text)], limit=15)
    assert parts[0].text == first
    assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())


def test_tags_are_balanced_in_each_part() -> None:
    """A style that spans a cut is closed before it and opened behind it."""
    parts = split([run("word " * 3000, bold=True, url="https://x.example/"), quote("said " * 3000)])
    assert len(parts) > 6
    for part in parts:
        assert judged(part.html, "HTML").text == part.text
        assert units(part.text) <= MESSAGE_LIMIT


def test_length_is_counted_as_telegram_counts() -> None:
    """An emoji is two units, and is never cut in half."""
    parts = split([run("😀" * 3000)])
    assert [units(part.text) for part in parts] == [4096, 1904]
    assert all(judged(part.html, "HTML") for part in parts)


def test_no_part_has_more_entities_than_telegram_keeps() -> None:
    """Telegram drops the formatting behind the hundredth entity: the message is cut before."""
    parts = split([run(f"{n} ", bold=True) for n in range(250)])
    assert [len(judged(part.html, "HTML").covered("bold")) for part in parts] == [
        ENTITY_LIMIT,
        ENTITY_LIMIT,
        50,
    ]


def test_nothing_becomes_no_message() -> None:
    """White space alone is no message."""
    assert split([]) == split([run(" \n\t ")]) == split([quote("\u200b")]) == []


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "tg://user?id=1",
        "ftp://x.example/",
        "//x.example/",
        "/etc/passwd",
        "http://",
        "http://[::1",
        "https://x.example/a b",
        "https://x.example/" + "a" * 3000,
    ],
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    """Anything else is shown without a link."""
    assert web_address(url) is None
    assert run("x", url=url).html == "x"


@pytest.mark.parametrize(
    "url", ["https://x.example/a?b=c#d", "http://x.example", "https://пример.рф/стр", " https://x.example "]
)
def test_web_addresses_are_links(url: str) -> None:
    """Both kinds of the web, in any script."""
    assert web_address(url) == url.strip()


def test_what_cannot_be_seen_is_taken_out() -> None:
    """Direction overrides, zero-width spaces, control characters and halves of characters do no harm."""
    assert cleaned("a\u202eb\u200bc\ufeffd\x00e\x1bf\x85g\u2066h") == "abcdefgh"
    assert cleaned("one\ttwo\r\nthree\rfour") == "one two\nthree four"
    assert cleaned("half \ud83d here").encode() == "half \N{REPLACEMENT CHARACTER} here".encode()
    assert cleaned("👩\N{ZERO WIDTH JOINER}🔬") == "👩\N{ZERO WIDTH JOINER}🔬"


def test_plain_text_spells_links_out() -> None:
    """Without markup the address stands behind its title; marks stay short."""
    part = Part((run("¹", url="https://x.example/"), Run(text="\n"), run("Title", url="https://x.example/")))
    assert part.plain == ("¹\nTitle (https://x.example/)",)


def test_plain_text_that_grows_too_long_is_cut_again() -> None:
    """Spelled-out links can take a message over the limit."""
    address = "https://x.example/" + "a" * 1900
    part = split([run(f"title {n}\n", url=address) for n in range(4)])[0]
    assert len(part.plain) > 1
    assert all(judged(plain, None) for plain in part.plain)


def test_bold_stretches_may_overlap() -> None:
    """Each character is shown once; what lies behind the end is not there."""
    runs = [*with_bold("one two three", [(4, 9), (0, 7), (8, 40)])]
    assert "".join(one.text for one in runs) == "one two three"
    assert "".join(one.text for one in runs if one.bold) == "one two three"
    assert [one.text for one in with_bold("since 9 May", [(6, 11)]) if one.bold] == ["9\N{NO-BREAK SPACE}May"]


def test_marks_keep_to_their_words() -> None:
    """No line is broken before a mark, which links to what is cited."""
    runs = [*marks([(1, "https://a.example/"), (12, None)])]
    assert "".join(one.text for one in runs) == "\N{NARROW NO-BREAK SPACE}¹\N{NARROW NO-BREAK SPACE}¹²"
    assert [one.url for one in runs] == [None, "https://a.example/", None, None]
