"""What has been read of a generation is remembered, and not for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.postgres.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Sequence


class Source:
    """Gives numbers their squares, but 13 none, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, keys: Sequence[str]) -> dict[str, int]:
        self.asked += keys
        return {key: int(key) ** 2 for key in keys if key != "13"}


def test_only_what_is_missing_is_read() -> None:
    """In the order that was asked for; also that there is no value is remembered, and falsy ones are values."""
    known: Remembered[int] = Remembered(10)
    source = Source()
    assert list(known.completed(["3", "13", "0"], source).items()) == [("3", 9), ("0", 0)]
    assert list(known.completed(["0", "2", "13", "3", "2"], source).items()) == [("0", 0), ("2", 4), ("3", 9)]
    assert source.asked == ["3", "13", "0", "2"]


def test_what_came_first_goes_first() -> None:
    """However many are asked for at once, all are given, and no more than so many stay."""
    known: Remembered[int] = Remembered(3)
    source = Source()
    assert len(known.completed(map(str, range(5)), source)) == 5
    source.asked.clear()
    assert known.completed(["4", "3", "2"], source) == {"4": 16, "3": 9, "2": 4}
    assert source.asked == []
    known.completed(["1"], source)
    assert source.asked == ["1"]
