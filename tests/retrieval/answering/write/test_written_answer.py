"""An answer under way: proven, numbered, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.answering.write.written_answer import NonsenseError, UnprovenError, WrittenAnswer
from tests.retrieval.answering.write.conftest import ALSO_TRUE, HIT, QUESTION, TEXT, TRUE

if TYPE_CHECKING:
    from retrieval.answer import Answer


def parts(*pieces: str) -> list[Answer]:
    answer = WrittenAnswer("scripted", QUESTION, [HIT], None)
    found: list[Answer] = []
    for piece in pieces:
        if answer.read(piece):
            found += answer.check()
    return [*found, *answer.close()]


def test_sentences_add_up() -> None:
    """Each part is one verified sentence with its citations; their sum is the whole answer."""
    found = parts(TRUE, 'It is pink. [1: "it is pink"]\n', ALSO_TRUE)
    assert [[s.text for s in part.sentences] for part in found] == [
        ["The tunnel was opened in 2006."],
        ["It links Dushanbe with the north."],
    ]
    whole = found[0] + found[1]
    assert whole.text == "The tunnel was opened in 2006. [1] It links Dushanbe with the north. [2]"
    assert [c.number for c in whole.citations] == [1, 2]
    assert all(TEXT[c.start - 10 : c.end - 10] == c.quote for c in whole.citations)
    assert whole.answered_by == "scripted"


def test_one_quote_cited_twice_keeps_its_number() -> None:
    """Citations are of quotes, not of sentences."""
    first, second = parts(TRUE, 'In 2006 the tunnel was opened. [1: "was opened in 2006"]\n')
    whole = first + second
    assert [s.citations for s in whole.sentences] == [(1,), (1,)]
    assert len(whole.citations) == 1


@pytest.mark.parametrize("said", ["", "I think it was some time ago.", "[1]"])
def test_nonsense(said: str) -> None:
    """Neither a claim nor the agreed word is an error."""
    with pytest.raises(NonsenseError):
        parts(said)


@pytest.mark.parametrize(
    "said", ['It is pink. [1: "it is pink"]', 'It was opened in 2016. [1: "opened in 2006"]']
)
def test_nothing_proven_is_no_refusal(said: str) -> None:
    """That a model's sentences fall does not mean that the articles do not say."""
    with pytest.raises(UnprovenError):
        parts(said)


def test_no_answer() -> None:
    """The agreed word is a refusal with the nearest passages."""
    (refusal,) = parts("NO ANSWER")
    assert refusal.refused
    assert refusal.nearest


def test_no_more_than_five_sentences() -> None:
    """A model that goes on is not listened to any longer; what it says twice is shown once."""
    said = [
        f'{word} the tunnel was opened in 2006. [1: "opened in 2006"]\n'
        for word in ("So", "So", "And", "Thus", "Here", "Then", "Also", "Again", "Now")
    ]
    assert len(parts(*said)) == 5


def test_nothing_of_a_question_or_article_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Only what kind of thing went wrong."""
    with caplog.at_level("DEBUG", logger="retrieval"), pytest.raises(UnprovenError):
        parts('Secretly it is pink. [1: "pink all over"]')
    assert caplog.messages == ["sentences dropped: evidence 1"]
