"""The kind of answer a question asks for, and the words of a sentence that are of that kind."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from retrieval.text.analysis import stop_words, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    Span = tuple[int, int]
    """Where words begin and end in a sentence, in characters."""


class AnswerKind(Enum):
    """What would answer a question."""

    PERSON = "person"  # or a body that acts, such as a ministry
    DATE = "date"
    NUMBER = "number"
    PLACE = "place"
    REASON = "reason"
    OTHER = "other"


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


# Looked at in this order; "how long ago" asks for a date and not for a number.
_ASKING = (
    (AnswerKind.REASON, _any("why", "what caused", "for what reasons?", "почему", "зачем", "из-за чего", "отчего",
                             "по какой причине", "чаро", "барои чӣ", "چرا")),
    (AnswerKind.DATE, _any("when", r"(?:what|which) (?:exact )?(?:year|date|day|month|century|decade|time)s?",
                           "how long ago", "since when", "когда", "как давно", "с каких пор",
                           r"как(?:ой|ого|ом|их|ие) (?:году?|года|годах|месяце|месяца|день|дня|числа|дат[аеуы]|веке?)",
                           r"в какой (?:день|месяц)", "кай", r"кадом (?:сол|рӯз|моҳ|сана)\w*",
                           "چه زمانی", "چه سالی", "چه وقت")),
    (AnswerKind.NUMBER, _any("how (?:many|much|long|old|far|tall|high|big|large|fast|often|deep|wide|heavy)",
                             r"(?:what|which) (?:is|was|were|are )?(?:the )?(?:total |average |exact |estimated )?"
                             r"(?:number|percent(?:age)?|share|proportion|amount|population|price|cost|rate|size|height|"
                             r"length|capacity|age|value|area|depth|width|distance|temperature|score|budget|turnover)",
                             r"what .{1,60}\b(?:fall|drop|rise|grow|increase|decrease|climb|amount|shrink|reach) to",
                             r"до (?:какого|какой|скольких)",
                             "сколько", "сколькими", "скольких", "насколько", r"как (?:долго|часто|далеко|много)",
                             r"как(?:ов[аоы]?|ой|ая|ое|им|ую|ого|их) (?:была? |был[аои] |общ\w+ |средн\w+ )?"
                             r"(?:количеств\w*|числ\w*|процент\w*|дол[яюи]|высот\w*|длин\w*|численност\w*|населени\w*|"
                             r"стоимост\w*|цен\w*|мощност\w*|площад\w*|возраст\w*|объ[её]м\w*|сумм\w*|размер\w*|глубин\w*)",
                             "чанд", "чандто", "чӣ қадар", "چند", "چقدر")),
    (AnswerKind.PLACE, _any("where", "whereabouts",
                            r"(?:what|which) (?:other )?(?:country|countries|city|cities|places?|towns?|region|state|"
                            r"province|village|district|continent|location)s?",
                            "где", "куда", "откуда",
                            r"как(?:ой|ом|ая|ую|их|ие) (?:стран|город|мест|област|регион|район|сел)\w*",
                            "куҷо", r"аз куҷо\w*", r"кадом (?:кишвар|шаҳр|ноҳия|вилоят|ҷой)\w*", "کجا")),
    (AnswerKind.PERSON, _any("who", "whom", "whose", "who's", "кто", "кого", "кому", "кем", "о ком", "чей", "чья",
                             "чьё", "чье", "чьи", "кӣ", "киҳо", "кист", "киро", "چه کسی", "چه کسانی")),
)  # fmt: skip

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"январ[яеь]|феврал[яеь]|март[ае]?|апрел[яеь]|ма[йяе]|июн[яеь]|июл[яеь]|август[ае]?|сентябр[яеь]|октябр[яеь]|"
    r"ноябр[яеь]|декабр[яеь]|январи?|феврали?|марти|апрели?|майи?|июни?|июли?|августи|сентябри?|октябри?|ноябри?|"
    r"декабри?)"
)
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_DATES = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|-?го|-?уми?)? (?:of )?{_MONTH}(?:,? (?:соли )?{_YEAR})?|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?|{_MONTH},? (?:соли )?{_YEAR}|"
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d{{2}}|{_YEAR}[–-]{_YEAR}|{_YEAR}-\d{{2}}-\d{{2}}|{_YEAR}s?|"
    r"\d{1,2}(?:st|nd|rd|th)(?: and \d{1,2}(?:st|nd|rd|th))? centur(?:y|ies)|[XVI]{1,5}(?:-го)? век[аеу]?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|last (?:week|month|year)|"
    r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|вчера|сегодня|завтра|"
    r"дирӯз|имрӯз|душанбе(?=и гузашта)|сешанбе|чоршанбе|панҷшанбе|ҷумъа|якшанбе)\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "half "
    "один одна одно двое два две трое три четыре пять шесть семь восемь девять десять одиннадцать двенадцать двадцать "
    "тридцать сорок пятьдесят сто двести тысяча тысяч миллион миллиона миллионов миллиард половина "
    "ду се чор панҷ шаш ҳафт ҳашт нӯҳ даҳ бист сӣ чил панҷоҳ сад ҳазор миллион"
).split()
_SCALE = (
    r"(?:thousand|million|billion|trillion|bn|тыс\.?|тысяч[аи]?|млн\.?|миллион(?:а|ов)?|"
    r"млрд\.?|миллиард(?:а|ов)?|ҳазор)"
)
_NUMBERS = re.compile(
    rf"(?:(?:US|AU|CA)?[$€£₽¥]\s?)?(?<![\w.])\d+(?:[.,\u00a0\u202f ]\d{{3}})*(?:[.,]\d+)?"
    rf"(?:\s?[–-]\s?\d+(?:[.,]\d+)?)?(?:st|nd|rd|th)?(?:\s?%|\s(?:percent|per cent|процент\w*|фоиз\w*))?"
    rf"(?:\s{_SCALE})?(?![\w])|\b(?:{'|'.join(_NUMBER_WORDS)})(?:[- ](?:{'|'.join(_NUMBER_WORDS)}))*\b",
    re.IGNORECASE,
)

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶŁŅŇŌŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁҒӢҚӮҲҶ"
_NAME = re.compile(
    rf"[{_CAPITAL}][\w’'ʼ-]*(?:(?:\s|\s?-\s?)(?:(?:of|the|de|da|di|del|von|van|der|al|el|bin|ibn|и)\s)?[{_CAPITAL}][\w’'ʼ-]*)*"
)
_WORD = re.compile(r"\w+")
_PLACED = re.compile(
    r"\b(?:in|at|near|from|to|into|of|across|outside|around|between|в|во|на|из|около|под|у|дар|аз|ба|назди|шаҳри)\s+"
    r"(?:the\s+|город[еау]?\s+|г\.\s*)?$",
    re.IGNORECASE,
)


def kind_asked(question: str) -> AnswerKind:
    """Tell what kind of answer a question in English, Russian, Tajik or Persian asks for."""
    return next((kind for kind, asking in _ASKING if asking.search(question)), AnswerKind.OTHER)


def spans_of(kind: AnswerKind, sentence: str, question: str) -> list[Span]:
    """The words of a sentence that are of a kind and that the question does not name itself, in order.

    Args:
        kind: The kind; of reasons and of other things there are no spans.
        sentence: Where to look.
        question: What it names is no answer to it.
    """
    known = set(terms(question))
    found: Iterator[Span]
    match kind:
        case AnswerKind.DATE:
            found = (m.span() for m in _DATES.finditer(sentence))
        case AnswerKind.NUMBER:
            dates = [m.span() for m in _DATES.finditer(sentence)]
            numbers = (m.span() for m in _NUMBERS.finditer(sentence))
            found = (span for span in numbers if not any(a <= span[0] and span[1] <= b for a, b in dates))
        case AnswerKind.PERSON:
            found = names(sentence)
        case AnswerKind.PLACE:
            found = (span for span in names(sentence) if _PLACED.search(sentence[: span[0]]))
        case _:
            return []
    return [span for span in found if not set(terms(sentence[slice(*span)])) <= known]


def names(sentence: str) -> Iterator[Span]:
    """Runs of words with capitals: names, for all that can be told without a model.

    A single capital word at the start counts only where it is no ordinary small word.
    """
    for match in _NAME.finditer(sentence):
        start, end = match.span()
        first = _WORD.match(sentence, start)
        opens = not any(c.isalnum() for c in sentence[:start])
        if opens and first and first.group().casefold() in stop_words():
            # "The Ministry said": the name begins behind the small word.
            rest = _NAME.search(sentence, first.end(), end)
            if rest is None:
                continue
            start = rest.start()
        yield start, end
