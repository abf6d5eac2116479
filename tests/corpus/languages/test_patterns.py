"""The patterns of the languages are regular expressions that can stand beside those of others."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import pytest

from corpus.languages.registry import any_pattern, languages
from corpus.languages.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.languages.language import Language

TAKEN = {"topic"}
"""Groups that a pattern may name; a number would count through the patterns of all languages."""


def patterns(language: Language) -> Iterator[str]:
    """The texts and tuples of texts of a language's aspects."""
    for aspect in (getattr(language, field.name) for field in fields(language)):
        if is_dataclass(aspect) and not isinstance(aspect, Script):
            for field in fields(aspect):
                value = getattr(aspect, field.name)
                yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


@pytest.mark.parametrize("code", languages())
def test_patterns_compile_and_capture_nothing(code: str) -> None:
    """Each pattern is valid, and none shifts the groups of a pattern that it is put into."""
    for pattern in patterns(languages()[code]):
        compiled = re.compile(pattern, re.IGNORECASE)
        assert compiled.groups == len(compiled.groupindex), pattern
        assert set(compiled.groupindex) <= TAKEN, pattern


def test_pattern_of_no_language_matches_nothing() -> None:
    """Where every language leaves a pattern out, nothing fits; not the empty text either."""
    assert re.search(any_pattern(lambda _: ""), "anything") is None
