"""Numbers in figures and words, read token by token."""

from __future__ import annotations

import pytest

from retrieval.text.number_reader import NumberReader, read_figures


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("two hundred and five thousand men", "en", [205_000]), ("twenty-one and twenty", "en", [21, 20]),
        ("a hundred, one", "en", [100, 1]), ("two three", "en", [2, 3]), ("twenty and thirty", "en", [20, 30]),
        ("a million", "en", [1e6]), ("5 million", "en", [5e6]), ("$5m", "en", [5e6]), ("5 m", "en", [5]),
        ("two and a half million", "en", [2_500_000]), ("half a million", "en", [500_000]),
        ("the 23rd minute", "en", [23]), ("at -5 and 7-3", "en", [-5, 7, 3]), ("one of them, no one", "en", []),
        ("двести пять тысяч", "ru", [205_000]), ("5 тыс. тонн", "ru", [5_000]), ("сто сто", "ru", [100, 100]),
        ("полмиллиона", "ru", [500_000]), ("две с половиной", "ru", [2.5]), ("23-й", "ru", [23]),
        ("бисту панҷ", "tg", [25]), ("двадцать", "tg", [20]), ("двадцать", "en", []), ("five", "fa", [5]),
    ],
)  # fmt: skip
def test_numbers(text: str, language: str, values: list[float]) -> None:
    """Words are put together as their language does; scales, halves and signs count in."""
    assert [number.value for number in NumberReader(text, language).numbers()] == values


def test_tokens_of_a_number() -> None:
    """A number knows its tokens, those of its scale and its half too."""
    reader = NumberReader("so two and a half million.", "en")
    (number,) = reader.numbers()
    assert [
        token.text for token in reader.tokens[number.first : number.behind]
    ] == "two and a half million".split()


@pytest.mark.parametrize(
    ("figures", "decimal_sign", "value"),
    [
        ("1,200.5", ".", 1200.5),
        ("1.200,5", ",", 1200.5),
        ("1,2", ",", 1.2),
        ("1.2", ",", 1.2),
        ("1 200", ".", 1200),
    ],
)
def test_figures(figures: str, decimal_sign: str, value: float) -> None:
    """Thousands are told from decimals by the language's sign, and by how many figures there are."""
    assert read_figures(figures, decimal_sign) == value
