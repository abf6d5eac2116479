"""Years in figures, told from numbers that count something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.text.timex.english import FULL
from retrieval.text.timex.pattern import compiled
from retrieval.text.timex.readers import months

if TYPE_CHECKING:
    import re
    from datetime import date

    from retrieval.text.timex.span import Range

_UNITS_BEHIND = r"""^(?: |-)?(?:k?m|cm|mm|k?g|[km]w|hp|[gm]hz|km/h|met(?:er|re)s?|kilomet\w+|miles?|feet|tons?|tonnes?|
kilo\w+|grams?|acres?|hectares?|barrels?|people|persons?|m[ae]n|wom[ae]n|children|soldiers|troops|workers|employees|
students|cases|deaths|votes|seats|points|homes|houses|times|pages|words|(?:million|billion|thousand|percent)\w*|dollars?|euros?|
rubles?|somoni|degrees|years|days|hours|minutes|seconds|bce?|b\.c|до н|метр\w*|км|кг|тонн\w*|гектар\w*|человек\w*|
люд\w+|руб\w*|доллар\w*|евро|сомон\w*|процент\w*|раз|штук\w*|солдат\w*|лет|дней|часов|мест|квартир\w*|тысяч\w*|
миллион\w*|нафар\w*|кас|фоиз\w*|дона|одам\w*|адад|хона\w*|рӯз\w*|%|\d{3})(?!\w)"""

YEARS = r"""(?:(?<=mid-)|(?<=early-)|(?<=late-)|(?<![\w.,$€£₽#№:/'’+–-]))
(?P<x>(?:(?P<name>the year|year|соли|солҳои) )?
(?P<y>\d{4})(?: ?[-–—/] ?(?P<y2>\d{4}|\d\d))?
(?:(?P<said> ?(?:год(?:а|у|ом|ы|ов|ах|ами|ам|е)?\b|гг?\b\.?))|-(?:й|го|м|му|ом|ого|уми?)\b(?: год\w{0,3})?|
(?![\w%°$€£₽]|[.,:]\d|[-–—/]\w)))"""

_COUNT_BEFORE = r"""(?:[$€£₽№]|\b(?:usd|eur|rub|tjs|number|no\.?|room|flight|resolution|route|article|section|page|code|
model|(?:more|less|fewer) than|over|at least|nearly|almost|about(?! the)|approximately|some|exactly|номер\w?|рейс\w?|
резолюци\w{1,2}|стать[яией]|около|более|менее|почти|рақами|қатъномаи|беш аз)) ?$"""

_YEAR_BEFORE = rf"""\b(?:in|since|before|after|until|till|by|during|of|for|from|between|through|and|to|around|circa|
early|late|mid|the year|в|во|с|со|до|к|после|за|от|и|между|начал\w|конц\w|дар|аз|то|ва|байни|
{FULL}),?(?: the| -)? $"""

_COUNTED = r"^ (?!was|is|has|does|its|this|series|news)[a-z]+s\b"


def read_years(match: re.Match[str], _: date) -> Range | None:
    """A year or two, unless the number counts something."""
    first, groups = int(match["y"]), match.groupdict()
    at, to = match.span("x")
    before, behind = match.string[max(0, at - 24) : at], match.string[to : to + 24]
    said = groups["name"] or groups["said"]
    cued = said or compiled(_YEAR_BEFORE).search(before)
    odd = first < 1900 or first % 100 == 0
    if not said and (compiled(_COUNT_BEFORE).search(before) or compiled(_UNITS_BEHIND).search(behind)):
        return None
    if not 1000 <= first <= 2100 or (odd and (not cued or (not said and compiled(_COUNTED).search(behind)))):
        return None
    years = _last_year(first, groups["y2"]) - first + 1
    return months(first, 1, 12 * years)._replace(closed=years > 1)


def _last_year(first: int, said: str | None) -> int:
    last = int(said or 0) + (first // 100 * 100 if said and len(said) == 2 else 0)
    return last if first < last <= 2100 else first
