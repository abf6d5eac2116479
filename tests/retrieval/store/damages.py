"""Ways to damage a generation of the store, as a bad disk or a careless hand does."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BLOCK = 4096  # bytes of a file that are overwritten


@dataclass(frozen=True, slots=True)
class Damage:
    """A way to damage a generation.

    Attributes:
        do: Does it to a generation's folder.
        words: What the doctor says of it, as a regular expression.
        mended: Whether the generation can be made again from its own articles.
    """

    do: Callable[[Path], object]
    words: str
    mended: bool = True


def _segment(folder: Path) -> Path:
    """The folder of the index that Chroma has written."""
    (index,) = (folder / "chroma").glob("*/index_metadata.pickle")
    return index.parent


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _overwrite(path: Path) -> None:
    """Other bytes in the middle, and the length as it was."""
    content = bytearray(path.read_bytes())
    length = min(_BLOCK, max(1, len(content) // 4))
    start = (len(content) - length) // 2
    content[start : start + length] = random.Random(1).randbytes(length)  # noqa: S311 - a seeded choice
    path.write_bytes(bytes(content))


def _in_database(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


def _in_index(name: str, how: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: how(_segment(folder) / name)


def _in_chroma(how: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: how(folder / "chroma" / "chroma.sqlite3")


def _in_catalogue(*statements: str) -> Callable[[Path], object]:
    return lambda folder: _in_database(folder / "catalogue.db", *statements)


_VECTORS = r"the vectors are damaged: .*{}"
_SAME_ARTICLES = "its articles are as they were"

DAMAGES = {
    "data, overwritten": Damage(_in_index("data_level0.bin", _overwrite), _VECTORS.format("something else")),
    "data, cut": Damage(_in_index("data_level0.bin", _cut), _VECTORS.format("bytes long and should be")),
    "header, overwritten": Damage(_in_index("header.bin", _overwrite), _VECTORS.format("something else")),
    "header, gone": Damage(_in_index("header.bin", lambda path: path.unlink()), _VECTORS.format("is not there")),
    "length, overwritten": Damage(_in_index("length.bin", _overwrite), _VECTORS.format("something else")),
    "links, longer": Damage(
        _in_index("link_lists.bin", lambda path: path.write_bytes(path.read_bytes() + b"more")),
        _VECTORS.format("bytes long and should be"),
    ),
    "index of ids, overwritten": Damage(
        _in_index("index_metadata.pickle", _overwrite), _VECTORS.format("something else")
    ),
    "folder of the segment, gone": Damage(
        lambda folder: shutil.rmtree(_segment(folder)), _VECTORS.format("is not there")
    ),
    "Chroma's database, cut": Damage(_in_chroma(_cut), "the vectors cannot be read: .*is damaged"),
    "Chroma's database, overwritten": Damage(
        _in_chroma(lambda path: path.write_bytes(b"something else" * 999)), "the vectors cannot be read: .*is damaged"
    ),
    "Chroma's database, gone": Damage(
        _in_chroma(lambda path: path.unlink()), "the vectors cannot be read: .*does not exist"
    ),
    "vectors of sentences, other bytes": Damage(
        _in_catalogue("UPDATE sentences SET vectors = randomblob(length(vectors))"),
        f"{_SAME_ARTICLES}|passages have vectors of sentences that cannot be right",
    ),
    "vectors of sentences, gone": Damage(
        _in_catalogue("DELETE FROM sentences"), "passages have no vectors of their sentences"
    ),
    "postings, index gone": Damage(
        _in_catalogue("DELETE FROM keywords_data WHERE id > 10"), "the postings do not hold the words of their rows"
    ),
    "postings, rows gone": Damage(_in_catalogue("DELETE FROM keywords"), "passages have no keyword row"),
    "catalogue, cut": Damage(
        lambda folder: _cut(folder / "catalogue.db"), "the catalogue .*is damaged: its articles", mended=False
    ),
    "catalogue, another text": Damage(
        _in_catalogue("UPDATE articles SET text = replace(text, 'e', 'a')"),
        "the catalogue .*is damaged: its articles are not what was written",
        mended=False,
    ),
    "catalogue, gone": Damage(
        lambda folder: (folder / "catalogue.db").unlink(), "the catalogue is damaged: .*cannot be read", mended=False
    ),
    "manifest, cut": Damage(
        lambda folder: _cut(folder / "manifest.json"), r"manifest\.json is damaged", mended=False
    ),
    "manifest, gone": Damage(
        lambda folder: (folder / "manifest.json").unlink(), "has no manifest", mended=False
    ),
    "generation, gone": Damage(shutil.rmtree, "is not there", mended=False),
}  # fmt: skip
