"""The pages hold what their texts say, and state their dates as meant."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from lxml import html

from tests.evals.pages.extraction import Extraction
from tests.evals.pages.page_text import PageText, block_of, read_texts
from tests.evals.pages.render import RENDERED, Page, render
from tests.evals.pages.score import score, words
from tests.evals.pages.systems import LIVE, SYSTEMS, System, assign

_ISO_DAY = re.compile(r"(?<![\d/-])20\d\d-\d\d-\d\d(?![\d-])")
_ALL_KINDS = (
    "First words of it.",
    "## A heading",
    "> Somebody's words",
    "- one\n- two",
    "| A | B |\n| 1 | 2 |",
    "End.",
)


@cache
def _texts() -> list[PageText]:
    return read_texts()


def _page(text: PageText, system: System) -> str:
    return render(text, system, _texts()).body.decode(system.encoding(text.language))


def _of_all_kinds(system: System) -> PageText:
    """A text with every kind of block; a live blog where the system has nothing else."""
    if system is LIVE:
        return next(text for text in _texts() if text.live)
    text = next(text for text in _texts() if text.caption and text.author and text.comments and not text.live)
    return replace(text, blocks=tuple(block_of(paragraph) for paragraph in _ALL_KINDS))


def _shown(page: str) -> Counter[str]:
    """Words that a reader sees."""
    tree = html.fromstring(page)
    for hidden in tree.xpath("//head | //script | //style"):
        hidden.getparent().remove(hidden)
    return Counter(re.findall(r"\w+", " ".join(tree.itertext()).lower()))


def test_each_system_has_six_texts() -> None:
    """The texts are dealt out evenly, in both halves, and live blogs go to the system for them."""
    assigned = assign(_texts())
    assert Counter(system.name for system in assigned.values()) == {system.name: 6 for system in SYSTEMS}
    odd = Counter(assigned[text.id].name for text in _texts() if text.number % 2)
    assert all(count in {2, 3, 4} for count in odd.values())
    assert all((assigned[text.id] is LIVE) == bool(text.live) for text in _texts())


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_a_page_shows_all_words_of_its_text(system: System) -> None:
    """Each kind of block is there, with title and comments beside it."""
    text = _of_all_kinds(system)
    shown = _shown(_page(text, system))
    said = " ".join((*text.parts, text.title, *(comment.text for comment in text.comments)))
    assert not Counter(re.findall(r"\w+", said.lower())) - shown


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_a_page_states_its_date_as_its_system_does(system: System) -> None:
    """In each form that the system is said to use, and with the days of other articles as traps."""
    text = _of_all_kinds(system)
    assert text.published is not None
    page = _page(text, system)
    for form in system.figures:
        assert form(text.published) in page
    for form_in_words in system.words:
        assert form_in_words(text.published, text.language) in page
    assert str(RENDERED.year) in page


@pytest.mark.parametrize("system", [s for s in SYSTEMS if s is not LIVE], ids=lambda system: system.name)
def test_a_page_without_a_date_states_none(system: System) -> None:
    """Nothing of the day of publication is left where the text has none, in figures or in words."""
    text = _of_all_kinds(system)
    day = RENDERED - timedelta(days=400)  # a day that nothing else on the page has
    dated = _page(replace(text, published=day), system)
    undated = _page(replace(text, published=None), system)
    written = {form(day) for form in system.figures} | {form(day, text.language) for form in system.words}
    assert written
    assert all(form in dated and form not in undated for form in written)
    assert not {f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}"} & set(re.findall(r"\d{4}[-/]\d\d[-/]\d\d", undated))


def test_all_pages_hold_their_texts_and_no_dates_of_their_own_invention() -> None:
    """Each of the 120 shows all words of its text; machine-readable days are its own, or those of what is beside it."""
    systems = assign(_texts())
    for text in _texts():
        page = render(text, systems[text.id], _texts())
        source = page.body.decode(page.system.encoding(text.language))
        assert not Counter(words("\n".join(text.parts), text)) - _shown(source), (page.system.name, text.id)
        assert set(_ISO_DAY.findall(source)) <= _days_around(page), (page.system.name, text.id)


def _days_around(page: Page) -> set[str]:
    text = page.text
    moments = [RENDERED, *(item.date for item in text.related)]
    moments += [comment.date for comment in text.comments] + [entry.date for entry in text.live]
    if text.published:
        moments += [text.published, text.published + timedelta(days=1, hours=2)]
    utc = [moment - (moment.utcoffset() or timedelta()) for moment in moments]
    return {f"{moment:%Y-%m-%d}" for moment in (*moments, *utc)} | {"1921-03-05"}


def test_an_extraction_is_scored_by_its_words_and_its_day() -> None:
    """The title counts neither way; a missing or an added word does; another day is wrong, none is none."""
    text = next(text for text in _texts() if text.published and not text.live)
    page = render(text, SYSTEMS[0], _texts())
    assert text.published is not None
    body = "\n".join(text.parts)
    day = text.published.date()
    whole = score(page, Extraction(f"{text.title}\n{body}", frozenset({day})))
    assert (whole.f1, whole.date) == (1, "right")
    more = score(page, Extraction(f"{body} furniture", frozenset({day, day + timedelta(days=1)})))
    assert (list(more.extra), more.date) == (["furniture"], "wrong")
    less = score(page, Extraction(body.rsplit(maxsplit=1)[0]))
    assert (less.missing.total(), less.date) == (1, "none")
    undated = render(replace(text, published=None), SYSTEMS[0], _texts())
    assert score(undated, Extraction(body)).date == "right"
    assert score(undated, Extraction(body, frozenset({day}))).date == "wrong"
