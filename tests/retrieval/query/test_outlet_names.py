"""The names of outlets by every way to write them."""

from __future__ import annotations

import pytest

from retrieval.query.outlet_names import Ambiguity, OutletName, OutletNames
from retrieval.query.sound import written_words

OUTLETS = ("The Verge", "TechCrunch", "CBSSports.com", "BBC News - Health", "Time", "Коммерсантъ")


def known(*words: str) -> OutletName | None:
    return OutletNames.of(OUTLETS).known(words, written_words(words))


@pytest.mark.parametrize(
    ("words", "outlet", "ambiguity"),
    [
        (("The", "Verge"), "The Verge", Ambiguity.ORDINARY),
        (("techcrunch",), "TechCrunch", Ambiguity.OWN),
        (("CBS", "Sports"), "CBSSports.com", Ambiguity.OWN),
        (("BBC", "News"), "BBC News - Health", Ambiguity.PHRASE),
        (("Time",), "Time", Ambiguity.ORDINARY),
        (("Коммерсантом",), "Коммерсантъ", Ambiguity.PLAIN),
        (("Kommersant",), "Коммерсантъ", Ambiguity.ORDINARY),
    ],
)
def test_known(words: tuple[str, ...], outlet: str, ambiguity: Ambiguity) -> None:
    """With an article or without, without domain and section, by its sound in other letters, in another case."""
    name = known(*words)
    assert name is not None
    assert (name.outlets, name.ambiguity) == ((outlet,), ambiguity)


def test_unknown() -> None:
    """A word that is no outlet's name is none."""
    assert known("Tribune") is None


def test_among() -> None:
    """The longest names are found, none over another; one that is written as several words needs a sign."""
    words = ["Did", "Tech", "Crunch", "or", "The", "Verge", "know"]
    found = list(OutletNames.of(OUTLETS).among(words))
    assert [(name.outlets, words[first:end]) for name, first, end in found] == [
        (("TechCrunch",), ["Tech", "Crunch"]),
        (("The Verge",), ["The", "Verge"]),
    ]
    assert found[0][0].ambiguity == Ambiguity.PHRASE
    assert list(OutletNames.of(OUTLETS).among([])) == []


def test_capitals() -> None:
    """A name is written as the outlet writes it, with its article or without."""
    name = known("the", "verge")
    assert name is not None
    assert name.is_written_as(["The", "Verge"])
    assert name.is_written_as(["Verge"])
    assert not name.is_written_as(["the", "verge"])
