"""Expressions of time in Tajik, with and without its own letters."""

from __future__ import annotations

from retrieval.text.timex.cyrillic import MONTH, SEASON
from retrieval.text.timex.fragments import TAIL, N, Y

UNIT = "(?P<u>соат|рӯз|ҳафта|моҳ|сол)"
WEEKDAY = "(?P<wd>душанбе|сешанбе|чоршанбе|панҷшанбе|ҷумъа|шанбе|якшанбе)"
ORDINAL = "(?P<q>якум|аввал|дуюм|сеюм|чорум|чаҳорум)и?"

# How an expression is read, and what it looks like; `x` is the expression.
RULES = rf"""
quarter      \b(?P<x>семоҳаи {ORDINAL}{TAIL})
half         \b(?P<x>(?:нимсола|нима)и {ORDINAL}{TAIL})
first_months \b(?P<x>{N} моҳи (?:аввали )?соли {Y})
first_months \b(?P<x>{N} моҳи (?:аввали )?(?P<ry>соли (?:гузашта|ҷорӣ)))\b
season_told  (?P<x>{SEASON} (?P<w>гузашта|имсол\w?|ҷорӣ))\b
decade       \b(?P<x>солҳои (?P<y>\d{{3}}0|[3-9]0)-?уми?)\b
rolling      \b(?P<x>{N} {UNIT}и (?:охир|ахир|гузашта)\w{{0,2}})\b
rolling      \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?:охир|ахир))\b
rolling      \b(?P<x>{UNIT}(?P<many>ҳо)и (?:охир|ахир))\b
rolling      \b(?P<x>(?P<ten>даҳсола)и (?:охир|ахир))\b
to_date      \b(?P<x>аз (?:аввал|ибтидо|оғоз)и (?:ҳамин |ин )?(?P<u>сол|моҳ|ҳафта)(?!\w))
calendar     \b(?P<x>(?P<u>семоҳа)и (?P<w>гузашта|ҷорӣ))\b
calendar     \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?P<w>гузашта|ҷорӣ|равон))\b
calendar     \b(?P<x>(?:ин |им|(?P<w>пор))(?P<u>ҳафта|моҳ|сол)[аи]?)\b
ago          \b(?P<x>{N} {UNIT}и? (?:пеш|қабл))\b(?! аз)
weekday      \b(?P<x>рӯзи {WEEKDAY}(?:и (?P<w>гузашта))?)\b(?!,? \d)
month_told   \b(?P<x>(?:моҳи )?{MONTH} (?P<w>гузашта|имсол\w?|ҷорӣ))\b
month_told   \b(?P<x>моҳи {MONTH})
"""
