"""Quantities, whatever the way of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.quantity import quantities, supported


def read(text: str) -> list[tuple[float, str | None]]:
    return [(q.value, q.unit) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("it was 1,200 of the lorries", 1200, None), ("было 1 200 грузовиков в этом году", 1200, None),
        ("это на 1,2 больше, чем в прошлом", 1.2, None), ("было 1.200 грузовиков в этом году", 1200, None),
        ("the cost was US$37m then", 37e6, "usd"), ("the cost was 37 million dollars", 37e6, "usd"),
        ("это стоило 37 млн долларов", 37e6, "usd"), ("14 млрд евро за всё это", 14e9, "eur"),
        ("it was six and a half years", 6.5, "year"), ("шесть с половиной лет прошло", 6.5, "year"),
        ("it had half a million somoni", 5e5, "tjs"), ("the twenty-three workers of it", 23, None),
        ("двадцать три рабочих приехали", 23, None), ("one hundred and twelve of the witnesses", 112, None),
        ("се сол пеш дар ноҳияи Рашт", 3, "year"), ("it rose by 15% of that", 15, "%"),
        ("это 15 процентов от суммы", 15, "%"), ("183,4 тысячи тонн абрикосов собрали", 183_400, "t"),
        ("3.4 cubic kilometres of the ice", 3.4, "cubic km"), ("at -2 degrees Celsius in the valley", -2, "c"),
        ("в 23-й минуте матча", 23, "minute"), ("a third of the bridge", 1 / 3, "of"),
        ("на треть меньше, чем это", 1 / 3, "of"),
    ],
)  # fmt: skip
def test_values_and_units(text: str, value: float, unit: str | None) -> None:
    """Digits and words, signs of thousands by language, scales, currencies, units."""
    ((found, its_unit),) = read(text)
    assert found == pytest.approx(value)
    assert its_unit == unit


@pytest.mark.parametrize("text", ["no one of them came", "один из них", "яке аз онҳо", "the may"])
def test_what_counts_nothing(text: str) -> None:
    """Neither "no one" nor "one of" is a quantity."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "stands"),
    [
        ("it was 60 to 70 million dollars", "it dropped to US$60-70 million", True),
        ("it was US$60 million", "it dropped to US$60-70 million", False),
        ("they won 4-3 in the end", "the final was 4-3 to them", True),
        ("they won 3-4 in the end", "the final was 4-3 to them", False),
        ("it was 15 of the cases", "it was 15% of the cases", False),
        ("it crossed 60 times a day", "it crossed 60 times a week", False),
        ("it was 37 million then", "it was US$37 million", True),
        ("it was 37 million euros", "it was US$37 million", False),
        ("it was 672 kilometres to the town", "it was 672 metres to the town", False),
    ],
)
def test_support(claim: str, evidence: str, stands: bool) -> None:
    """Ranges whole, scores in order, percent as percent, rates by their period, units where both say one."""
    assert supported(quantities(claim), quantities(evidence)) is stands


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    """Nothing crashes it, and every text supports itself."""
    found = quantities(text)
    assert supported(found, found)
