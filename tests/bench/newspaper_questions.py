"""Questions about the sample articles, in English, Russian and Tajik, as many different ones as a benchmark needs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASKED = {
    "en": (
        "What is the total capacity of Rogun?",
        "When did the second unit of Rogun go into operation?",
        "How high will the Rogun dam be?",
        "Which company built the Istiqlol tunnel?",
        "Why did drivers call the Istiqlol tunnel the tunnel of death?",
        "When did Uzbekistan free its currency market?",
        "What was the rate of the soum on 5 September 2017?",
        "How long is the border between Tajikistan and Kyrgyzstan?",
        "Who gets the land of the Kempir-Abad reservoir?",
        "What does CASA-1000 cost?",
        "Which countries share the coast of the Caspian Sea?",
        "Who won the 2022 World Cup final?",
    ),
    "ru": (
        "Кто победил на выборах президента Казахстана?",
        "Сколько процентов голосов получил Амиржан Косанов?",
        "Где прошла конференция ООН по воде?",
        "Какой год был объявлен Международным годом пресной воды?",
        "Сколько стоила первая очередь города Аркадаг?",
        "Когда Астана получила прежнее название?",
        "Сколько акций железной дороги принадлежит Китаю?",
        "Какова длина железной дороги в Кыргызстане?",
        "Почему обмелело Аральское море?",
        "Кто подписал договор о границе в Бишкеке?",
        "Какова мощность Рогунской ГЭС?",
        "Кто написал роман «Война и мир»?",
    ),
    "tg": (
        "Иқтидори умумии НБО Роғун чанд мегаватт аст?",
        "Агрегати дуюми Роғун кай ба кор даромад?",
        "Нақби Истиқлолро кадом ширкат сохт?",
        "Дарозии марзи Тоҷикистону Қирғизистон чанд аст?",
        "Президенти Қазоқистон кӣ аст?",
        "Шаҳри Аркадаг кай ифтитоҳ шуд?",
        "Лоиҳаи CASA-1000 чанд пул арзиш дорад?",
        "Конфронси об дар Душанбе кай баргузор шуд?",
        "Пойтахти Қазоқистон чӣ ном дорад?",
        "Роҳи оҳани Чин аз кадом кишварҳо мегузарад?",
        "Баҳри Арал дар куҷост?",
        "Дар Миррих кӣ зиндагӣ мекунад?",
    ),
}

_BEGUN = {
    "en": ("", "Tell me: ", "Do you know? ", "A question: ", "Good morning. ", "I read the news. ",
           "Please answer: ", "My friend asks: ", "Once more: "),
    "ru": ("", "Скажите: ", "Вы не знаете? ", "Вопрос: ", "Доброе утро. ", "Я читаю новости. ",
           "Ответьте, пожалуйста: ", "Друг спрашивает: ", "Ещё раз: "),
    "tg": ("", "Гӯед: ", "Шумо медонед? ", "Савол: ", "Субҳ ба хайр. ", "Ман хабар мехонам. ",
           "Лутфан ҷавоб диҳед: ", "Дӯстам мепурсад: ", "Боз як бор: "),
}  # fmt: skip


DIFFERENT = sum(map(len, _ASKED.values()))
"""How many questions differ in more than how they begin; so many further on, each begins in another way."""


def questions() -> Iterator[tuple[str, str]]:
    """Languages and questions without end, the languages in turn.

    Each comes again after 324 others only: more than the embeddings of questions remember, so that whoever answers
    them in this order embeds every one.
    """
    rounds = [
        (language, _BEGUN[language][begun] + _ASKED[language][asked])
        for begun in range(len(_BEGUN["en"]))
        for asked in range(len(_ASKED["en"]))
        for language in _ASKED
    ]
    return itertools.cycle(rounds)
