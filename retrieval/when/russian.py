"""Expressions of time in Russian."""

from __future__ import annotations

from retrieval.when.cyrillic import MONTH, SEASON
from retrieval.when.fragments import N, Y

UNIT = r"(?P<u>час(?:а|ов)?|сут(?:ки|ок)|день|дн(?:я|ей|и)|недел[юияь]|месяц(?:а|ев|ы)?|год[аы]?|лет)\b"
WEEKDAY = r"""(?P<wd>понедельника?|вторника?|сред[уы](?! обитани)|четверга?|пятниц[уы]|суббот[уы]|
воскресень[ея])"""
WAS = r"(?P<w>прошл|минувш|прошедш|эт|текущ|нынешн)\w{1,3}"
ORDINAL = r"(?P<q>[1-4]|i{1,3}|iv|перв\w{2,3}|втор\w{2,3}|трет\w{2,4}|четв[её]рт\w{2,3})(?:-?(?:[йме]|го|ом|ый|ой|ий))?"

# How an expression is read, and what it looks like; `x` is the expression.
RULES = rf"""
quarter      \b(?P<x>{ORDINAL} квартал\w{{0,2}} {Y})
half         \b(?P<x>{ORDINAL} полугоди\w{{1,2}} {Y})
season_told  \b(?P<x>{WAS} {SEASON})\b
decade       \b(?P<x>(?P<y>\d{{3}}0|[3-9]0)-?(?:е|х|ые|ых) год\w{{1,3}})\b
rolling      \b(?:за|в|течение|протяжении|со?) (?P<x>последн(?:(?P<many>и[ехм])|\w{{2}}) (?:{N} )?
             {UNIT})
calendar     \b(?P<x>{WAS} (?P<u>недел[яюией]|месяц(?:а|е|ем)?|год(?:а|у|ом)?))\b
ago          \b(?P<x>(?:{N} )?{UNIT} (?:тому )?назад)\b
weekday      \b(?P<x>{WAS} {WEEKDAY})\b
weekday      \b(?:во?|со?|до|после) (?P<x>{WEEKDAY})\b(?!,? \d)
month_told   \b(?P<x>{WAS} {MONTH})
"""
