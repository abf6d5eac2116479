"""What the bot says about timelines, the newest articles and the store, in every language it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrieval.text.day import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineTexts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        articles: So many articles, in words.
        passages: So many passages, in words.
        per_unit: What the bars of a chart are, by unit.
        omitted: How many periods have no line, by unit; with `count`.
        undated: How many articles are left out because of their dates; with `count`.
        incomplete: There is more than was looked at.
        also: Which other outlets have the story; with `outlets`.
        latest: Stands over the newest articles.
        no_latest: There are none.
        future: Stands behind a date that has not come yet.
        overview: Stands over what is in the store.
        holds: How much that is; with `articles` and `passages`.
        dates: From when to when; with `oldest` and `newest`.
        outlets: Stands over the outlets.
        outlet: How many articles of one; with `articles`, and with `newest` where one is dated.
        outlet_undated: The same of one without dated articles; with `articles`.
        more_outlets: How many outlets are not listed; with `count`.
        no_outlet: Stands for the outlet of articles that do not say whose they are.
        languages: Which languages the articles are in; with `languages`.
        language_names: Names of languages by code; other codes stand for themselves.
        unknown_language: Stands for a language that is not known.
        model: Which embedding model finds passages; with `model`.
        refreshed: When the articles were last refreshed; with `day` and `time`.
        never_refreshed: That is not known.
        failures: How many items could not be taken then; with `count`.
        broken: How many sources could not be refreshed; with `count`.
    """

    articles: Callable[[int], str]
    passages: Callable[[int], str]
    per_unit: Mapping[Unit, str]
    omitted: Mapping[Unit, str]
    undated: str
    incomplete: str
    also: str
    latest: str
    no_latest: str
    future: str
    overview: str
    holds: str
    dates: str
    outlets: str
    outlet: str
    outlet_undated: str
    more_outlets: str
    no_outlet: str
    languages: str
    language_names: Mapping[str, str]
    unknown_language: str
    model: str
    refreshed: str
    never_refreshed: str
    failures: str
    broken: str


def _in_english(one: str, several: str) -> Callable[[int], str]:
    return lambda number: f"{number:,} {one if number == 1 else several}"


def _in_russian(one: str, few: str, many: str) -> Callable[[int], str]:
    """1 and 21 take the first form, 2 to 4 and 22 the second, 5, 11 and 12 the third."""

    def counted(number: int) -> str:
        last, last_two = number % 10, number % 100
        if last == 1 and last_two != 11:
            noun = one
        else:
            noun = few if last in (2, 3, 4) and last_two not in (12, 13, 14) else many
        return f"{_spaced(number)} {noun}"

    return counted


def _in_tajik(noun: str) -> Callable[[int], str]:
    return lambda number: f"{_spaced(number)} {noun}"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


_ENGLISH = TimelineTexts(
    articles=_in_english("article", "articles"),
    passages=_in_english("passage", "passages"),
    per_unit={"day": "Reports a day", "month": "Reports a month", "year": "Reports a year"},
    omitted={
        "day": "Days not shown: {count}.",
        "month": "Months not shown: {count}.",
        "year": "Years not shown: {count}.",
    },
    undated="Articles left out because their date is missing or wrong: {count}.",
    incomplete="There is more about this than I have counted.",
    also="Also: {outlets}",
    latest="Newest articles",
    no_latest="There are no dated articles here.",
    future="a date in the future",
    overview="What I answer from",
    holds="{articles} in {passages}",
    dates="published from {oldest} to {newest}",
    outlets="Outlets",
    outlet="{articles}, the newest of {newest}",
    outlet_undated="{articles}",
    more_outlets="Outlets not listed: {count}.",
    no_outlet="No outlet given",
    languages="Languages: {languages}",
    language_names={"en": "English", "ru": "Russian", "tg": "Tajik", "fa": "Persian", "uz": "Uzbek"},
    unknown_language="not known",
    model="Embedding model: {model}",
    refreshed="Last refreshed: {day}, {time} UTC",
    never_refreshed="Last refreshed: not known",
    failures="Could not be taken then: {count}",
    broken="Sources that could not be refreshed: {count}",
)

