"""The quantities that a text names: value and unit, whatever the way of writing them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus import detect_language
from retrieval.text.number_words import cardinal, ordinal, scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPACES = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?P<suffix>st|nd|rd|th|-?(?:й|я|е|го|му|м|х|ю|ум)(?!\w))?"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<sign>[%$€£₽°]|[-–—−]|[^\w\s])"
)  # fmt: skip

# Words of a unit, and the one name for it.  What is counted ("lorries") is no unit: paraphrases change it.
_UNITS = r"""%|percent|pct|процент\w*|фоиз\w*|дарсад=%
\$|usd|dollars?|доллар\w*|долл=usd €|eur|euros?|евро=eur £|gbp|pounds?|фунт\w*=gbp ₽|rub|rou?bles?|рубл\w*|руб=rub
somonis?|сомон\w*|tjs=tjs sums?|soums?|сум\w{0,3}=uzs tenge|тенге=kzt yuan|юан\w*=cny yen|иен\w*|йен\w*=jpy
crowns?|kron\w{1,2}|крон\w*=crown rials?|риал\w*=irr rupees?|рупи\w*=inr liras?|лир\w*=try
kilomet(?:re|er)s?|km|километр\w*|км=km met(?:re|er)s?|m|метр\w*|м=m centimet(?:re|er)s?|cm|сантиметр\w*|см=cm
millimet(?:re|er)s?|mm|миллиметр\w*|мм=mm
miles?|мил[ьяией]\w{0,2}=mile feet|foot|ft|фут\w*=foot inch(?:es)?|дюйм\w*=inch
tonn?es?|tons?|тонн\w*=t kilogram(?:me)?s?|kg|килограмм\w*|кг=kg gram(?:me)?s?|грамм\w*=g lit(?:re|er)s?|литр\w*=l
hectares?|ha|гектар\w*|га=ha acres?|акр\w*=acre barrels?|баррел\w*=barrel
megawatts?|mw|мегаватт\w*|мвт=mw kilowatts?|kw|киловатт\w*|квт=kw gigawatts?|gw|гигаватт\w*|гвт=gw watts?|ватт\w*=w
volts?|вольт\w*=v kilovolts?|kv|киловольт\w*|кв=kv celsius|цельси\w*=c fahrenheit|фаренгейт\w*=f
years?|лет|год\w{0,2}|сол\w{0,3}=year months?|месяц\w{0,3}|моҳ\w{0,3}=month weeks?|недел\w{1,2}|ҳафта\w{0,3}=week
days?|дн\w{1,3}|день|рӯз\w{0,3}=day hours?|час\w{0,3}|соат\w{0,3}=hour minutes?|минут\w{0,2}|дақиқа\w{0,2}=minute
seconds|секунд\w{0,2}=second quarters?|квартал\w{0,2}|семоҳа\w?=quarter half|полугоди\w|нимсола\w?=half"""
_SKIPPED = re.compile(
    r"(?:us|u|s|american|американск\w+|degrees?|градус\w*|percentage|per|full|further|more|дараҷа\w*)$"
)
_MANIFOLD = re.compile(r"(?:cubic|square|кубическ\w+|квадратн\w+|мураббаъ|мукааб)$")
_MANIFOLD_SIGN = {"c": "cubic", "s": "square", "к": "cubic", "м": "square"}
_BEFORE = {"$": "usd", "€": "eur", "£": "gbp", "₽": "rub"}
_DASHES = frozenset("-–—−")
_JOINERS = frozenset("to and до и то ва через".split())
_RATES = frozenset("per за дар ба".split())
_PERIODS = frozenset(["year", "month", "week", "day", "hour", "minute", "second"])

# Fractions said in words.
_FRACTIONS = re.compile(
    r"\b(?P<third>(?:a|one|two) thirds?\b|трет(?:ь|и|ью)\b|сеяк)"
    r"|\b(?P<quarter>(?:a|one|three)[ -]quarters?\b(?! of 20)|четверт(?:ь|и|ью)\b|чоряк)"
    r"|\b(?P<half>half\b(?! a )|половин\w{1,2}\b|нисф\w{0,2}\b)",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"\s+(?:and a half|с половиной|у ним|ва ним)\b", re.IGNORECASE)
_HALF_A = re.compile(r"\b(?:half an? |пол(?=миллиона|миллиарда|тысячи)|ним )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        value: Its value, scale words counted in.
        unit: Name of its unit, "%" or a currency; `None` where it counts something.
        start: Offset of its first character.
        end: Offset behind its last (scale and unit not counted in).
        raw: Its characters.
        partner: Value of the other end where it is one end of a range or score with a dash ("60-70").
        leads: Whether it is the first of the two.
        other: What it may mean as well: "60 to 70 million" leaves open whether 60 are millions.
        rate: The period it is counted by ("a day", "в год"), where that is said behind it.
    """

    value: float
    unit: str | None
    start: int
    end: int
    raw: str
    partner: float | None = None
    leads: bool = False
    other: float | None = None
    rate: str | None = None


