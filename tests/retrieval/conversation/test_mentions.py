"""Names are told by their capitals, and what they name by what stands in and before them."""

from __future__ import annotations

import pytest

from retrieval.conversation.mentions import is_female, mentions


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Who built the Istiqlol tunnel in Tajikistan?", "Istiqlol other; Tajikistan place"),
        ("Did President Emomali Rahmon meet Ali Larijani?", "Emomali Rahmon person; Ali Larijani person"),
        ("The World Bank lends to CASA-1000.", "World Bank other; CASA-1000 other"),
        ("Did the Aral Sea shrink in May 2021?", "Aral Sea place"),
        ("The Iranian company Sabir won US$5 million.", "Sabir other"),
        ("Победил Касым-Жомарт Токаев.", "Касым-Жомарт Токаев person"),
        ("Президент Таджикистана Эмомали Рахмон прибыл в Бишкек.", "Эмомали Рахмон person; Бишкек place"),
        ("По данным Центральной избирательной комиссии, их мало.", ""),
        ("Президенти Тоҷикистон Эмомалӣ Раҳмон дар Хуҷанд буд.", "Эмомалӣ Раҳмон person; Хуҷанд place"),
        ("Rivers in the mountains swell. Officials say so. Did I?", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_names_and_kinds(text: str, told: str) -> None:
    """Titles, months, nationalities and words that only begin a sentence are no names."""
    assert "; ".join(f"{name.text} {name.kind.value}" for name in mentions(text)) == told


def test_a_first_word_is_a_name_where_it_is_one_elsewhere() -> None:
    """"Rogun is big" tells nothing by itself."""  # fmt: skip
    assert not mentions("Rogun is big.")
    assert [name.text for name in mentions("Rogun is big.", "How tall is Rogun?")] == ["Rogun"]


def test_capitals_of_the_whole_script() -> None:
    """A name may begin with any capital letter of a script, not only with those of Western Europe."""
    assert [name.text for name in mentions("Who came to Łódź and to Ústí?")] == ["Łódź", "Ústí"]


def test_offsets_are_those_of_the_name() -> None:
    """A caller can put something else in its place."""
    text = "Когда президент Эмомали Рахмон был в Худжанде?"
    assert [text[name.at : name.to] for name in mentions(text)] == ["Эмомали Рахмон", "Худжанде"]


@pytest.mark.parametrize(
    ("name", "female"),
    [
        ("Дарига Назарбаева", True),
        ("Roza Otunbayeva", True),
        ("Sadyr Japarov", False),
        ("Ali Larijani", None),
    ],
)
def test_women_by_their_surnames(name: str, *, female: bool | None) -> None:
    """Where the ending does not tell, nothing is told."""
    assert is_female(name) is female
