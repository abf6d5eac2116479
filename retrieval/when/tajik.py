"""Expressions of time in Tajik, with and without its own letters."""

from __future__ import annotations

from retrieval.when.cyrillic import MONTH, SEASON
from retrieval.when.fragments import N, Y

UNIT = "(?P<u>соат|рӯз|ҳафта|моҳ|сол)"
WEEKDAY = "(?P<wd>душанбе|сешанбе|чоршанбе|панҷшанбе|ҷумъа|шанбе|якшанбе)"
ORDINAL = "(?P<q>якум|аввал|дуюм|сеюм|чорум|чаҳорум)и?"

# How an expression is read, and what it looks like; `x` is the expression.
RULES = rf"""
quarter      \b(?P<x>семоҳаи {ORDINAL} соли {Y})
half         \b(?P<x>нимсолаи {ORDINAL} соли {Y})
season_told  (?P<x>{SEASON} (?P<w>гузашта|имсол\w?|ҷорӣ))\b
decade       \b(?P<x>солҳои (?P<y>\d{{3}}0|[3-9]0)-?уми?)\b
rolling      \b(?P<x>{N} {UNIT}и (?:охир|ахир|гузашта)\w{{0,2}})\b
rolling      \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?:охир|ахир))\b
rolling      \b(?P<x>{UNIT}(?P<many>ҳо)и (?:охир|ахир))\b
calendar     \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?P<w>гузашта|ҷорӣ|равон))\b
calendar     \b(?P<x>(?:ин |им|(?P<w>пор))(?P<u>ҳафта|моҳ|сол)[аи]?)\b
ago          \b(?P<x>{N} {UNIT}и? (?:пеш|қабл))\b(?! аз)
weekday      \b(?P<x>рӯзи {WEEKDAY}(?:и (?P<w>гузашта))?)\b(?!,? \d)
month_told   \b(?P<x>(?:моҳи )?{MONTH} (?P<w>гузашта|имсол\w?|ҷорӣ))\b
month_told   \b(?P<x>моҳи {MONTH})
"""
