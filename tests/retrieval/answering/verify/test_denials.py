"""Denials: lost, added, moved."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.denials import denied_otherwise, denies, deny_otherwise
from retrieval.answering.verify.wording import folded_words


def otherwise(claim: str, evidence: str) -> bool:
    return denied_otherwise(folded_words(claim), folded_words(evidence))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Repairs damaged the pier.", "Repairs had not damaged the pier."),
        ("Мост закрыли.", "Мост не закрыли."),
        ("Вазир мактабро таъмир кардааст.", "Вазир дар ин сол мактабро таъмир накардааст."),
    ],
)
def test_a_denial_is_not_lost(claim: str, evidence: str) -> None:
    """What the evidence denies is not stated."""
    assert otherwise(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The bridge did not reopen.", "The bridge reopened on Wednesday."),
        ("Никто не погиб.", "Погибли двое."),
        ("Раис ба шаҳр наомад.", "Раис ба шаҳр омад."),
    ],
)
def test_no_denial_is_added(claim: str, evidence: str) -> None:
    """Neither by a word nor, in Tajik, by how a verb begins."""
    assert otherwise(claim, evidence)


def test_a_word_that_only_begins_like_a_denial() -> None:
    """Наомад denies where the evidence has омад; накшунос denies nothing, and in Russian на- never does."""
    assert not otherwise("Раис ба шаҳр наомад.", "Раис ба шаҳр расид.")
    assert not otherwise("Завод находится здесь.", "Ходится и завод здесь.")


def test_a_denial_is_not_moved() -> None:
    """The same denial of something else is another statement."""
    evidence = "The bank did not raise rates and the ministry kept taxes."
    assert otherwise("The ministry did not keep taxes.", evidence)
    assert not otherwise("The bank did not raise rates.", evidence)


def test_denies() -> None:
    """A contraction denies too."""
    assert denies(folded_words("They didn’t."))
    assert not denies(folded_words("They noted it."))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("The bridge reopened on Wednesday", "The bridge reopened late", False),
        ("The bridge did not reopen", "The bridge reopened on Wednesday", True),
        ("The bank did not raise rates", "The bank raised rates and did not lower taxes", True),
        ("Раис ба шаҳр наомад", "Раис ба шаҳр омад", True),
    ],
)
def test_deny_otherwise(one: str, other: str, *, differ: bool) -> None:
    """Only one of two clauses denies, or each something else, whichever comes first."""
    first, second = folded_words(one), folded_words(other)
    assert deny_otherwise(first, second) is deny_otherwise(second, first) is differ
