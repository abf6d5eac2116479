"""Whether the words about an expression speak of what was published then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.text.timex.fragments import PART
from retrieval.text.timex.pattern import compiled

if TYPE_CHECKING:
    from retrieval.text.timex.span import Span

_NEWS = r"""\b(?:news|articles?|stor(?:y|ies)|headlines|coverage|posts?|reports?|новост|стать|статей|публикац|заметк|
репортаж|хабар|мақола)"""

_IN = r",?(?: (?:in|on|from|since|during|between|before|after|until|за|в|во|от|с|со|до|после|на|дар|аз|то))? "

_OF = rf"(?:{_IN}|,? (?:of|for|dated|over) )"

_NEWS_BEFORE = rf"""\b(?:news|articles?|stories|headlines|coverage|новост\w{{0,3}}|стат(?:ья|ьи|ей|ьях|ью|ье)|
публикаци\w{{1,2}}|заметк\w{{1,2}}|репортаж\w{{0,2}}|сообщения\w?|(?:хабар|мақола|навгони)(?:ҳо)?и?){_OF}{PART}$"""

_NEWS_BEHIND = r"^ (?:news|articles?|stories|headlines|coverage)\b"

_PUBLISHED_BEFORE = (
    rf"\b(?:published|posted|written|dated|опубликован\w{{0,3}}|вышедш\w{{2,3}}|вышл[аио]){_IN}{PART}$"
)

_PUBLISHED_BEHIND = r"^ (?:нашр (?:шуд|кард)|опубликова)"

_TELLS_BEFORE = rf"""(?:(?P<noun>(?:\b(?:the|an?)|['’]s?) )?\breport(?:ed|s)?|\b(?:wr[io]te|written about|covered|
сообща(?:ли|ло|л|ла|ют)|сообщ(?:или|ил|ила|ило)|(?:на)?писал[аи]?)){_IN}{PART}$"""

_TELLS_BEHIND = r"""^,? (?:(?:what|which|who) )?(?:was|were|did|has|have)(?: \w{1,20}){0,3} report(?:ed)?\b|
^,?(?: \w{1,20}){0,2} (?:сообщал|писал|(?:хабар|гузориш) (?:дод|медод))"""


def reports(text: str, at: int, span: Span) -> bool:
    """Whether the words about an expression speak of reports."""
    before, behind = text[:at][-60:], text[span.to :][:60]
    if compiled(_NEWS_BEFORE).search(before) or compiled(_NEWS_BEHIND).search(behind):
        return True
    if compiled(_PUBLISHED_BEFORE).search(before) or compiled(_PUBLISHED_BEHIND).search(behind):
        return compiled(_NEWS).search(text[:at]) is not None
    # "The report in 1973" and "report on 2015" are papers of a year.
    tells = compiled(_TELLS_BEFORE).search(before)
    if tells:
        return not span.bare or not (tells["noun"] or tells[0].rstrip().lower().endswith(" on"))
    return compiled(_TELLS_BEHIND).search(behind) is not None
