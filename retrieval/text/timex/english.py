"""Expressions of time in English."""

from __future__ import annotations

from retrieval.text.timex.fragments import DAYS_OF, PART, TAIL, N, Y

UNIT = "(?P<u>hour|day|week|month|year)"
FULL = "january|february|march|april|may|june|july|august|september|october|november|december"
TITLE = FULL.title()
MONTH = rf"(?P<m>{FULL}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
SEASON = "(?P<s>spring|summer|autumn|fall|winter)"
WEEKDAY = "(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
AT = rf"\b(?:in|on|since|until|till|before|after|during|for|by) {PART}"
WAS = r"(?P<w>last|this)"
ORDINAL = "(?P<q>first|second|third|fourth|[1-4](?:st|nd|rd|th))"

# How an expression is read, and what it looks like; `x` is the expression.
RULES = rf"""
day          (?P<x>{DAYS_OF} (?:of )?{MONTH}{TAIL}?)
day          \b(?P<x>{MONTH} (?:the )?{DAYS_OF}(?!\d|[.:]\d){TAIL}?)
month        \b(?P<x>{MONTH}{TAIL})
quarter      \b(?P<x>q(?P<q>[1-4]){TAIL})
quarter      \b(?P<x>{Y},? q(?P<q>[1-4]))\b
quarter      \b(?P<x>{ORDINAL} quarter{TAIL})
half         \b(?P<x>(?:h(?P<q>[12])|(?P<q2>[12])h){TAIL})
half         \b(?P<x>{ORDINAL} half{TAIL})
first_months \b(?P<x>first {N} months?{TAIL})
season       \b(?P<x>{SEASON}(?: of)?,? {Y}(?P<y2>[/–-]\d{{2,4}})?)
season       \b(?P<x>{SEASON}{TAIL})
season_told  \b(?P<x>{WAS} {SEASON})\b
decade       \b(?P<x>(?:the )?(?P<y>\d{{3}}0)['’]?s)\b
decade       \b(?P<x>the ['’]?(?P<y>[3-9]0)s)\b
named_day    \b(?P<x>the day before yesterday|yesterday|today(?!['’]s (?:world|society|life))|tonight|
             this (?:morning|afternoon|evening)|last night)\b
rolling      \b(?P<x>(?:last|past|recent) {N} {UNIT}s?)\b(?! of\b)
rolling      \b(?:in|over|within|during|for|of|from) the (?P<x>(?:last|past) {UNIT})\b(?! of\b)
rolling      \b(?:in|over|within|during|for) the (?P<x>(?:last|past) (?P<ten>decade))\b(?! of\b)
rolling      \b(?P<x>past {UNIT})\b(?! of\b)
rolling      \b(?P<x>recent {UNIT}(?P<many>s))\b
to_date      \b(?P<x>since the (?:beginning|start) of (?:the|this) (?P<u>week|month|year))\b(?! \d)
to_date      \b(?P<x>so far this (?P<u>week|month|year)|this (?P<u2>week|month|year) so far)\b
to_date      \b(?P<x>(?P<u>year)[ -]to[ -]date)\b
weekend      \b(?P<x>last weekend|(?:over|at) the weekend)\b
calendar     \b(?P<x>(?:the )?(?P<u>week|month|year) (?P<w2>before last))\b
calendar     \b(?P<x>{WAS} (?P<u>quarter))\b(?! of\b)
calendar     \b(?P<x>{WAS} (?P<u>week|month|year)(?:['’]s)?)\b(?! of\b)
ago          \b(?P<x>(?:an?|{N}) {UNIT}s? ago)\b
weekday      \b(?P<x>{WAS} {WEEKDAY})\b
weekday      {AT}(?P<x>{WEEKDAY})\b(?! \w+s\b)(?!,? (?:the )?(?:\d|(?:{FULL})\b))
month_told   \b(?P<x>{WAS} (?P<m>{FULL}))\b
month_alone  {AT}(?P<x>(?P<m>{FULL}))\b
month_alone  \b(?:of|from|through|between|and|to) {PART}(?P<x>(?P<m>(?-i:{TITLE})))\b
recent       \b(?P<x>recently|lately|(?:latest|newest|recent) (?:news|reports?|developments?|updates?|
             articles?|stories|headlines|information|events)\b|latest(?= (?:on|about|from)\b| ?\?))
"""
