"""The languages that there are: every folder of this package is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

import corpus.languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corpus.languages.language import Language
    from corpus.languages.script import Script

DEFAULT = "en"
"""The language that stands in where a text's own is not known, or has no words for what is asked of it."""


@cache
def languages() -> Mapping[str, Language]:
    """The languages by their codes, in the order of their codes.

    Each is the `LANGUAGE` of a package in `corpus.languages`; whoever adds a folder adds a language.
    """
    folders = sorted(found.name for found in pkgutil.iter_modules(corpus.languages.__path__) if found.ispkg)
    rooms = (importlib.import_module(f"corpus.languages.{name}") for name in folders)
    return {room.LANGUAGE.code: room.LANGUAGE for room in rooms}


def scripts() -> tuple[Script, ...]:
    """The scripts of the languages, in the order of their letters: Latin first."""
    found = {language.script for language in languages().values()}
    return tuple(sorted(found, key=lambda script: script.letters))


def all_words(of: Callable[[Language], Iterable[str]]) -> frozenset[str]:
    """The words of one group, those of all languages together."""
    return frozenset(word for language in languages().values() for word in of(language))


def any_pattern(of: Callable[[Language], str]) -> str:
    """A regular expression that matches what the pattern of any language does; "" in a language matches nothing."""
    patterns = [pattern for language in languages().values() if (pattern := of(language))]
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"
