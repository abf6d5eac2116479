"""Numbers written as words, in English, Russian and Tajik."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_ENGLISH = """zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12
thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40
fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 dozen=12 hundred=100"""
_RUSSIAN = """ноль|нуля=0 один|одна|одно|одну|одного|одной|одному|одним|одном=1 два|две|двух|двум|двумя|двое|двоих=2
три|тр[её]х|тр[её]м|тремя|трое|троих=3 четыре|четыр[её]х|четыр[её]м|четырьмя|четверо|четверых=4 пят(?:ь|и|ью|еро|ерых)=5
шест(?:ь|и|ью|еро|ерых)=6 сем(?:ь|и|ью|еро|ерых)=7 восемь|восьми|восемью|восьмеро=8 девят(?:ь|и|ью|еро)=9
десят(?:ь|и|ью|еро)=10 одиннадцат(?:ь|и|ью)=11 двенадцат(?:ь|и|ью)=12 тринадцат(?:ь|и|ью)=13
четырнадцат(?:ь|и|ью)=14 пятнадцат(?:ь|и|ью)=15 шестнадцат(?:ь|и|ью)=16 семнадцат(?:ь|и|ью)=17
восемнадцат(?:ь|и|ью)=18 девятнадцат(?:ь|и|ью)=19 двадцат(?:ь|и|ью)=20 тридцат(?:ь|и|ью)=30 сорока?=40
пят(?:ь|и|ью)десят(?:и|ью)?=50 шест(?:ь|и|ью)десят(?:и|ью)?=60 сем(?:ь|и|ью)десят(?:и|ью)?=70
вос(?:емь|ьми)десят(?:и|ью)?=80 девяност[оа]=90 ст[оа]=100 двести|двухсот=200 триста|тр[её]хсот=300
четыреста|четыр[её]хсот=400 пят(?:ьсот|исот)=500 шест(?:ьсот|исот)=600 сем(?:ьсот|исот)=700 вос(?:емьсот|ьмисот)=800
девят(?:ьсот|исот)=900 полтора|полторы|полутора=1.5"""
_TAJIK = """сифр=0 як=1 ду=2 се=3 чор|чаҳор=4 панҷ=5 шаш=6 ҳафт=7 ҳашт=8 нӯҳ=9 даҳ=10 ёздаҳ=11 дувоздаҳ=12 сездаҳ=13
чордаҳ|чаҳордаҳ=14 понздаҳ=15 шонздаҳ=16 ҳабдаҳ=17 ҳаждаҳ=18 нуздаҳ=19 бисту?=20 сию?=30 чилу?=40 панҷоҳу?=50 шасту?=60
ҳафтоду?=70 ҳаштоду?=80 наваду?=90 сад=100 дусад=200 сесад=300 чорсад=400 панҷсад=500"""
_SCALES = """thousand|тысяч\\w{0,3}|тыс|ҳазор=1000 million|millions|mln|m|mn|миллион\\w{0,4}|млн=1000000
billion|billions|bn|миллиард\\w{0,4}|млрд=1000000000 trillion|триллион\\w{0,4}|трлн=1000000000000"""
_ENGLISH_ORDINALS = """first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11
twelfth=12 twentieth=20"""
_ENDING = "(?:ый|ий|ой|ая|ое|ого|ому|ым|ом|ую|ые|ых|ыми|ья|ье|ьего|ьему|ьим|ьем|ью|ьей|ьи|ьих)"
_RUSSIAN_ORDINALS = f"""перв{_ENDING}|впервые=1 втор{_ENDING}=2 трет{_ENDING}=3 четв[её]рт{_ENDING}=4 пят{_ENDING}=5
шест{_ENDING}=6 седьм{_ENDING}=7 восьм{_ENDING}=8 девят{_ENDING}=9 десят{_ENDING}=10"""
_TAJIK_ORDINALS = """якуми?|аввали?н?=1 дую?ми?|дувуми?=2 сею?ми?|севуми?=3 чоруми?|чаҳоруми?=4 панҷуми?=5 шашуми?=6
ҳафтуми?=7 ҳаштуми?=8 нӯҳуми?=9 даҳуми?=10"""

_CARDINALS = {"en": _ENGLISH, "ru": _RUSSIAN, "tg": f"{_TAJIK} {_RUSSIAN}"}
_ORDINALS = {
    "en": _ENGLISH_ORDINALS,
    "ru": _RUSSIAN_ORDINALS,
    "tg": f"{_TAJIK_ORDINALS} {_RUSSIAN_ORDINALS}",
}


@cache
def _table(text: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    pairs = (entry.rsplit("=", 1) for entry in text.split())
    return tuple((re.compile(forms), float(value)) for forms, value in pairs)


def _look_up(word: str, table: str) -> float | None:
    return next((value for forms, value in _table(table) if forms.fullmatch(word)), None)


@lru_cache(maxsize=50_000)
def cardinal(word: str, language: str) -> float | None:
    """The value of a lower-case number word below a thousand, or `None`."""
    return _look_up(word, _CARDINALS.get(language, _ENGLISH))


@lru_cache(maxsize=50_000)
def ordinal(word: str, language: str) -> float | None:
    """The value of an ordinal word ("third", "третий", "сеюм"), or `None`."""
    return _look_up(word, _ORDINALS.get(language, _ENGLISH_ORDINALS))


@lru_cache(maxsize=50_000)
def scale(word: str) -> float | None:
    """What a word multiplies the number before it by ("million", "млрд"), or `None`."""
    return _look_up(word, _SCALES)
