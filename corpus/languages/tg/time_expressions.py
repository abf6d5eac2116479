"""How Tajik puts times into words."""

from __future__ import annotations

from corpus.languages.time_expressions import TimeExpressions

_UNIT = "(?P<u>соат|рӯз|ҳафта|моҳ|сол)"
_WEEKDAY = "(?P<wd>душанбе|сешанбе|чоршанбе|панҷшанбе|ҷумъа|шанбе|якшанбе)"
_AT = r"\b(?:байни|миёни|дар|аз|то) (?:моҳи )?"
_ORDINAL = "(?P<q>якум|аввал|дуюм|сеюм|чорум|чаҳорум)и?"

TIME_EXPRESSIONS = TimeExpressions(
    rules=rf"""
quarter         \b(?P<x>семоҳаи {_ORDINAL}@tail)
half            \b(?P<x>(?:нимсола|нима)и {_ORDINAL}@tail)
first_months    \b(?P<x>@count моҳи (?:аввали )?соли @year)
first_months    \b(?P<x>@count моҳи (?:аввали )?(?P<ry>соли (?:гузашта|ҷорӣ)))\b
season_relative \b(?P<x>@season (?P<w>гузашта|имсол\w?|ҷорӣ))\b
decade          \b(?P<x>солҳои (?P<y>\d{{3}}0|[3-9]0)-?уми?)\b
rolling         \b(?P<x>@count {_UNIT}и (?:охир|ахир|гузашта)\w{{0,2}})\b
rolling         \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?:охир|ахир))\b
rolling         \b(?P<x>{_UNIT}(?P<many>ҳо)и (?:охир|ахир))\b
rolling         \b(?P<x>(?P<ten>даҳсола)и (?:охир|ахир))\b
to_date         \b(?P<x>аз (?:аввал|ибтидо|оғоз)и (?:ҳамин |ин )?(?P<u>сол|моҳ|ҳафта)(?!\w))
calendar        \b(?P<x>(?P<u>семоҳа)и (?P<w>гузашта|ҷорӣ))\b
calendar        \b(?P<x>(?P<u>ҳафта|моҳ|сол)и (?P<w>гузашта|ҷорӣ|равон|оянда))\b
calendar        \b(?P<x>(?:ин |им|(?P<w>пор))(?P<u>ҳафта|моҳ|сол)[аи]?)\b
ago             \b(?P<x>@count {_UNIT}и? (?:пеш|қабл))\b(?! аз)
weekday         \b(?P<x>рӯзи {_WEEKDAY}(?:и (?P<w>гузашта))?)\b(?!,? \d)
month_relative  \b(?P<x>(?:моҳи )?@month (?P<w>гузашта|имсол\w?|ҷорӣ))\b
month_relative  \b(?P<x>моҳи @month)
month_alone     {_AT}(?P<x>@month)
recent          \b(?P<x>ба наздикӣ|вақтҳои охир|(?:хабар|навгони|ахбор|мақола)(?:ҳо)?и (?:охир|нав|тоза)\w{{0,3}})\b
""",
    day_noun="санаи",
    day_endings="-?(?:ум|уми)",
    day_joiners="то|ва",
    month_link="моҳи",
    month_noun="моҳи",
    year_noun="соли",
    relative_year="соли (?:гузашта|ҷорӣ)",
    parts="аввали|охири|моҳи|санаи|рӯзи",
    end_of="охири",
    after="(?:пас|баъд) аз",
    before="(?:пеш|қабл) аз",
    until="то",
    since="аз",
    between="аз|байни|миёни",
    onward="ба ин сӯ|инҷониб",
    joiners="ва|то",
    alternatives="ва|ё",
    at="дар",
    happens=r"шуд\w*|гуфт\w*|кард\w*|буд\w*|хабар\w*|рӯй|омад\w*",
)
