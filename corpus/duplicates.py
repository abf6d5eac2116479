"""Copies of one story: told from other stories on the same subject by the wording they share.

A text is reduced to the set of its shingles, all runs of three words.  Two articles on one event share names
and phrases but few shingles; copies share most of them, however lightly they were edited.  A signature keeps
the lowest hashes of that set (a bottom-k sketch).  For a passage of ordinary length that is nearly the whole
set, and unlike MinHash it tells how much of one text is found inside another: passages of copies are often
cut at different places and then have less than half of their shingles in common.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from corpus.languages.registry import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    _Hashes: TypeAlias = NDArray[np.uint32]
    _Numbers: TypeAlias = NDArray[np.floating[Any]]

# A line of nothing but links ("Subscribe | Send us news") is the outlet's, and stands under all its stories.
_LINKS_ALONE = re.compile(r"^[^\w\n\[]*(?:\[[^\]\n]*\]\([^)\s]*\)[^\w\n\[]*)+$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s)\]>]+")
_WORD = re.compile(r"[^\W_]+")

_FEWEST_WORDS = 8  # below this, three words in common are chance: only the whole text counts
_KEPT_HASHES = 128  # nearly every shingle of a passage of 900 characters; 512 bytes
_FEWEST_COMPARED = 20  # below this, a shared sentence would make a text a part of another
_STORED = np.dtype("<u4")
_HIGHEST = np.uint32(0xFFFFFFFF)

# Odd 64-bit constants; any will do, but stored signatures hold only as long as these stay.
_BY_POSITION = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def signature(text: str) -> bytes:
    """Reduce a text to what tells its copies: at most 512 bytes, the same on every machine.

    Case, punctuation, white space, web addresses and lines made of links alone do not count; figures do.

    Args:
        text: An article's or a passage's text.
    """
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        shingles = _codes([" ".join(words)]) * _BY_POSITION[:1]
    else:
        codes = _codes(words)
        first, second, third = _BY_POSITION
        shingles = codes[:-2] * first + codes[1:-1] * second + codes[2:] * third
    return np.unique(_mixed(shingles))[:_KEPT_HASHES].astype(_STORED).tobytes()


def resemblance(a: bytes, b: bytes) -> float:
    """Estimate how much of the shorter of two texts is found in the other, word for word.

    Where the shorter one has too few shingles to say so (about 20), the share of all shingles of both that
    they have in common is given instead: one sentence of a long text does not make a copy.

    Args:
        a: The signature of one text.
        b: The signature of the other.

    Returns:
        A number from 0 to 1; 1 for equal texts.
    """
    return float(_resemblances([a, b])[0, 1])


def groups(signatures: Sequence[bytes], bar: float = 0.55) -> list[list[int]]:
    """Put copies of one text together.

    A text joins the first group in which it resembles every member, not just one (complete link): whichever
    member a caller shows, the best or the newest, the others are copies of it.  With single link a passage
    that is cut across two neighbours would make one group of them, and hide text that is shown nowhere.

    Args:
        signatures: Of any texts; quick for some hundreds.
        bar: The least resemblance of two copies.  Follow-ups of a story that repeat its background reach
            0.5; of copies with every tenth word changed, nineteen in twenty are above 0.6.

    Returns:
        The indices of the signatures, each in one group.  Members are in input order, groups in the order of
        their first members; a text without copies is a group of one.
    """
    if not signatures:
        return []
    found: list[list[int]] = []
    for index, row in enumerate(_resemblances(signatures) >= bar):
        copies = set(row.nonzero()[0].tolist())
        group = next((group for group in found if copies.issuperset(group)), None)
        if group is None:
            found.append([index])
        else:
            group.append(index)
    return found


def _words(text: str) -> list[str]:
    """The words that count; of a text without any, whatever stands between white space."""
    plain = _ADDRESS.sub(" ", _LINKS_ALONE.sub(" ", text)) if "://" in text else text
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
    plain = plain.casefold()
    if not plain.isascii():
        plain = plain.translate(_same_letters())
    return _WORD.findall(plain) or text.split()


@cache
def _same_letters() -> dict[int, str]:
    """Letters that one outlet writes and another does not, in any of the languages."""
    pairs = [pair for language in languages().values() for pair in language.spelling.same_letters.items()]
    return str.maketrans(dict(pairs))


def _codes(words: list[str]) -> NDArray[np.uint64]:
    # Not hash(): it is salted anew in every process.
    codes = (zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words)
    return np.fromiter(codes, np.uint64, len(words))


def _mixed(numbers: NDArray[np.uint64]) -> _Hashes:
    """Hashes that are spread evenly: the lowest of them are a fair sample."""
    for _ in range(2):
        numbers = (numbers ^ (numbers >> _HALF)) * _MIXER
    return (numbers >> _HALF).astype(np.uint32)


def _resemblances(signatures: Sequence[bytes]) -> _Numbers:
    """How much each text resembles each other one."""
    sketches = [np.frombuffer(kept, _STORED) for kept in signatures]
    shared = _shared(sketches)
    compared = _compared(sketches)
    of_both = compared + compared.T - shared
    of_shorter = np.minimum(compared, compared.T)
    counted = np.where(of_shorter < _FEWEST_COMPARED, of_both, of_shorter)
    return shared / np.maximum(counted, 1)


def _shared(sketches: list[_Hashes]) -> _Numbers:
    """How many hashes each two sketches have in common."""
    hashes = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
    order = np.argsort(hashes, kind="stable")
    repeats = np.diff(hashes[order]) == 0
    # Most hashes belong to one text; only the others get a column.
    kept = np.append(repeats, False) | np.insert(repeats, 0, False)
    columns = np.cumsum(~np.insert(repeats, 0, False)[kept]) - 1
    has = np.zeros((len(sketches), columns[-1] + 1 if len(columns) else 0), dtype=np.float32)
    has[owners[order][kept], columns] = 1
    common: _Numbers = has @ has.T
    np.fill_diagonal(common, [len(sketch) for sketch in sketches])
    return common


def _compared(sketches: list[_Hashes]) -> _Numbers:
    """How many hashes of each sketch lie where the other one is complete: only those can be shared."""
    full = [sketch[-1] if len(sketch) == _KEPT_HASHES else _HIGHEST for sketch in sketches]
    limits = np.array(full, dtype=np.uint32)
    rows = [np.searchsorted(sketch, limits, side="right") for sketch in sketches]
    return np.array(rows, dtype=np.float32)
