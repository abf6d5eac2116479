"""Where a text in a feed was cut."""

from __future__ import annotations

import pytest

from corpus.web.teaser import cut_at, without_cut, without_syndication

WHOLE = "The dam is high. It holds water."


@pytest.mark.parametrize(
    "cut",
    [
        " It will be hi…", " Read more", " It is [...]", " More »", " Читать далее", "\nПодробнее", " Идомаи хабар",
        "\nМуфассал.", " See the full story →", " Continue reading",
    ],
)  # fmt: skip
def test_what_is_cut_ends_with_its_last_whole_sentence(cut: str) -> None:
    """An ellipsis or a link to the rest, in any language, takes the broken sentence with it."""
    assert cut_at(WHOLE + cut) is not None
    assert without_cut(WHOLE + cut) == WHOLE


@pytest.mark.parametrize("text", [WHOLE, "They want more", "Об этом читайте далее в книге", ""])
def test_what_is_whole_stays(text: str) -> None:
    """A single word is a link only where it stands by itself."""
    assert cut_at(text) is None
    assert without_cut(text) == text


def test_teaser_without_a_whole_sentence_is_empty() -> None:
    """Nothing of it can be quoted."""
    assert without_cut("The dam is hi…") == ""


def test_line_under_every_article_goes() -> None:
    """What a publishing system adds is none of the text."""
    assert without_syndication(f"{WHOLE}\n\nThe post Dam first appeared on News.") == WHOLE
    assert without_syndication(f"{WHOLE}\n\nЗапись Плотина впервые появилась Новости.") == WHOLE
    assert without_syndication(WHOLE) == WHOLE
