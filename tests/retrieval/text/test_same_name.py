"""One name in two case forms, or in two scripts, and two names that only look alike."""

from __future__ import annotations

import pytest

from retrieval.text.same_name import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Рахмон", "Рахмона"), ("Рахмоном", "Рахмону"), ("Кодиров", "Кодирова"), ("Сериковой", "Серикову"),
        ("Иран", "Ирана"), ("Казань", "Казани"), ("Раштском", "Рашт"), ("Раҳмон", "Рахмона"), ("Хоруғ", "Хороге"),
        ("Тоҷикистонро", "Тоҷикистон"), ("Rahmon", "Рахмоном"), ("Baqeri", "Бакери"), ("Qodirov", "Кодирову"),
        ("Verhoeff", "Верхофф"), ("Panjakent", "Пенджикенте"), ("China", "Китаем"), ("Georgian", "грузинский"),
        ("Ҳоҷӣ", "Хоҷи"), ("Њољї", "Хочи"), ("Ҳақназарро", "Ҳакназар"), ("Тоқаев", "Токаевым"), ("Өзгөн", "Озгон"),
        ("كريمي", "کریمی"), ("O‘ktam", "Oktam"), ("Iran", "Iranian"), ("Iran", "Iran's"), ("O’Donnell", "O'Donnell"),
    ],
)  # fmt: skip
def test_one_name(one: str, other: str) -> None:
    """Case endings, Tajik suffixes and scripts make no difference, either way round."""
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Рахмон", "Рахмонов"), ("Рахмона", "Рахмонову"), ("Кабири", "Кабиров"), ("Kabiri", "Kabirov"),
        ("Назаров", "Назаренко"),
        ("Назаров", "Назарзода"), ("Камилов", "Каримов"), ("Rahmon", "Рахмоновым"), ("Kamilov", "Каримов"),
        ("Iran", "Iraq"), ("Иран", "Ирак"), ("Verhoeff", "Verhoeven"), ("Yusupova", "Юнусовой"),
        ("China", "Казахстаном"), ("Ҷӯраев", "Чураевзода"), ("Қосимов", "Ҳошимов"), ("Тоқаев", "Тоқтаров"),
    ],
)  # fmt: skip
def test_two_names(one: str, other: str) -> None:
    """Another suffix, another consonant: another name."""
    assert not same_name(one, other)
    assert not same_name(other, one)
