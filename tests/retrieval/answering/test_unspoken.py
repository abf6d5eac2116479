"""What a refusal says that no article speaks of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retrieval.answering.unspoken import unspoken, unspoken_of_topic
from retrieval.text.analysis import terms
from tests.retrieval.fake_snapshot import FakeSnapshot, passage, query

NOW = datetime(2025, 6, 18, 9, tzinfo=UTC)
ENGLISH = "The dam near Khujand was opened in Dushanbe by Karim Nazarov. Trade with China fell."
RUSSIAN = "Плотину под Худжандом открыл Назаров. Торговля с Китаем упала. Жители Баку уехали."


def store(*texts: str, outlets: tuple[str, ...] = ()) -> FakeSnapshot:
    passages = [passage(text, language="ru" if "П" in text else "en") for text in texts]
    return FakeSnapshot(passages=passages, names=outlets, frequency=dict.fromkeys(terms(" ".join(texts)), 1))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who won the chess tournament in Baku?", ("Baku",)),
        ("Did Zelmira Foss go to Khujand?", ("Zelmira", "Foss")),
        ("What happened in Lagos on 1 April 2024?", ("Lagos",)),
        ("What happened in April?", ()),
        ("What happened on Monday?", ()),
        ("Summarise what happened yesterday", ()),
        ("Hello. Summarise the report on Khujand", ()),
        ("- Summarise\n- Explain it", ()),
        ("Who painted the dam?", ()),
        ("Did the dam cost 737 million?", ()),
        ("Did President Nazarov open it?", ()),
        ("Tell me about penguins", ("penguins",)),
        ("Tell me about the dam.", ()),
        ("Tell me about the latest developments", ()),
        ("WHAT HAPPENED IN LAGOS", ()),
        ("What Happened In Lagos Yesterday?", ()),
        ("What Happened in Lagos Yesterday?", ()),
        ("Who is Zelmira Foss?", ("Zelmira", "Foss")),
        ("What did Nazarov say in Hujand?", ()),
        ("Who are the Nazarovs?", ()),
    ],
)
def test_only_names_and_things_that_no_article_speaks_of(question: str, expected: tuple[str, ...]) -> None:
    """Neither function words, nor verbs, nor words of time, nor titles, nor another spelling."""
    assert unspoken(query(question, store(ENGLISH), NOW)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Расскажи, что произошло в Лагосе 1 апреля 2024 года", ("Лагосе",)),
        ("Что произошло в Худжанде?", ()),
        ("Что произошло в Боку?", ()),
        ("Что известно о пингвинах?", ("пингвинах",)),
        ("Что известно о плотине?", ()),
        ("Что известно о новом?", ()),
    ],
)
def test_case_forms_and_letters_make_no_difference(question: str, expected: tuple[str, ...]) -> None:
    """A name in another case, or with another vowel, is spoken of."""
    assert unspoken(query(question, store(RUSSIAN), NOW)) == expected


def test_across_languages_only_of_names_whose_spellings_are_absent() -> None:
    """Of a thing nothing is said: the articles have another word for it."""
    mixed = store(ENGLISH, RUSSIAN)
    assert unspoken(query("Tell me about penguins", mixed, NOW)) == ()
    assert unspoken(query("What happened in Baku?", mixed, NOW)) == ()
    assert unspoken(
        query("Who won the 2022 World Cup?", store(ENGLISH, "Первая копия, полный капот."), NOW)
    ) == (
        "World",
        "Cup",
    )
    english = store(ENGLISH)
    assert unspoken(query("Что произошло в Худжанде?", english, NOW)) == ()
    assert unspoken(query("Что произошло в Китае?", english, NOW)) == ()
    assert unspoken(query("Что произошло в Лагосе?", english, NOW)) == ("Лагосе",)
    assert unspoken(query("Хуҷанд дар куҷост, Лагос дар куҷо?", english, NOW)) == ("Лагос",)


def test_across_languages_nothing_is_said_of_abbreviations() -> None:
    """Each language has its own: what is a ГЭС in Russian is no GES in English."""
    assert unspoken(query("Кто построил эту ГЭС под Лагосом?", store(ENGLISH), NOW)) == ("Лагосом",)
    assert unspoken(query("Кто построил эту ГЭС под Лагосом?", store(RUSSIAN), NOW)) == ("ГЭС", "Лагосом")
    assert unspoken_of_topic(query("Лагосская ГЭС", store(ENGLISH), NOW)) == ("Лагосская",)


@pytest.mark.parametrize(
    "text", ["Духтур Ҷавод Ҷӯраев гуфт.", "Духтур Чавод Чураев гуфт.", "Духтур Љавод Љўраев гуфт."]
)
@pytest.mark.parametrize("asked", ["Ҷавод Ҷӯраев", "Чавод Чураев", "Javad Jurayev"])
def test_letters_that_are_put_for_one_another_make_no_difference(text: str, asked: str) -> None:
    """In one script and across scripts: what stands in a term for another letter sounds like it, too."""
    assert unspoken(query(f"Ба {asked} чӣ шуд?", store(text), NOW)) == ()
    assert unspoken(query("Ба Лагос чӣ шуд?", store(text), NOW)) == ("Лагос",)


def test_an_outlet_of_the_store_is_spoken_of() -> None:
    """Whose articles these are need not stand in them."""
    assert unspoken(query("What does Ozodi say of it?", store(ENGLISH, outlets=("Ozodi",)), NOW)) == ()
    assert unspoken(query("What does Ozodi say of it?", store(ENGLISH), NOW)) == ("Ozodi",)


def test_of_a_topic_every_word_is_meant() -> None:
    """It is no question; where the articles are in several languages, only its names."""
    assert unspoken_of_topic(query("Penguins at the dam in April", store(ENGLISH), NOW)) == ("Penguins",)
    mixed = store(ENGLISH, RUSSIAN)
    assert unspoken_of_topic(query("penguins of Lagos", mixed, NOW)) == ("Lagos",)
    assert unspoken_of_topic(query("Wimbledon", mixed, NOW)) == ("Wimbledon",)
    assert unspoken_of_topic(query("Penguin colonies", mixed, NOW)) == ()


def test_at_most_three_in_the_order_of_the_question() -> None:
    """Each once."""
    asked = query(
        "Did Abc, Lagos, Foss, Lagos or Zelmira come to the dam and stay there?", store(ENGLISH), NOW
    )
    assert unspoken(asked) == ("Abc", "Lagos", "Foss")
