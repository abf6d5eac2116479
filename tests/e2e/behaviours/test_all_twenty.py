"""None of the twenty is missing, and docs/behaviours.md says which test proves which."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCUMENT = REPOSITORY / "docs" / "behaviours.md"
IN_EACH_MODE = {"quoting", "writing", "world"}
"""The fixtures that there are once for each mode."""


def _tests() -> Iterator[tuple[str, Callable[..., Any]]]:
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = import_module(f"tests.e2e.behaviours.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("test_") and function.__module__ == module.__name__:
                yield f"{path.stem}.{name}", function


def _numbers(function: Callable[..., Any]) -> list[int]:
    marks = getattr(function, "pytestmark", [])
    return [number for mark in marks if mark.name == "behaviour" for number in mark.args]


def _proven() -> dict[int, list[str]]:
    """The tests by the numbers that they carry."""
    proven = defaultdict(list)
    for name, function in _tests():
        for number in _numbers(function):
            proven[number].append(name.partition(".")[2])
    return proven


def test_all_twenty_are_proven() -> None:
    """1 to 20, each by a test."""
    assert set(range(1, 21)) <= set(_proven())


def test_each_is_proven_in_both_modes() -> None:
    """A test that carries a number lives in a world of each mode, and its docstring begins with its numbers."""
    for name, function in _tests():
        if numbers := _numbers(function):
            assert IN_EACH_MODE & set(inspect.signature(function).parameters), name
            assert inspect.getdoc(function).startswith(", ".join(map(str, numbers)) + ": "), name  # type: ignore[union-attr]


def test_the_document_names_them() -> None:
    """Behind each of the twenty stand the tests that carry its number."""
    parts = re.split(r"^(\d+)\. ", DOCUMENT.read_text(), flags=re.MULTILINE)[1:]
    named = {
        int(number): re.findall(r"`(test_\w+)`", text)
        for number, text in zip(parts[::2], parts[1::2], strict=True)
    }
    assert {number: sorted(tests) for number, tests in named.items()} == {
        number: sorted(tests) for number, tests in sorted(_proven().items())
    }
