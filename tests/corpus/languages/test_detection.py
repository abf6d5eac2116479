"""Telling the language, above all of one short sentence."""

from __future__ import annotations

import pytest

from corpus import detect_language
from corpus.languages.detection import certain_language, script_of
from corpus.languages.script import ARABIC, CYRILLIC, LATIN, Script

SENTENCES = {
    "en": [
        "Who chairs the joint committee?",
        "When did the first unit of Rogun start?",
        "How high is the dam?",
        "What is CASA-1000?",
        "Where was the treaty signed?",
        "The president arrived in Dushanbe on Tuesday.",
        "Trade between Iran and Tajikistan fell in 2015.",
        "Is Astana the capital of Kazakhstan?",
        "Officials said that the tunnel would open by the end of the year.",
        "Why was Nur-Sultan renamed?",
        "Did Baqeri meet the Tajik defense minister?",
        "General Baqeri spoke to reporters after a meeting.",
    ],
    "ru": [
        "Кто встретил министра?",
        "Когда запустили первый агрегат Рогунской ГЭС?",
        "Где прошла встреча?",
        "Сколько стоит проект?",
        "Что такое CASA-1000?",
        "Президент прибыл в Душанбе во вторник.",
        "Почему переименовали столицу Казахстана?",
        "Товарооборот между Ираном и Таджикистаном сократился.",
        "Министры иностранных дел подписали соглашение о границе.",
        "Какая плотина самая высокая в мире?",
        "Глава республики провёл переговоры с делегацией Китая.",
        "Какие страны участвуют в строительстве железной дороги?",
        "Кто возглавляет комитет?",
        "Есть ли жертвы?",
        "Новые тарифы на электроэнергию вступили в силу.",
    ],
    "tg": [
        "Кӣ вазири мудофиаро пазируф?",
        "Раиси кумита кист?",
        "Президенти Тоҷикистон ба Душанбе омад.",
        "Неругоҳи Роғун кай ба кор даромад?",
        "Нархи барқ чанд аст?",
        "Мулоқот дар куҷо баргузор шуд?",
        "Сарҳади Тоҷикистону Қирғизистон чанд километр аст?",
        "Вазири корҳои хориҷӣ бо ҳамтои эронии худ гуфтугӯ кард.",
        "Дар соли 2014 Эрон шарики сеюми тиҷоратии Тоҷикистон буд.",
        "Чаро нархи гандум боло рафт?",
        "Ин нақб кай кушода шуд?",
        "Кадом давлатҳо дар ин лоиҳа иштирок мекунанд?",
        "Раиси вилоят аз корхонаи нав дидан кард.",
        "Пойтахти Қазоқистон кадом шаҳр аст?",
        "Президент аз бозори марказии Душанбе дидан кард.",
        "Вазир дар бораи лоиҳаи нав чӣ гуфт?",
        "Дар нохияи Сино бозори нав кушода шуд.",
        "Халима Кодирова кист?",
        "Дар шањри Хуљанд беморхонаи нав кушода шуд.",
        "Вазири корњои хориљї бо њамтои эронии худ гуфтугў кард.",
        "Раиси ноњия кист?",
    ],
    "fa": [
        "وزیر دفاع تاجیکستان کیست؟",
        "رئیس کمیته مشترک چه کسی است؟",
        "سد راغون در کجا ساخته می‌شود؟",
        "ایران و تاجیکستان توافق کردند.",
        "این تونل در سال ۲۰۰۶ افتتاح شد.",
        "چرا روابط دو کشور سرد شد؟",
    ],
    "kk": [
        "Қазақстан Президенті жаңа үкіметті жариялады.",
        "Қасым-Жомарт Тоқаев кім?",
        "Бұл көпір қашан ашылды?",
        "Алматыда жаңа мектеп ашылды деп хабарлады әкімдік.",
    ],
    "ky": [
        "Кыргызстандын президенти жаңы өкмөттү бекитти.",
        "Садыр Жапаров ким жана эмне деди?",
        "Бул көпүрө качан ачылды?",
        "Бишкекте жаңы мектеп ачылды деп билдирди мэрия.",
    ],
    "uz": [
        "O‘zbekiston Prezidenti bilan uchrashuv bo‘lib o‘tdi.",
        "Shavkat Mirziyoyev kim va nima dedi?",
        "Bu ko'prik qachon ochildi?",
        "Toshkentda yangi maktab ochildi, deb xabar berdi hokimlik.",
    ],
    None: [
        "من هو وزير الدفاع؟",
        "وزیر اعظم نے کہا کہ ٹیکس بڑھے گا۔",
        "Татарстан президенты яңа мәктәп ачылуы белән котлады һәм бүләк бирде.",
        "Монгол Улсын Ерөнхийлөгч шинэ сургуулийн нээлтэд оролцож үг хэлсэн юм.",
        "Председник је рекао да је нова школа отворена у понедељак, а он је то њима обећао.",
        "Кіраўнік раёна сказаў, што ў новай школе будуць вучыцца дзеці.",
        "Prezident Bakıda yeni məktəbin açılışında iştirak etdi və çıxış etdi.",
        "Хто є президентом України і коли його обрано?",
        "Der Präsident ist am Dienstag in die Hauptstadt gereist.",
        "Le président est arrivé dans la capitale pour des entretiens.",
        "El presidente llegó a la capital con los ministros.",
        "Cumhurbaşkanı yeni bir anlaşma için Ankara'ya geldi.",
        "Emomali Rahmon, Javad Zarif",
        "习近平访问塔吉克斯坦。",
        "2015: 60-70 %",
        "",
    ],
}


@pytest.mark.parametrize(
    ("wanted", "text"), [(code, text) for code, texts in SENTENCES.items() for text in texts]
)
def test_language_of_one_sentence(wanted: str | None, text: str) -> None:
    """One short sentence is enough; a language that presscite does not know is not taken for one it does."""
    assert detect_language(text) == wanted


def test_names_in_another_script_do_not_decide() -> None:
    """The script most letters are written in counts."""
    assert detect_language("Компания China Road получила подряд на строительство") == "ru"


@pytest.mark.parametrize(
    ("text", "script"),
    [("Rogun", LATIN), ("Рогун ГЭС", CYRILLIC), ("سد راغون", ARABIC), ("12, 14!", None),
     ("запуск Starship", LATIN), ("запуск ракеты Starship", CYRILLIC)],
)  # fmt: skip
def test_script_is_that_of_most_letters(text: str, script: Script | None) -> None:
    """Latin, Cyrillic or Arabic letters, whichever are most; none where there are none."""
    assert script_of(text) is script


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Новости", None),
        ("Рогун", None),
        ("Arkadag", None),
        ("Хабарҳо", "tg"),
        ("Где?", "ru"),
        ("Кай?", "tg"),
        ("Who met the minister?", "en"),
        ("Хабархои охирон дар хучанд", "tg"),
        ("👍", None),
    ],
)
def test_language_that_a_text_shows_itself(text: str, code: str | None) -> None:
    """A name, and an ending that two languages share, show none."""
    assert certain_language(text) == code