_RUSSIAN = TimelineTexts(
    articles=_in_russian("статья", "статьи", "статей"),
    passages=_in_russian("отрывок", "отрывка", "отрывков"),
    per_unit={"day": "Сообщений в день", "month": "Сообщений в месяц", "year": "Сообщений в год"},
    omitted={
        "day": "Дней не показано: {count}.",
        "month": "Месяцев не показано: {count}.",
        "year": "Лет не показано: {count}.",
    },
    undated="Статей не вошло, потому что даты нет или она неверна: {count}.",
    incomplete="Сообщений об этом больше, чем я посчитал.",
    also="Также: {outlets}",
    latest="Самые новые статьи",
    no_latest="Статей с датой здесь нет.",
    future="дата в будущем",
    overview="По чему я отвечаю",
    holds="{articles}, всего {passages}",
    dates="опубликованы с {oldest} по {newest}",
    outlets="Издания",
    outlet="{articles}, самая новая — {newest}",
    outlet_undated="{articles}",
    more_outlets="Изданий не показано: {count}.",
    no_outlet="Издание не указано",
    languages="Языки: {languages}",
    language_names={
        "en": "английский",
        "ru": "русский",
        "tg": "таджикский",
        "fa": "персидский",
        "uz": "узбекский",
    },
    unknown_language="неизвестен",
    model="Модель векторов: {model}",
    refreshed="Последнее обновление: {day}, {time} UTC",
    never_refreshed="Последнее обновление: неизвестно",
    failures="Тогда не удалось взять: {count}",
    broken="Источников не удалось обновить: {count}",
)

_TAJIK = TimelineTexts(
    articles=_in_tajik("мақола"),
    passages=_in_tajik("порча"),
    per_unit={"day": "Хабарҳо дар як рӯз", "month": "Хабарҳо дар як моҳ", "year": "Хабарҳо дар як сол"},
    omitted={
        "day": "Рӯзҳое, ки нишон дода нашуданд: {count}.",
        "month": "Моҳҳое, ки нишон дода нашуданд: {count}.",
        "year": "Солҳое, ки нишон дода нашуданд: {count}.",
    },
    undated="Мақолаҳое, ки аз сабаби набудан ё нодуруст будани сана дохил нашуданд: {count}.",
    incomplete="Дар ин бора хабарҳо аз он ки ман шумурдам, бештаранд.",
    also="Инчунин: {outlets}",
    latest="Мақолаҳои навтарин",
    no_latest="Дар ин ҷо мақолаи санадор нест.",
    future="санаи оянда",
    overview="Ман аз рӯи чӣ ҷавоб медиҳам",
    holds="{articles}, ҳамагӣ {passages}",
    dates="аз {oldest} то {newest} нашр шудаанд",
    outlets="Нашрияҳо",
    outlet="{articles}, навтаринаш аз {newest}",
    outlet_undated="{articles}",
    more_outlets="Нашрияҳое, ки нишон дода нашуданд: {count}.",
    no_outlet="Нашрия нишон дода нашудааст",
    languages="Забонҳо: {languages}",
    language_names={"en": "англисӣ", "ru": "русӣ", "tg": "тоҷикӣ", "fa": "форсӣ", "uz": "ӯзбекӣ"},
    unknown_language="номаълум",
    model="Модели векторҳо: {model}",
    refreshed="Навсозии охирин: {day}, {time} UTC",
    never_refreshed="Навсозии охирин: номаълум",
    failures="Он вақт гирифта нашуд: {count}",
    broken="Манбаъҳое, ки нав нашуданд: {count}",
)

TIMELINE_LANGUAGES: Mapping[str, TimelineTexts] = {"en": _ENGLISH, "ru": _RUSSIAN, "tg": _TAJIK}
"""The texts by language code; English stands in where a language is not known."""


def timeline_texts_for(language: str | None) -> TimelineTexts:
    """The texts for a language code such as "ru" or "ru-RU"; English where it is missing or not known."""
    return TIMELINE_LANGUAGES.get((language or "").lower().partition("-")[0], _ENGLISH)
