"""Answers as messages."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.answer import message, render, render_passages
from bot.rendering.markup import ENTITY_LIMIT, Part
from bot.texts import LANGUAGES
from retrieval.answer import Answer, Citation, Sentence
from retrieval.note import Note, NoteCode
from retrieval.text.day import day
from tests.bot.fake_telegram import ANSWER, CITATION
from tests.e2e.judge import Parsed, judged


def _shown(answer: Answer) -> Parsed:
    (part,) = render(answer)
    return judged(part.html, "HTML")


def test_an_answer_as_a_reader_sees_it() -> None:
    """The answer first with its mark, then the source: title, outlet, date, and the quote."""
    dated = replace(CITATION, published=datetime(2021, 3, 31, tzinfo=UTC))
    shown = _shown(replace(ANSWER, citations=(dated,)))
    assert shown.text == (
        "It was the Istiqlol Tunnel.\N{NARROW NO-BREAK SPACE}¹\n\n"
        "Sources\n"
        "1. Neighbours meet\n"
        "Example Agency · 31 March 2021\n"
        "The Istiqlol Tunnel was named as a positive example."
    )
    assert shown.covered("bold") == ["Istiqlol Tunnel", "Sources"]
    assert shown.covered("text_link") == ["¹", "Neighbours meet"]
    assert shown.covered("expandable_blockquote") == [CITATION.quote]
    assert {entity["url"] for entity in shown.entities if "url" in entity} == {CITATION.url}


def test_a_source_with_nothing_but_its_words() -> None:
    """Without title, outlet, date and link, the quote still stands."""
    bare = replace(CITATION, title=" ", url=None, source=None)
    shown = _shown(replace(ANSWER, citations=(bare,)))
    assert f"1. Untitled article\n{CITATION.quote}" in shown.text
    assert shown.covered("text_link") == []


def test_a_source_has_a_second_link_where_its_article_can_be_read() -> None:
    """Behind outlet and date; where the page is the only place to read it, the title leads there and nothing else."""
    page = "https://news.example/read/AAAA#quote"
    shown = _shown(replace(ANSWER, citations=(replace(CITATION, reading_url=page),)))
    assert f"\nExample Agency · {LANGUAGES['en'].read_here}\n" in shown.text
    assert shown.covered("text_link") == ["¹", "Neighbours meet", LANGUAGES["en"].read_here]
    assert {entity["url"] for entity in shown.entities if "url" in entity} == {CITATION.url, page}
    alone = _shown(replace(ANSWER, citations=(replace(CITATION, url=page, reading_url=page),)))
    assert alone.covered("text_link") == ["¹", "Neighbours meet"]
    assert {entity["url"] for entity in alone.entities if "url" in entity} == {page}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_the_answer(language: str) -> None:
    """Headings, dates and refusals are in the language of the question."""
    texts = LANGUAGES[language]
    dated = replace(CITATION, published=datetime(2021, 3, 31, tzinfo=UTC))
    failed = Note(code=NoteCode.MODEL_FAILED)
    shown = _shown(replace(ANSWER, citations=(dated,), language=language, note=failed))
    assert texts.sources in shown.text
    assert texts.note.format(note=texts.notes[NoteCode.MODEL_FAILED]) in shown.covered("italic")
    assert day(datetime(2021, 3, 31, tzinfo=UTC), language) in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_has_its_days(language: str) -> None:
    """In the words of the language."""
    newer, older = datetime(2021, 9, 2, tzinfo=UTC), datetime(2021, 3, 2, tzinfo=UTC)
    updated = Note(code=NoteCode.REPORT_UPDATED, newer=newer, older=older)
    (said,) = _shown(replace(ANSWER, language=language, note=updated)).covered("italic")
    assert said.index(day(newer, language)) < said.index(day(older, language))


def test_a_remark_stands_behind_the_note() -> None:
    """The bot may have something to add to what the chain says; both are one paragraph."""
    texts, answer = LANGUAGES["en"], replace(ANSWER, note=Note(code=NoteCode.MODEL_FAILED))
    (part,) = render(answer, "Slow today.")
    assert judged(part.html, "HTML").covered("italic") == [
        texts.note.format(note=f"{texts.notes[NoteCode.MODEL_FAILED]} Slow today.")
    ]
    (part,) = render(ANSWER, "Slow today.")
    assert judged(part.html, "HTML").covered("italic") == [texts.note.format(note="Slow today.")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_shows_what_is_nearest(language: str) -> None:
    """It says so first; the nearest passages follow without numbers, for nothing points to them."""
    answer = Answer(question="?", searched_for="?", refused=True, nearest=(CITATION,), language=language)
    shown = _shown(answer)
    assert shown.text.startswith(LANGUAGES[language].refused)
    assert f"{LANGUAGES[language].nearest}\n• Neighbours meet" in shown.text
    assert shown.covered("expandable_blockquote") == [CITATION.quote]
    assert "1." not in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_that_explains_a_refusal_is_said_once(language: str) -> None:
    """In the place of what the articles do not say, and not again below it."""
    newest = datetime(2024, 4, 2, tzinfo=UTC)
    note = Note(code=NoteCode.OTHER_TIME, newer=newest)
    shown = _shown(Answer(question="?", searched_for="?", refused=True, language=language, note=note))
    assert shown.text == LANGUAGES[language].notes[NoteCode.OTHER_TIME].format(newer=day(newest, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_what_is_missing(language: str) -> None:
    """The words that no article holds, and up to which day the articles go."""
    newest = datetime(2021, 5, 2, tzinfo=UTC)
    refusal = Answer(
        question="?",
        searched_for="?",
        refused=True,
        missing=("Baku", "chess"),
        newest=newest,
        language=language,
    )
    assert _shown(refusal).text.replace("\N{NO-BREAK SPACE}", " ") == refusal.text


def test_a_refusal_with_nothing_near() -> None:
    """One sentence is enough."""
    assert _shown(Answer(question="?", searched_for="?", refused=True)).text == LANGUAGES["en"].refused


def test_an_answer_without_a_word_is_an_apology() -> None:
    """Silence is no answer."""
    assert _shown(Answer(question="?", searched_for="?")).text == LANGUAGES["en"].apology


def test_highlights_that_overlap_or_reach_too_far() -> None:
    """Each character is shown once, whatever the spans."""
    sentence = Sentence(text="abcdef", citations=(7,), highlights=((4, 99), (0, 2), (1, 3), (5, 5), (-3, 1)))
    shown = _shown(replace(ANSWER, sentences=(sentence,), citations=()))
    assert shown.text == "abcdef\N{NARROW NO-BREAK SPACE}⁷"
    # TDLib joins neighbours of one style.
    assert "".join(shown.covered("bold")) == "abcef"


def test_figures_stay_with_their_words() -> None:
    """No line breaks behind a figure in bold, or in a refusal; quotes are to the letter."""
    sentence = Sentence(text="On 9 May, 71 % of 20 came.", citations=(1,), highlights=((3, 14),))
    citation = replace(CITATION, quote=sentence.text)
    answer = replace(ANSWER, sentences=(sentence,), citations=(citation,))
    shown = _shown(answer)
    gap = "\N{NO-BREAK SPACE}"
    assert shown.covered("bold")[0] == f"9{gap}May, 71{gap}%"
    assert "On 9" in shown.text
    assert " of 20 came." in shown.text
    assert shown.covered("expandable_blockquote") == [sentence.text]
    refusal = Answer(question="?", searched_for="?", refused=True, newest=datetime(2021, 3, 31, tzinfo=UTC))
    assert _shown(refusal).text.endswith(f"is of 31{gap}March 2021.")


def test_a_long_answer_keeps_every_source() -> None:
    """Twenty long quotes fill several messages; none is lost, none is cut."""
    citations = tuple(
        replace(CITATION, number=n, article_id=f"a{n}", quote=f"Quote {n}. " + "words and more " * 50)
        for n in range(1, 21)
    )
    sentences = tuple(Sentence(text=f"Fact {n}.", citations=(n,)) for n in range(1, 21))
    parts = render(replace(ANSWER, sentences=sentences, citations=citations))
    shown = [judged(part.html, "HTML") for part in parts]
    quotes = [quote for parsed in shown for quote in parsed.covered("expandable_blockquote")]
    assert len(parts) == 5
    assert quotes == [citation.quote.strip() for citation in citations]


def _of_articles(*articles: str) -> Answer:
    """An answer with a sentence from each of these articles; each quote has a link of its own."""
    citations = tuple(
        replace(
            CITATION,
            number=n,
            article_id=article,
            title=f"Title {article}",
            quote=f"Quote {n}.",
            url=f"https://x.example/{article}#{n}",
        )
        for n, article in enumerate(articles, start=1)
    )
    sentences = tuple(Sentence(text=f"Fact {n}.", citations=(n,)) for n in range(1, len(articles) + 1))
    return replace(ANSWER, sentences=sentences, citations=citations)


def test_an_article_is_named_once() -> None:
    """Its quotes stand in one block that folds, each behind its mark, which opens the article at its words."""
    shown = _shown(_of_articles("a", "b", "a"))
    assert shown.text.endswith(
        "Sources\n"
        "1, 3. Title a\nExample Agency\n¹ Quote 1.\n³ Quote 3.\n\n"
        "2. Title b\nExample Agency\nQuote 2."
    )
    assert shown.covered("expandable_blockquote") == ["¹ Quote 1.\n³ Quote 3.", "Quote 2."]
    links = dict(
        zip(shown.covered("text_link"), (e["url"] for e in shown.entities if "url" in e), strict=True)
    )
    assert links == {
        "¹": "https://x.example/a#1",
        "²": "https://x.example/b#2",
        "³": "https://x.example/a#3",
        "Title a": "https://x.example/a#1",
        "Title b": "https://x.example/b#2",
    }


def test_passages_of_one_article() -> None:
    """Where nothing points to them, a bullet opens each at its words."""
    answer = _of_articles("a", "a")
    (part,) = render_passages("More", answer.citations, LANGUAGES["en"])
    shown = judged(part.html, "HTML")
    assert shown.text == "More\n• Title a\nExample Agency\n• Quote 1.\n• Quote 2."
    assert shown.covered("text_link") == ["Title a", "•", "•"]
    assert [e["url"][-1] for e in shown.entities if "url" in e] == ["1", "1", "2"]
    assert part.plain == ("More\n• Title a (https://x.example/a#1)\nExample Agency\n• Quote 1.\n• Quote 2.",)


def test_words_of_another_article_begin_a_paragraph() -> None:
    """In a quoted answer; what a language model writes is running text."""
    answer = _of_articles("a", "a", "b")
    gap = "\N{NARROW NO-BREAK SPACE}"
    assert _shown(answer).text.startswith(f"Fact 1.{gap}¹ Fact 2.{gap}²\n\nFact 3.{gap}³\n\nSources")
    written = replace(answer, answered_by="a model")
    assert _shown(written).text.startswith(f"Fact 1.{gap}¹ Fact 2.{gap}² Fact 3.{gap}³\n\nSources")


def test_a_text_of_its_own() -> None:
    """What the bot says itself is never markup."""
    assert [part.html for part in message("a < b")] == ["a &lt; b"]


HOSTILE = st.one_of(
    st.text(st.characters(), max_size=200),
    st.text(st.sampled_from("<>&\"'/=abi[]()*_`~|#@{}.!-\n\t \u202e\u200b\u200d\x00\ud800😀é"), max_size=300),
    st.sampled_from(
        [
            "</blockquote><b>",
            '<a href="javascript:alert(1)">x</a>',
            '" onclick="',
            "&lt;b&gt;&#x202e;&amp;amp;",
            "[x](http://y.example) *b* _i_ ```c```",
            "word " * 1500,
            "x" * 9000,
            "👩‍👩‍👧‍👦" * 900,
            "\n" * 5000,
        ]
    ),
)
URLS = st.one_of(st.none(), HOSTILE, HOSTILE.map(lambda tail: f"https://x.example/{tail}"))
CITATIONS = st.builds(
    Citation,
    number=st.integers(-1, 12),
    quote=HOSTILE,
    title=HOSTILE,
    url=URLS,
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    source=st.none() | HOSTILE,
    article_id=st.sampled_from(["a", "b"]),
    start=st.just(0),
    end=st.just(1),
)
SPANS = st.tuples(st.integers(-5, 400), st.integers(-5, 400))
SENTENCES = st.builds(
    Sentence,
    text=HOSTILE,
    citations=st.lists(st.integers(-1, 12), max_size=4).map(tuple),
    highlights=st.lists(SPANS, max_size=4).map(tuple),
)
MOMENTS = st.datetimes(timezones=st.just(UTC))
ANSWERS = st.builds(
    Answer,
    question=HOSTILE,
    searched_for=HOSTILE,
    sentences=st.lists(SENTENCES, max_size=6).map(tuple),
    citations=st.lists(CITATIONS, max_size=6).map(tuple),
    refused=st.booleans(),
    nearest=st.lists(CITATIONS, max_size=3).map(tuple),
    language=st.sampled_from(["en", "ru", "tg", "xx", "<b>"]),
    missing=st.lists(HOSTILE, max_size=3).map(tuple),
    newest=st.none() | MOMENTS,
    note=st.none() | st.builds(Note, code=st.sampled_from(NoteCode), newer=MOMENTS, older=MOMENTS),
)


CASES = int(os.environ.get("HOSTILE_ANSWERS", "60"))
"""Few in the normal run; `HOSTILE_ANSWERS=20000` for the long one."""


@given(ANSWERS)
@settings(max_examples=CASES, deadline=None)
def test_telegram_takes_every_message_of_a_hostile_answer(answer: Answer) -> None:
    """Whatever an answer holds, TDLib's parser accepts each part, and reads the text that was meant."""
    parts = render(answer)
    assert parts
    for part in parts:
        _accepted(part)


def _accepted(part: Part) -> None:
    parsed = judged(part.html, "HTML")
    assert parsed.text == part.text
    assert len(parsed.entities) <= ENTITY_LIMIT
    assert all(
        entity["url"].startswith(("http://", "https://")) for entity in parsed.entities if "url" in entity
    )
    assert all(judged(plain, None) for plain in part.plain)
