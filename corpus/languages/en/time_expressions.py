"""How English puts times into words."""

from __future__ import annotations

from corpus.languages.time_expressions import TimeExpressions

_UNIT = "(?P<u>hour|day|week|month|year)"
_FULL = "january|february|march|april|may|june|july|august|september|october|november|december"
_WEEKDAY = "(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SEASON = "(?P<s>spring|summer|autumn|fall|winter)"
_AT = r"\b(?:in|on|since|until|till|before|after|during|for|by) @part"
_WAS = "(?P<w>last|this)"
_ORDINAL = "(?P<q>first|second|third|fourth|[1-4](?:st|nd|rd|th))"

TIME_EXPRESSIONS = TimeExpressions(
    rules=rf"""
day             \b(?P<x>@month (?:the )?@days(?!\d|[.:]\d)@tail?)
quarter         \b(?P<x>q(?P<q>[1-4])@tail)
quarter         \b(?P<x>@year,? q(?P<q>[1-4]))\b
quarter         \b(?P<x>{_ORDINAL} quarter@tail)
half            \b(?P<x>(?:h(?P<q>[12])|(?P<q2>[12])h)@tail)
half            \b(?P<x>{_ORDINAL} half@tail)
first_months    \b(?P<x>first @count months?@tail)
season_relative \b(?P<x>{_WAS} {_SEASON})\b
decade          \b(?P<x>(?:the )?(?P<y>\d{{3}}0)['’]?s)\b
decade          \b(?P<x>the ['’]?(?P<y>[3-9]0)s)\b
rolling         \b(?P<x>(?:last|past|recent) @count {_UNIT}s?)\b(?! of\b)
rolling         \b(?:in|over|within|during|for|of|from) the (?P<x>(?:last|past) {_UNIT})\b(?! of\b)
rolling         \b(?:in|over|within|during|for) the (?P<x>(?:last|past) (?P<ten>decade))\b(?! of\b)
rolling         \b(?P<x>past {_UNIT})\b(?! of\b)
rolling         \b(?P<x>recent {_UNIT}(?P<many>s))\b
to_date         \b(?P<x>since the (?:beginning|start) of (?:the|this) (?P<u>week|month|year))\b(?! \d)
to_date         \b(?P<x>so far this (?P<u>week|month|year)|this (?P<u2>week|month|year) so far)\b
to_date         \b(?P<x>(?P<u>year)[ -]to[ -]date)\b
weekend         \b(?P<x>last weekend|(?:over|at) the weekend)\b
calendar        \b(?P<x>(?:the )?(?P<u>week|month|year) (?P<w2>before last))\b
calendar        \b(?P<x>{_WAS} (?P<u>quarter))\b(?! of\b)
calendar        \b(?P<x>{_WAS} (?P<u>week|month|year)(?:['’]s)?)\b(?! of\b)
calendar        \b(?<!the\s)(?P<x>(?P<w>next) (?P<u>week|month|year)(?:['’]s)?)\b(?! of\b)
calendar        \b(?:in|over|during|for) the (?P<x>(?P<w>coming) (?P<u>week|month|year))\b(?! of\b)
ago             \b(?P<x>(?:an?|@count) {_UNIT}s? ago)\b
weekday         \b(?P<x>{_WAS} {_WEEKDAY})\b
weekday         \b(?P<x>(?P<w>next) {_WEEKDAY})\b
weekday         {_AT}(?P<x>{_WEEKDAY})\b(?! \w+s\b)(?!,? (?:the )?(?:\d|(?:{_FULL})\b))
month_relative  \b(?P<x>{_WAS} (?P<m>{_FULL}))\b
month_alone     {_AT}(?P<x>(?P<m>{_FULL}))\b
month_alone     \b(?:of|from|through|between|and|to) @part(?P<x>(?P<m>(?-i:{_FULL.title()})))\b
recent          \b(?P<x>recently|lately|(?:latest|newest|recent) (?:news|reports?|developments?|updates?|articles?
                |stories|headlines|information|events)\b|latest(?= (?:on|about|from)\b| ?\?))
""",
    day_endings="st|nd|rd|th",
    day_joiners="to|and",
    month_link="of",
    season_link="of",
    year_link="of|in",
    relative_year="(?:last|this) year",
    parts="the|early|late|mid|(?:beginning|start|middle|end) of",
    end_of="end of",
    after="after|following|later than",
    before="before|prior to|earlier than",
    until="until|till?|up to|through",
    since="since|starting (?:in|from|on|with)",
    between="between|from",
    onward="on|onwards?|to date",
    joiners="and|to|till|until|through",
    alternatives="and|or",
    at="in",
    happens=r"happen\w*|did|was|were|said|news?|report\w*|announc\w*|latest|will",
)
