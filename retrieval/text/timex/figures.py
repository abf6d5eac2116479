"""Expressions in figures alone, the same in every language."""

from __future__ import annotations

from retrieval.text.timex.years import YEARS

# How an expression is read, and what it looks like; `x` is the expression.
RULES = rf"""
day          (?<![\w.-])(?P<x>(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d))(?!\w|[.-]\d)
day          (?<![\w.-])(?P<x>(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}))(?!\w|[.-]\d)
slashed      (?<![\w/-])(?P<x>(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>\d{{4}}))(?![\w/])
years        {YEARS}
"""
