"""Questions and answers as files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from bot.rendering.exports.export import ExportFormat, export
from bot.state.conversations import Exchange
from bot.texts import LANGUAGES
from tests.bot.fake_telegram import CITATION

ENGLISH = LANGUAGES["en"]
NOW = datetime(2026, 11, 28, 20, 0, tzinfo=timezone(timedelta(hours=5)))
ASKED = Exchange(
    id=3,
    person=77,
    chat=77,
    topic=0,
    asked=datetime(2026, 11, 28, 10, 24, tzinfo=UTC).timestamp(),
    seconds=0.4,
    question="Which tunnel is it?",
    searched_for="Which tunnel is it?",
    answer="It was the Istiqlol Tunnel. [1] It is long. [2]",
    outcome="answered",
    answered_by="extract",
    language="en",
    citations=(
        replace(CITATION, published=datetime(2021, 3, 31, tzinfo=UTC)),
        replace(CITATION, number=2, url=None, quote="It is\n\nlong."),
    ),
)
REFUSED = replace(ASKED, outcome="refused", answer="The articles do not say.", searched_for="Which dam?")
HOSTILE = '<script>alert(1)</script> **b** [x](javascript:alert(1)) `c` \\ # h\n- l\n1. n & "q" ![i](http://e.example/t.png)'


def made(kind: ExportFormat, *exchanges: Exchange) -> str:
    return export(exchanges or (ASKED,), kind, ENGLISH, NOW)


def test_markdown_as_a_program_reads_it() -> None:
    """Headings, the answer whose marks lead to the articles, a numbered source with the quote in a block."""
    text = made(ExportFormat.MARKDOWN)
    page = lxml_html.fromstring(MarkdownIt().render(text))
    assert [h.text_content() for h in page.iter("h1", "h2")] == [
        "Questions and answers",
        "Which tunnel is it?",
    ]
    assert "28 November 2026, 15:24" in text
    paragraphs = [p.text_content() for p in page.iter("p")]
    assert "It was the Istiqlol Tunnel. [1] It is long. [2]" in paragraphs
    assert [(a.text_content(), a.get("href")) for a in page.iter("a")] == [
        ("[1]", CITATION.url),
        ("Neighbours meet", CITATION.url),
    ]
    items = list(page.iter("li"))
    assert [item.getparent().tag for item in items] == ["ol", "ol"]
    assert "Neighbours meet · Example Agency · 31 March 2021" in items[0].text_content()
    quotes = [" ".join(quote.text_content().split()) for quote in page.iter("blockquote")]
    assert quotes == [CITATION.quote, "It is long."]


def test_a_page_as_a_browser_reads_it() -> None:
    """The same; marks lead down the page to what they cite, and nothing may be loaded or run."""
    text = made(ExportFormat.HTML, ASKED, REFUSED)
    page = lxml_html.document_fromstring(text)
    assert [h.text_content() for h in page.iter("h2")] == ["Which tunnel is it?"] * 2
    targets = {element.get("id") for element in page.iter("li")}
    inner = [a.get("href") for a in page.iter("a") if a.get("href").startswith("#")]
    assert inner == ["#s1-1", "#s1-2"]
    assert {href[1:] for href in inner} <= targets
    assert [item.getparent().tag for item in page.iter("li")] == ["ol", "ol", "ul", "ul"]
    assert "content=\"default-src 'none'" in text
    assert "I looked for: Which dam?" in text
    assert page.xpath("//html/@lang") == ["en"]


def test_json_says_what_to_dict_says() -> None:
    """The citations whole, with offsets; of a refusal they are the nearest passages; nothing tells who asked."""
    told = json.loads(made(ExportFormat.JSON, ASKED, REFUSED))
    first, second = told["exchanges"]
    assert first["asked"] == "2026-11-28T10:24:00+00:00"
    assert first["text"] == ASKED.answer
    assert [c["quote"] for c in first["citations"]] == [CITATION.quote, "It is\n\nlong."]
    assert first["citations"][0]["published"] == "2021-03-31T00:00:00+00:00"
    assert (first["citations"][0]["start"], first["citations"][0]["end"]) == (CITATION.start, CITATION.end)
    assert (second["refused"], second["citations"], len(second["nearest"])) == (True, [], 2)
    assert "77" not in json.dumps(told).replace(CITATION.quote, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_exchange_keeps_its_language(language: str) -> None:
    """What stands over the sources is said in the question's language, the rest in the reader's."""
    texts = LANGUAGES[language]
    for kind in (ExportFormat.MARKDOWN, ExportFormat.HTML):
        text = export([replace(ASKED, language=language)], kind, texts, NOW)
        assert texts.sources in text
        assert texts.export.title in text


def test_what_looks_like_markup_is_text() -> None:
    """In questions, answers, titles and quotes; addresses that are none of the web make no links."""
    cited = replace(CITATION, title=HOSTILE, quote=HOSTILE, source=HOSTILE, url="javascript:alert(1)")
    hostile = replace(ASKED, question=HOSTILE, answer=HOSTILE, searched_for=HOSTILE + "?", citations=(cited,))
    rendered = MarkdownIt().render(made(ExportFormat.MARKDOWN, hostile))
    for text in (rendered, made(ExportFormat.HTML, hostile)):
        page = lxml_html.document_fromstring(text)
        assert not [*page.iter("script", "img", "code", "strong")] or text is rendered
        assert not [*page.iter("script", "img", "code")]
        assert [a.get("href") for a in page.iter("a")] == []
        assert " ".join(HOSTILE.split()) in " ".join(page.text_content().split())


class _Text(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=80))
def test_any_question(text: str) -> None:
    """Whatever was asked stands in the files as it was, and no file is broken by it."""
    exchange = replace(ASKED, question=text, searched_for=text, citations=())
    for kind in (ExportFormat.MARKDOWN, ExportFormat.HTML):
        file = made(kind, exchange)
        reader = _Text()
        reader.feed(MarkdownIt().render(file) if kind is ExportFormat.MARKDOWN else file)
        assert "".join(text.split()) in "".join(reader.words)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("md", "md"), ("Markdown", "md"), ("HTML", "html"), (".json", "json"), ("pdf", None), ("", None)],
)
def test_kinds_by_their_names(name: str, kind: str | None) -> None:
    """In any case, with the dot or without."""
    assert ExportFormat.named(name) == kind
