"""What a language that is one folder more can do at once; run by `test_toy.py`, where the folder is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from corpus import Article, detect_language, open_source, sentences
from corpus.languages.registry import languages
from corpus.web.teaser import without_cut
from retrieval.text.analysis import content_terms
from retrieval.text.day import day, period
from retrieval.text.quantity import quantities
from retrieval.text.timex import periods

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 3, 31, 12, tzinfo=UTC)


def test_it_is_there() -> None:
    """Its folder is all that tells of it, and the others are still there."""
    assert {"en", "eo", "fa", "ru", "tg"} <= set(languages())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kiu estas la prezidanto de la komitato?", "eo"), ("La ministro venis al la urbo kaj parolis kun ĉiuj.", "eo"),
        ("Who is the president of the committee?", "en"), ("Wer ist der Präsident des Komitees?", None),
        ("Кто председатель комитета?", "ru"),
    ],
)  # fmt: skip
def test_detection(text: str, language: str | None) -> None:
    """Its texts are its own, those of others are not."""
    assert detect_language(text) == language


def test_sentences() -> None:
    """Its abbreviations end no sentence."""
    text = "Hieraŭ d-ro. Zamenhof parolis en n-ro. 5 ktp. Li foriris."
    assert [text[s.start : s.end] for s in sentences(text)] == [text.partition(" Li")[0], "Li foriris."]


def test_stop_words() -> None:
    """Its stop words say nothing about what is meant."""
    assert content_terms("Kiu estas la prezidanto de la komitato?") == content_terms("prezidanto komitato")


@pytest.mark.parametrize(
    ("question", "first", "behind"),
    [
        ("Kio okazis la 5-a de majo 2021?", date(2021, 5, 5), date(2021, 5, 6)),
        ("Kio okazis en aŭgusto de 2020?", date(2020, 8, 1), date(2020, 9, 1)),
        ("Kio okazis hieraŭ?", date(2024, 3, 30), date(2024, 3, 31)),
        ("Kio okazis antaŭ tri tagoj?", date(2024, 3, 28), date(2024, 3, 29)),
        ("Kio okazis ekde la 1-a de marto 2024?", date(2024, 3, 1), None),
    ],
)
def test_times(question: str, first: date, behind: date | None) -> None:
    """Months, named days, its own constructions, and what opens a time."""
    (found,) = periods(question, NOW)
    assert (found.start, found.end) == (first, behind)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("La vojo estas dudek tri kilometrojn longa kaj tre larĝa.", 23, "km"),
        ("Ili vendis ducent kvin mil tunojn de la pomoj.", 205_000, "t"),
        ("Li estis tie dum du kaj duono jaroj.", 2.5, "year"), ("Ĝi estas 1.200,5 tunojn kaj ne pli.", 1200.5, "t"),
        ("Estis ses kubaj kilometroj de la glacio.", 6, "cubic km"),
    ],
)  # fmt: skip
def test_numbers(text: str, value: float, unit: str) -> None:
    """Number words, halves, figures as it writes them, and units that it shares with the others."""
    (found,) = quantities(text)
    assert (found.value, found.unit) == (value, unit)


def test_columns(tmp_path: Path) -> None:
    """A table with its names of columns and its months is read."""
    path = tmp_path / "novaĵoj.csv"
    path.write_text(
        "titolo,teksto,dato\nPonto,La ponto estas preta kaj ĉiuj venis.,31 marto 2024\n", encoding="utf-8"
    )
    (item,) = open_source(path).items()
    (article,) = item.read()  # type: ignore[union-attr]
    assert isinstance(article, Article)
    assert (article.title, article.language) == ("Ponto", "eo")
    assert article.published == datetime(2024, 3, 31, tzinfo=UTC)


def test_page_furniture() -> None:
    """Its link to the rest of a text is cut off."""
    assert without_cut("La ponto estas preta. Ĉiuj venis. Legu pli »") == "La ponto estas preta. Ĉiuj venis."


def test_dates_for_its_readers() -> None:
    """Days are written as it writes them."""
    assert day(date(2021, 3, 31), "eo") == "la 31-a de marto 2021"
    assert period(date(2021, 3, 1), "month", "eo") == "marto 2021"
