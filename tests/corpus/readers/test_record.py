"""Records: the language of an article."""

from __future__ import annotations

import pytest

from corpus.readers.record import Record

RUSSIAN = (
    "Совет Вахдата во вторник обсудил ремонт старого канала, который снабжает водой четыре кишлака и не чистился "
    "одиннадцать лет. Работы обойдутся в 2,4 миллиона сомони."
)
TAJIK = (
    "Шӯрои шаҳри Ваҳдат рӯзи сешанбе таъмири канали кӯҳнаро баррасӣ кард, ки чор деҳаро бо об таъмин мекунад ва "
    "ёздаҳ сол боз тоза нашудааст. Корҳо аз буҷет маблағгузорӣ мешаванд."
)
ENGLISH = (
    "The council of Vahdat met on Tuesday to discuss the repair of the old canal, which serves four villages and has "
    "not been cleaned for eleven years."
)
GERMAN = (
    "Der Rat der Stadt hat am Dienstag über die Reparatur des alten Kanals beraten, der vier Dörfer mit Wasser "
    "versorgt und seit elf Jahren nicht gereinigt wurde."
)
UKRAINIAN = (
    "Рада міста у вівторок обговорила ремонт старого каналу, який постачає воду чотирьом селам і який не чистили "
    "одинадцять років. Роботи коштуватимуть дорого."
)


@pytest.mark.parametrize(
    ("text", "label", "language"),
    [
        (RUSSIAN, "en-US", "ru"),
        (RUSSIAN, "en", "ru"),
        (RUSSIAN, "tg", "ru"),
        (RUSSIAN, "de", "ru"),
        (RUSSIAN, None, "ru"),
        (TAJIK, "ru-RU", "tg"),
        (TAJIK, "en", "tg"),
        (ENGLISH, "ru", "en"),
        (ENGLISH, "tg", "en"),
        (ENGLISH, "en-GB", "en"),
        (GERMAN, "de", "de"),
        (UKRAINIAN, "uk", "uk"),
        ("Вода ушла.", "tg", "tg"),
        ("OK 640", "ru", "ru"),
        ("Вода ушла.", None, "ru"),
    ],
)
def test_the_text_decides_its_language(text: str, label: str | None, language: str) -> None:
    """A label counts where the text is too short to show a language, or shows one that is not known here."""
    assert Record({"text": text, "language": label}, path="a").article().language == language
