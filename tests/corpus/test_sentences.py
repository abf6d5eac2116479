"""Sentences of English, Russian, Tajik and Persian texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import sentences

# Each case is written with a bar where a sentence ends.
CASES = {
    "en": [
        "Mr. Smith met Dr. Jones.|They talked.",
        "Maj. Gen. Baqeri spoke to Lt. Col. Karimov.|He left.",
        "The U.S. Army arrived.|It left the U.S.|The talks ended.",
        "U.S. President Biden and U.K. Prime Minister Sunak met.|They agreed.",
        "Apple Inc. said so.|Shares of Apple Inc.|The market fell.",
        "See No. 5 on the list.|He said no.|The talks ended.",
        "Dogs, cats, etc. were seen.|Dogs, cats, etc.|Birds came later.",
        "It began at 9 a.m. Monday.|It ended at 5 p.m.|Everybody left.",
        "It opened on Jan. 5 and closed in Sept. 2019.|Nobody came.",
        "J. K. Rowling wrote it.|J.R.R. Tolkien did not.|He and I did.",
        "It grew 3.5 per cent, e.g. in May, i.e. early.|Then it fell.",
        "It fell to US$60-70 million in 2015.|In 2019, it rose.|2020 was bad.",
        "“We agree.”|He smiled.|(It was late.)|“Go.”|They went.",
        "“Who?” he asked.|“Stop!” they cried.|Why?!|Nobody knows…|Well... maybe.",
        "See https://example.com/a.b?c=1.|Then write to a.b@example.com.|Use v2.1 of example.com now.",
        "The firm grew.|iPhone sales fell.|eBay did well.",
        "Relations improved.[1]|The minister left.[12]|Done.",
        "It was built c. 450 BC.|In Smith v. Jones it lost.|World War I .|The end.",
        "He paused . . . and went on.|Then he left.",
        "Headline of the day\n|The minister came to town today and met people.",
        "It was wrapped at the margin by\nKarim and went on to the next\nline.|Then it ended.",
        "The list:\n|- first thing\n|- second thing\n|1. third thing\n|2. fourth",
        "no full stop here\n\n|lower case goes on",
    ],
    "ru": [
        "В 2019 г. президент приехал.|В 2020 г.|Президент уехал.|Это было в XX в. до н. э.",
        "Он живёт в г. Душанбе на ул. Рудаки.|Рядом дом им. Айни.",
        "А. С. Пушкин и Л.Н. Толстой писали.|К. К. Токаев выступил.",
        "Продали 5 млн. тонн на 3 млрд. руб. за год.|Цены выросли на 5 тыс. руб.|Спрос упал.",
        "Хлеб, рис и т.д. подорожали.|Хлеб, рис и т. д.|Цены растут, т.е. жизнь дорожает.",
        "«Кто это?» — спросил он.|«Уходите!»|Они ушли.",
        "Проф. Иванов и акад. Петров (см. стр. 5) спорили.|Ген. Сидоров молчал.",
        "Сказал он.|— Нет, — ответила она.|В 2018–2028 гг.|Его провозгласили.",
    ],
    "tg": [
        "Президент ба ш. Хуҷанд омад.|Ӯ бо сокинон вохӯрд.",
        "Кӣ омад?|Вазир омад.|Соли 2019 ҳаҷми савдо 5,3 млн. сомонӣ буд.",
        "Дар кӯч. Рӯдакӣ хонаҳо сохта шуд.|С. Айнӣ нависанда буд.",
    ],
    "fa": [
        "وزیر دفاع کیست؟|او به تهران رفت.|دیدار انجام شد۔",
        "این سد ۳۳۵.۵ متر است.|«چرا؟»|او پاسخ نداد!",
    ],
}


@pytest.mark.parametrize("marked", [case for cases in CASES.values() for case in cases])
def test_where_sentences_end(marked: str) -> None:
    """Abbreviations, initials, numbers, quotations, addresses and lines end no sentence before its time."""
    joined = "".join(part if part.endswith("\n") else part + " " for part in marked.split("|")).rstrip()
    wanted = [" ".join(part.split()) for part in marked.split("|")]
    assert [" ".join(joined[start:end].split()) for start, end in sentences(joined)] == wanted


# As above: speeches with their speakers, in the marks of several languages.
SPEECHES = [
    "“We will build twelve schools. All of them will open soon,” the minister said.|The talks ended.",
    "The party objects.|“The money is gone. Not one school will open,” its leader told a rally.",
    "The minister said: “We will build schools. There is money enough.”|The talks ended.",
    'The minister said, "We will build schools. There is money enough."|He left.',
    '"We will build schools. Is there money? There is," the minister said.|He left.',
    "«Мы построим школы. Деньги есть», — сказал министр.|Он уехал.",
    "«Мы построим школы! Деньги есть?» — спросил министр.|Он уехал.",
    "Министр заявил: «Мы построим школы. Деньги есть».|Он уехал.",
    "„Мы построим школы. Деньги есть“, — сказал министр.|Он уехал.",
    "«Мо мактаб месозем. Маблағ ҳаст», — гуфт вазир.|Ӯ рафт.",
    "Вазир гуфт: «Мо мактаб месозем. Маблағ ҳаст».|Ӯ рафт.",
    # What stands by itself, and marks that do not pair, change nothing.
    "He smiled.|“We agree.|We will come.”|He left.",
    'A rod of 5" was found.|It was 6" long.|He left.',
    "Компания «Сомон» выросла.|Компания «Барқ» упала.",
    "“We agree,” he said.|He left.|“Come,” she said.",
]


@pytest.mark.parametrize("marked", SPEECHES)
def test_a_speech_stays_with_its_speaker(marked: str) -> None:
    """Sentences between one pair of quotation marks belong to the words beside it that say whose they are."""
    wanted = marked.split("|")
    joined = " ".join(wanted)
    assert [joined[start:end] for start, end in sentences(joined)] == wanted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It left the U.S. The talks ended.", 2),
        ("Shares of Apple Inc. The market fell.", 2),
        ("See https://example.com/a.b?c=1. Then write.", 2),
        ("It was after World War I . The end.", 2),
        ("В 2018–2028 гг. Его провозгласили.", 2),
        ("one two.three four", 1),
        ("", 0),
        (" \n\t\n ", 0),
        ("...", 1),
        ("🔴", 1),
        ("これは文です。次の文です。", 2),
        ("a\n" + " " * 100 + "B", 1),
    ],
)
def test_how_many(text: str, count: int) -> None:
    """Edges: sentences that abbreviations end, texts of signs only, texts of nothing."""
    assert len(sentences(text)) == count


@given(st.one_of(st.text(), st.text(alphabet="Aaб.?! \n\"')(1-…—۔")))
def test_nothing_is_lost(text: str) -> None:
    """Sentences are in order, do not overlap, begin and end with ink, and hold all of it."""
    spans = sentences(text)
    last = 0
    for start, end in spans:
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "piece",
    [
        ".",
        "\n",
        "a",
        ". ",
        "a.\n",
        "A. ",
        "\"'",
        "a \n \n",
        "!)]",
        "Слово и дело. ",
        '"A. B" ',
        "«A. ",
        "“A. B.” c. ",
    ],
)
def test_time_grows_with_length(piece: str) -> None:
    """Two hundred thousand characters of anything take no more than seconds of a processor."""
    text = piece * (200_000 // len(piece))
    begun = time.process_time()
    sentences(text)
    assert time.process_time() - begun < 4
