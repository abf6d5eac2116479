"""Expressions of time in Russian."""

from __future__ import annotations

from retrieval.text.timex.cyrillic import MONTH, SEASON
from retrieval.text.timex.fragments import TAIL, N

UNIT = r"(?P<u>час(?:а|ов)?|сут(?:ки|ок)|день|дн(?:я|ей|и)|недел[юияь]|месяц(?:а|ев|ы)?|год[аы]?|лет)\b"
WEEKDAY = r"""(?P<wd>понедельника?|вторника?|сред[уы](?! обитани)|четверга?|пятниц[уы]|суббот[уы]|
воскресень[ея])"""
WAS = r"(?P<w>прошл|минувш|прошедш|эт|текущ|нынешн)\w{1,3}"
ORDINAL = r"(?P<q>[1-4]|i{1,3}|iv|перв\w{2,3}|втор\w{2,3}|трет\w{2,4}|четв[её]рт\w{2,3})(?:-?(?:[йме]|го|ом|ый|ой|ий))?"

# How an expression is read, and what it looks like; `x` is the expression.
RULES = rf"""
quarter      \b(?P<x>{ORDINAL} квартал\w{{0,2}}{TAIL})
half         \b(?P<x>{ORDINAL} полугоди\w{{1,2}}{TAIL})
first_months \b(?P<x>(?:перв\w{{2}} )?{N} месяц(?:а|ев){TAIL})
season_told  \b(?P<x>{WAS} {SEASON})\b
decade       \b(?P<x>(?P<y>\d{{3}}0|[3-9]0)-?(?:е|х|ые|ых) год\w{{1,3}})\b
decade       \b(?P<x>(?P<y>\d{{3}}0)-х)\b
decade       \b(?P<x>(?P<tens>сорок|пятидесят|шестидесят|семидесят|восьмидесят|девяност)\w{{2}} год\w{{1,3}})\b
rolling      \b(?:за|в|течение) (?P<x>последнее (?P<ten>десятилетие))\b
rolling      \bза (?P<x>(?:минувш|прошедш)(?P<many>ие) (?:{N} )?(?P<u>сутки|дн(?:я|ей|и)))\b
rolling      \b(?:за|в|течение|протяжении|со?) (?P<x>последн(?:(?P<many>и[ехм])|\w{{2}}) (?:{N} )?
             {UNIT})
to_date      \b(?P<x>с начала (?:этого |текущего |нынешнего |этой )?(?P<u>года|месяца|недели))\b
weekend      \b(?P<x>(?:прошл|минувш|прошедш)\w{{2}} выходн\w{{2}})\b
calendar     \b(?P<x>(?P<w2>позапрошл)\w{{2}} (?P<u>недел[яюией]|месяц(?:а|е|ем)?|год(?:а|у|ом)?))\b
calendar     \b(?P<x>{WAS} (?P<u>квартал)\w{{0,2}})\b
calendar     \b(?P<x>{WAS} (?P<u>недел[яюией]|месяц(?:а|е|ем)?|год(?:а|у|ом)?))\b
ago          \b(?P<x>(?:{N} )?{UNIT} (?:тому )?назад)\b
weekday      \b(?P<x>{WAS} {WEEKDAY})\b
weekday      \b(?:во?|со?|до|после) (?P<x>{WEEKDAY})\b(?!,? \d)
month_told   \b(?P<x>{WAS} {MONTH})
"""
