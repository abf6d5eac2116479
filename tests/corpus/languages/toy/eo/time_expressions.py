"""How Esperanto puts times into words."""

from __future__ import annotations

from corpus.languages.time_expressions import TimeExpressions

TIME_EXPRESSIONS = TimeExpressions(
    rules=r"""
ago  \b(?P<x>antaŭ @count (?P<u>tagoj|semajnoj|monatoj|jaroj))\b
""",
    day_noun="la",
    day_endings="-a",
    month_link="de",
    year_link="de",
    since="ekde",
    until="ĝis",
    parts="la",
)
