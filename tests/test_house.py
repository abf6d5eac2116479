"""Rules of the house that no linter knows: one name for one class, languages in their rooms, the field's terms."""

from __future__ import annotations

import ast
import calendar
import io
import re
import subprocess
import tokenize
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

import corpus
import retrieval
from corpus.languages.registry import languages
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PACKAGES = ("bot", "corpus", "retrieval")
_CYRILLIC = re.compile("[\u0400-\u04ff]")

# Where words of a language may stand: its room, the sentences of the two front ends, articles to try things with.
_ROOMS = ("corpus/languages/", "corpus/samples/", "bot/texts/", "retrieval/sentences.py")

_LEFT = frozenset(
    "anew backdrop courier desk donor errand guests intake office reception rivals rounds sought suspects "
    "told tongues weather".split()
)
"""Names of a private language that are no longer used for classes, functions, files and variables."""


def _files(*suffixes: str) -> list[Path]:
    """The tracked files of the three packages."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *_PACKAGES],  # noqa: S607 - git is on the path where there is a repository
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [REPOSITORY / name for name in listed if name.endswith(suffixes) and (REPOSITORY / name).is_file()]


def _named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in _files(".py"):
        yield _named(path), ast.parse(path.read_text("utf-8"))


def test_a_name_stands_for_one_class() -> None:
    """No two classes of the product have one name, private ones included."""
    homes: dict[str, list[str]] = defaultdict(list)
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                homes[node.name.strip("_")].append(name)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_languages_stay_in_their_rooms() -> None:
    """Cyrillic text stands in the rooms of the languages and in the sentences of the front ends alone.

    Escapes in strings and text in data files count as the letters that they hold.
    """
    found = []
    for path in _files(".py", ".md", ".json", ".yaml", ".txt", ".html", ".css", ".js"):
        name = _named(path)
        if not name.startswith(_ROOMS) and _holds_cyrillic(path):
            found.append(name)
    assert found == []


def _holds_cyrillic(path: Path) -> bool:
    text = path.read_text("utf-8")
    if _CYRILLIC.search(text):
        return True
    if path.suffix != ".py":
        return False
    constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    # A class of characters such as [\u0400-\u04ff] names a script, not a word.
    return any(
        isinstance(value, str) and re.search(r"[\u0400-\u04ff]{2}", value) is not None for value in constants
    )


def test_lists_of_english_words_stay_in_their_room() -> None:
    """No collection and no choice in a pattern outside the rooms lists words that only a language would list.

    Names of fields, tags and units are English too; what tells a list of words is that several of its members are
    function words, months, weekdays or number words.
    """
    english = languages()["en"]
    telling = {
        *english.term_rules.stop_words,
        *english.number_words.cardinals,
        *english.number_words.ordinals,
        *(month.casefold() for month in calendar.month_name),
        *(day.casefold() for day in calendar.day_name),
    }
    found = []
    for name, tree in _trees():
        if not name.startswith(_ROOMS):
            found += [f"{name}: {sorted(listed)}" for listed in _listed(tree) if len(listed & telling) >= 3]
    assert found == []


def _listed(tree: ast.Module) -> Iterator[set[str]]:
    """The words of each literal collection, and of each choice in a string."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            yield {e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)}
        elif isinstance(node, ast.Dict):
            yield {k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for choice in re.findall(r"\w+(?:\|\w+){2,}", node.value):
                yield set(choice.split("|"))


def _names(path: Path) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
    return {path.stem, *(token.string for token in tokens if token.type == tokenize.NAME)}


def _words(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")


def test_names_are_the_fields_terms() -> None:
    """No class, function, file or variable has a name out of the private glossary."""
    found = {
        f"{_named(path)}: {name}"
        for path in _files(".py")
        for name in _names(path)
        if not _LEFT.isdisjoint(_words(name))
    }
    assert found == set()


@pytest.mark.parametrize("module", [retrieval, corpus])
def test_the_reference_shows_the_public_names(module: object) -> None:
    """docs/reference.md lists what a package exports, and nothing else."""
    name = getattr(module, "__name__", "")
    text = (REPOSITORY / "docs" / "reference.md").read_text("utf-8")
    listed = set(re.findall(rf"^\.\. auto\w+:: {name}\.(\w+)$", text, re.MULTILINE))
    assert listed == set(getattr(module, "__all__", ()))
