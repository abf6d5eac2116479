"""Units by one name, whatever the language."""

from __future__ import annotations

import pytest

from retrieval.text.units import is_measure, one_unit, period_of, unit_behind


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("cubic kilometres of water", "cubic km"), ("кубических километров воды", "cubic km"),
        ("square kilometres", "square km"), ("квадратных километров", "square km"),
        ("metres", "m"), ("тонн угля", "t"), ("фоиз", "%"), ("$", "usd"), ("us dollars", "usd"),
        ("lorries full of tonnes", None), ("", None),
    ],
)  # fmt: skip
def test_unit_behind_a_number(words: str, unit: str | None) -> None:
    """A unit has one name in all languages, and square is not cubic; what is counted is no unit."""
    assert unit_behind(words.split()) == unit


@pytest.mark.parametrize(
    ("text", "period"),
    [(" a day", "day"), (" million barrels per month", "month"), (" раз в год", "year"), (" a lorry", None)],
)
def test_period_that_something_is_counted_by(text: str, period: str | None) -> None:
    """ "A day" says how often; "a lorry" does not."""
    assert period_of(text) == period


def test_what_is_a_measure() -> None:
    """Units, scales and what stands between do not say what is counted."""
    assert all(map(is_measure, ["Tonnes", "million", "cubic", "градусов", "%"]))
    assert not is_measure("lorries")


def test_units_that_go_together() -> None:
    """A unit may be left out, except that a percentage or a fraction is never anything else."""
    assert one_unit("km", None)
    assert one_unit(None, "usd")
    assert not one_unit("km", "m")
    assert not one_unit(None, "%")
    assert not one_unit("of", None)
