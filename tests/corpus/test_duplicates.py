"""Copies of a story are told from other stories by the words they share."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from corpus import Article, sentences, split
from corpus.duplicates import groups, resemblance, signature
from tests.corpus.conftest import take

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[3] / "shared" / "data"
SAMPLES = Path(corpus.__file__).parent / "samples" / "articles"
BAR = 0.55

STORY = (
    "The ministers of both countries met in Khujand on Tuesday and agreed to reopen four crossings. "
    "Lorries with fruit had waited for 12 days, said the head of the customs office. "
    "A joint commission will look at the remaining 70 kilometres in the spring, he added."
)
SAME_SUBJECT = (
    "Four crossings that ministers of both countries agreed on in Khujand saw their first lorries on Friday. "
    "Drivers told our reporter that fruit worth thousands of dollars had spoiled. "
    "The head of the customs office said that nobody would be paid for it."
)
INSERTED = (
    "Neither side would say what the other had asked for. People who were in the room spoke of a long evening "
    "in which little was written down and much was eaten. They are to meet again when the snow is gone."
)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _with_another_headline(text: str) -> str:
    return f"What the second desk wrote above it\n\n{text}"


def _with_boilerplate(text: str) -> str:
    return f"{text}\n\nSubscribe to our newsletter and send us your stories. Editing by the night desk."


def _with_other_figures(text: str) -> str:
    return re.sub(r"\d+", lambda match: str(int(match[0]) + 7), text)


def _without_a_sentence(text: str) -> str:
    first, _, *rest = _sentences(text)
    return " ".join([first, *rest])


def _with_two_sentences_swapped(text: str) -> str:
    first, second, third, *rest = _sentences(text)
    return " ".join([third, second, first, *rest])


def _with_every_tenth_word_changed(text: str) -> str:
    return " ".join("otherwise" if at % 10 == 5 else word for at, word in enumerate(text.split()))


def _inside_a_longer_article(text: str) -> str:
    return f"{STORY}\n\n{INSERTED}\n\n{text}\n\n{SAME_SUBJECT}"


def _edited_all_over(text: str) -> str:
    return _with_another_headline(_with_boilerplate(_with_other_figures(_without_a_sentence(text))))


EDITS = [
    _with_another_headline,
    _with_boilerplate,
    _with_other_figures,
    _without_a_sentence,
    _with_two_sentences_swapped,
    _with_every_tenth_word_changed,
    _inside_a_longer_article,
    _edited_all_over,
]


@pytest.fixture(scope="module")
def samples() -> list[str]:
    return [article.text for article in take(SAMPLES).articles]


def _passages(text: str) -> list[str]:
    return [passage.text for passage in split(Article(id="a", text=text, title="t", origin="o"))]


def test_a_signature_never_changes() -> None:
    """Stored signatures are compared with new ones, made elsewhere and later."""
    assert signature("Rain fell.").hex() == "b126d1c3"
    assert (
        signature("Дождь шёл в Душанбе три дня, сообщило агентство погоды.").hex()
        == "030c5b0be4c91a55a3aaf2772d82587a0c6f41976f4f21a1a906adf4"
    )


def test_a_signature_is_small(samples: list[str]) -> None:
    """However long the text, it fits beside the passage in a row of a table."""
    assert max(len(signature(text * 50)) for text in [*samples, "", "Rain."]) == 512


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("«Ещё» ДВА дня!", "еще два — дня"),
        (STORY, STORY.upper().replace(" ", "\u00a0\n").replace(",", "")),
        ("Йод и ёлка", unicodedata.normalize("NFD", "Йод и ёлка")),
        ("علي و كتاب", "علی و کتاب"),
        (STORY, f"{STORY}\n\n🔴 [Subscribe](https://example.org/a) | [Send us news](https://example.org/b)"),
        (STORY, STORY.replace("Khujand", "[Khujand](https://example.org/khujand)")),
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    """Case, signs, white space, ways to encode a letter, addresses, lines of links."""
    assert signature(one) == signature(other)


@pytest.mark.parametrize("edit", EDITS)
def test_copies_are_found(edit: Callable[[str], str], samples: list[str]) -> None:
    """An edited copy of each sample is grouped with it and with nothing else."""
    copies = [edit(text) for text in samples]
    found = groups([signature(text) for text in [*samples, *copies]])
    assert found == [[at, at + len(samples)] for at in range(len(samples))]


@pytest.mark.parametrize("edit", EDITS)
def test_passages_of_copies_are_found(edit: Callable[[str], str], samples: list[str]) -> None:
    """Of ten passages at least nine have a copy among those of the edited text, wherever these were cut."""
    found = 0
    passages = 0
    for text in samples:
        copies = [signature(passage) for passage in _passages(edit(text))]
        best = [max(resemblance(signature(passage), copy) for copy in copies) for passage in _passages(text)]
        found += sum(value >= BAR for value in best)
        passages += len(best)
    assert found >= 0.9 * passages


def test_a_paragraph_put_in_shifts_the_cuts(samples: list[str]) -> None:
    """Passages that overlap are copies, but neighbours are never grouped by way of one that spans them."""
    text = "\n\n".join(samples)
    longer = text.replace("\n\n", f"\n\n{INSERTED}\n\n", 1)
    original, shifted = _passages(text), _passages(longer)
    found = groups([signature(passage) for passage in [*original, *shifted]])
    assert all(len(group) <= 2 for group in found)
    assert sum(len(group) == 2 for group in found) >= 0.9 * len(original)


def test_the_same_subject_is_another_story() -> None:
    """Names and phrases in common do not make a copy."""
    assert resemblance(signature(STORY), signature(SAME_SUBJECT)) < 0.3


def test_another_figure_is_a_near_copy() -> None:
    """Both are kept in the group, so that the newest can be shown; they are not the same text."""
    update = STORY.replace("12", "14")
    assert BAR < resemblance(signature(STORY), signature(update)) < 1


def test_short_texts_are_copies_only_when_equal() -> None:
    """Three words in common are chance in a text of seven."""
    texts = [
        "The president visits Dushanbe on Monday morning",
        "The president visits Dushanbe on Friday morning",
    ]
    assert groups([signature(text) for text in [*texts, texts[0].lower() + "!"]]) == [[0, 2], [1]]


def test_a_shared_sentence_does_not_make_a_copy() -> None:
    """A text of one sentence is not a copy of the article that has this sentence among others."""
    sentence = _sentences(STORY)[1]
    assert resemblance(signature(sentence), signature(f"{STORY} {SAME_SUBJECT}")) < BAR


def test_texts_without_words() -> None:
    """Signs and pictures are compared as they stand; nothing resembles nothing."""
    assert groups([signature(text) for text in ["🔴 🔴", "❤", "🔴\n🔴", "", " "]]) == [[0, 2], [1], [3, 4]]


def test_groups_are_in_order() -> None:
    """Members in input order, groups by their first members, and none for nothing."""
    one, other = signature(STORY), signature(SAME_SUBJECT)
    assert groups([other, one, signature("Rain."), one, other]) == [[0, 4], [1, 3], [2]]
    assert groups([]) == []


def test_every_two_members_are_copies() -> None:
    """Whichever member is shown, the others say what it says: two parts of one text are not grouped by it."""
    whole = f"{STORY} {SAME_SUBJECT}"
    assert groups([signature(text) for text in [STORY, whole, SAME_SUBJECT]]) == [[0, 1], [2]]


@pytest.mark.parametrize(("words", "within"), [(2000, 0.08), (1000, 0.12), (600, 0.15)])
def test_long_texts_are_estimated(words: int, within: float) -> None:
    """Of texts longer than a signature holds, the lowest hashes are a fair sample."""
    numbers = np.random.default_rng(1).integers(10**6, size=2000).astype(str)
    whole = " ".join(numbers)
    half = " ".join([*numbers[: words // 2], *np.char.add(numbers[: words // 2], "x")])
    assert resemblance(signature(half), signature(whole)) == pytest.approx(0.5, abs=within)


@given(st.lists(st.text(), max_size=8))
def test_any_texts_can_be_grouped(texts: list[str]) -> None:
    """Each text is in one group; equal texts are in the same; resemblance is a number from 0 to 1, both ways."""
    signatures = [signature(text) for text in texts]
    found = groups(signatures)
    assert sorted(index for group in found for index in group) == list(range(len(texts)))
    place = {index: at for at, group in enumerate(found) for index in group}
    for a, b in combinations(range(len(texts)), 2):
        alike = resemblance(signatures[a], signatures[b])
        assert 0 <= alike == resemblance(signatures[b], signatures[a]) <= 1
        assert texts[a] != texts[b] or place[a] == place[b]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["[]()", "[", "[a](", "[a](b) ", "https://", "\n"])
def test_hostile_markup_takes_no_time(unit: str) -> None:
    """A line of half a link, a hundred thousand times over, is read in one go."""
    assert signature(f"{unit * 100_000}://a")


def test_paragraphs_on_one_subject_are_told_apart() -> None:
    """No two paragraphs of an encyclopedia's article are copies of one another."""
    path = DATA / "squad2" / "articles.jsonl"
    if not path.is_file():
        pytest.skip("the shared data are not here")
    signatures: dict[str, list[bytes]] = {}
    with path.open(encoding="utf-8") as lines:
        for paragraph in map(json.loads, lines):
            signatures.setdefault(paragraph["title"], []).append(signature(paragraph["text"]))
    for kept in signatures.values():
        assert len(groups(kept)) == len(kept)