@lru_cache(maxsize=4_096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in its order.

    Signs of thousands and decimals are read as the text's language has them: 1,200 is twelve hundred in English
    and one and a fifth in Russian.
    """
    halves = _HALF_A.sub(lambda m: "0.5" + " " * (len(m.group()) - 3), text)
    halves = _FRACTIONS.sub(lambda m: " " * len(m.group()) if m.lastgroup != "half" else m.group(), halves)
    language = detect_language(text) or "en"
    tokens = list(_TOKEN.finditer(halves))
    found: list[tuple[Quantity, int, int]] = []  # with the indexes of its first token and behind its last
    index = 0
    while index < len(tokens):
        read = _number_at(tokens, index, language)
        if read is None:
            index += 1
            continue
        value, behind, scaled = read
        if half := _AND_A_HALF.match(halves, tokens[behind - 1].end()):
            value += 0.5
            while behind < len(tokens) and tokens[behind].start() < half.end():
                behind += 1
        if not scaled and behind < len(tokens) and (factor := _scale_at(tokens, behind)):
            value, behind = value * factor, behind + 1 + _dot(tokens, behind + 1)
        if re.search(r"(?:^|[\s(])[-–−]$", text[max(0, tokens[index].start() - 2) : tokens[index].start()]):
            value = -value
        unit = _unit(tokens, index, behind)
        start, end = tokens[index].start(), tokens[behind - 1].end()
        found.append((Quantity(value, unit, start, end, text[start:end]), index, behind))
        index = behind
    return (*_rated(list(_joined(found, tokens)), text), *_fractions(text))


def _fractions(text: str) -> Iterable[Quantity]:
    for match in _FRACTIONS.finditer(text):
        if re.search(r"(?:first|second|перв\w+|втор\w+) $", text[: match.start()], re.IGNORECASE):
            continue  # a part of a year
        value = {"third": 1 / 3, "quarter": 1 / 4, "half": 1 / 2}[match.lastgroup or "half"]
        before = text[: match.start()].rstrip().lower()
        if before.endswith((" and a", " с")):
            continue  # "six and a half" has been read
        yield Quantity(value, "of", match.start(), match.end(), match.group())


def _number_at(tokens: Sequence[re.Match[str]], index: int, language: str) -> tuple[float, int, bool] | None:
    """Value, index behind, and whether scale words are counted in already."""
    token = tokens[index]
    if token["number"]:
        return _digits(token["number"], language), index + 1, False
    if not token["word"]:
        return None
    word = token["word"].lower()
    if (value := ordinal(word, language)) is not None:
        return value, index + 1, True
    if _alone(tokens, index, word):
        return scale(word) or 1.0, index + 1, True
    if cardinal(word, language) is None or _no_number(tokens, index, word):
        return None
    return _words(tokens, index, language)


_NOT_COUNTED_BEFORE = frozenset("no any every each some another ни".split())
_NOT_COUNTED_AFTER = frozenset("of another из аз".split())


def _no_number(tokens: Sequence[re.Match[str]], index: int, word: str) -> bool:
    """Whether nothing is counted: "no one", "one of them", "один из"."""
    if cardinal(word, "en") != 1 and cardinal(word, "ru") != 1 and word != "як":
        return False
    before = (tokens[index - 1]["word"] or "").lower() if index else ""
    after = (tokens[index + 1]["word"] or "").lower() if index + 1 < len(tokens) else ""
    return before in _NOT_COUNTED_BEFORE or after in _NOT_COUNTED_AFTER


_SCALE_ALONE = re.compile(r"million|billion|trillion|миллион[ау]?|миллиард[ау]?|тысяч[ау]")


def _alone(tokens: Sequence[re.Match[str]], index: int, word: str) -> bool:
    """Whether "a million" or "миллион" stands without a number: one of them."""
    if not _SCALE_ALONE.fullmatch(word):
        return False
    return index == 0 or not (tokens[index - 1]["number"] or tokens[index - 1].group() == "-")


def _words(tokens: Sequence[re.Match[str]], index: int, language: str) -> tuple[float, int, bool]:
    total = current = last = 0.0
    behind = index
    scaled = False
    position = index
    while position < len(tokens):
        word = (tokens[position]["word"] or tokens[position]["sign"] or "").lower()
        value = cardinal(word, language)
        if value == 100 and current and language == "en":
            current, last = current * 100, 100
        elif value is not None and (position == index or value < last or not current):
            current, last = current + value, value
        elif value is None and position > index and (factor := scale(word)) and word != "m":
            total, current, last, scaled = total + (current or 1) * factor, 0.0, factor, True
        elif value is None and word in ("and", "-") and last in (20, 30, 40, 50, 60, 70, 80, 90, 100):
            nxt = (tokens[position + 1]["word"] or "").lower() if position + 1 < len(tokens) else ""
            following = cardinal(nxt, language)
            if following is None or following >= last:
                break
            position += 1
            continue
        else:
            break
        position += 1
        behind = position
    return total + current, behind, scaled


def _digits(number: str, language: str) -> float:
    number = re.sub(rf"[{_SPACES}]", "", number)
    if language == "en":
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
            number = number.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    number = number.replace(",", ".")
    whole, _, rest = number.partition(".")
    return float(f"{whole}.{rest.replace('.', '') or 0}")


def _scale_at(tokens: Sequence[re.Match[str]], index: int) -> float | None:
    """A scale word; "m" alone is one right behind a sum of money only, else it is metres."""
    word = (tokens[index]["word"] or "").lower()
    if word == "m":
        money = index >= 2 and (tokens[index - 2].group() in _BEFORE)
        return 1e6 if money else None
    return scale(word) if word else None


def _dot(tokens: Sequence[re.Match[str]], index: int) -> int:
    """A full stop behind an abbreviated scale word ("тыс. тонн") is passed over."""
    abbreviated = (tokens[index - 1]["word"] or "").lower() in ("тыс", "млн", "млрд", "трлн", "mln", "bn")
    return int(index < len(tokens) and tokens[index].group() == "." and abbreviated)


@lru_cache(maxsize=20_000)
def _unit_of(word: str) -> str | None:
    for entry in _UNITS.split():
        forms, name = entry.rsplit("=", 1)
        if re.fullmatch(forms, word):
            return name
    return None


def _unit(tokens: Sequence[re.Match[str]], first: int, behind: int) -> str | None:
    if first and (currency := _BEFORE.get(tokens[first - 1].group())):
        return currency
    manifold = ""
    for token in tokens[behind : behind + 4]:
        word = token.group().lower()
        if _MANIFOLD.match(word):
            manifold = _MANIFOLD_SIGN[word[0]] + " "
        elif unit := _unit_of(word):
            return manifold + unit
        elif not _SKIPPED.match(word) and word not in ("-", "°"):
            return None
    return None


def _joined(
    found: Sequence[tuple[Quantity, int, int]], tokens: Sequence[re.Match[str]]
) -> Iterable[Quantity]:
    """Ends of ranges know of one another, and the first has the unit and scale that is said with the second."""
    result = [quantity for quantity, _, _ in found]
    for at in range(len(found) - 1):
        (one, _, behind), (other, first, _) = found[at], found[at + 1]
        between = [t.group().lower() for t in tokens[behind:first] if t.group() not in _BEFORE]
        dash = len(between) == 1 and between[0] in _DASHES
        if not dash and not (len(between) == 1 and between[0] in _JOINERS):
            continue
        written = _digits(m.group(), "en") if (m := re.match(r"[\d.]+", other.raw)) else other.value
        factor = other.value / written if written else 1.0
        unit = one.unit or other.unit
        if dash:
            value = one.value * factor if factor > 1 and one.value < other.value / 100 else one.value
            partner = result[at + 1]
            result[at] = replace(one, value=value, unit=unit, partner=other.value, leads=True)
            result[at + 1] = replace(partner, unit=other.unit or unit, partner=value)
        else:
            scaled = one.value * factor if factor > 1 else None
            result[at] = replace(result[at], unit=unit, other=scaled)
    return result


def supported(claimed: Sequence[Quantity], there: Sequence[Quantity]) -> bool:
    """Whether each quantity that is claimed stands in the evidence, with the same unit and not one end of a range."""
    values = [v for q in claimed for v in (q.value, q.other) if v is not None]
    return all(any(_same(one, other, values) for other in there) for one in claimed)


def _same(one: Quantity, other: Quantity, claimed: Sequence[float]) -> bool:
    equal = _close(one.value, other.value) or (one.other is not None and _close(one.other, other.value))
    equal = equal or (other.other is not None and _close(one.value, other.other))
    if not equal or not one_unit(one.unit, other.unit):
        return False
    if one.rate and other.rate and one.rate != other.rate:
        return False
    if one.partner is not None and other.partner is not None:
        return _close(one.partner, other.partner) and one.leads == other.leads
    if other.partner is not None:
        return any(_close(value, other.partner) for value in claimed)
    return True


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def one_unit(claimed: str | None, there: str | None) -> bool:
    """Whether two units go together: one may be left out, but a percentage or a fraction is never anything else."""
    if claimed == there:
        return True
    if "%" in (claimed, there) or "of" in (claimed, there):
        return False
    return claimed is None or there is None


_RATE = re.compile(
    r"\b(?:an?|per|each|every|кажд\w{2,3}|в|дар як|ҳар) ([^\W\d_]+)\b|\b(?:daily|weekly|monthly)\b",
    re.IGNORECASE,
)


def _rated(found: Sequence[Quantity], text: str) -> Iterable[Quantity]:
    """Each quantity with the period that is said between it and the next one, or the next comma."""
    for at, q in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(text)
        behind = re.split(r"[,;.]\s", text[q.end : end], maxsplit=1)[0]
        periods = [_unit_of(m[1].lower()) for m in _RATE.finditer(behind) if m[1]]
        yield replace(q, rate=next((p for p in periods if p in _PERIODS), None))


def is_measure(word: str) -> bool:
    """Whether a word is a unit, a scale or stands between these: it does not say what is counted."""
    lowered = word.lower()
    known = _unit_of(lowered) is not None or scale(lowered) is not None
    return known or _SKIPPED.match(lowered) is not None or _MANIFOLD.match(lowered) is not None


def is_number_word(word: str) -> bool:
    """Whether a word is a number in any of the languages."""
    lowered = word.lower()
    known = any(cardinal(lowered, code) is not None for code in ("en", "ru", "tg"))
    return known or any(ordinal(lowered, code) is not None for code in ("en", "ru", "tg"))
