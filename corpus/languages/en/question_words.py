"""Words by which an English question shows what it asks for."""

from __future__ import annotations

from corpus.languages.question_words import QuestionWords
from corpus.languages.words import either

_MEASURES = either("""
    number percent(?:age)? share proportion amount population price cost rate size height length capacity age value area
    depth width distance temperature score budget turnover
""")
_PLACES = either("""
    country countries city cities places? towns? region state province village district continent location
""")
_CHANGES = either("fall drop rise grow increase decrease climb amount shrink reach")

QUESTION_WORDS = QuestionWords(
    reason="why|what caused|for what reasons?",
    time=(
        "when|(?:what|which) (?:exact )?(?:year|date|day|month|century|decade|time)s?|how long ago|since when"
    ),
    number=(
        "how (?:many|much|long|old|far|tall|high|big|large|fast|often|deep|wide|heavy)"
        f"|(?:what|which) (?:is|was|were|are )?(?:the )?(?:total |average |exact |estimated )?(?:{_MEASURES})"
        rf"|what .{{1,60}}\b(?:{_CHANGES}) to"
    ),
    place=f"where|whereabouts|(?:what|which) (?:other )?(?:{_PLACES})s?",
    person=either("who whom whose who's"),
    timeline=(
        r"timeline|chronolog\w+|how (?:did|has|have) .{3,80} (?:develop|evolve|change|unfold)\w*|history of events"
    ),
    comparison=(
        r"compare[ds]?|comparison|versus|vs\.?|differences? between|differ|list (?:all|the|every|some)|name all"
        r"|which (?:articles|outlets|newspapers|sources)"
        r"|what do (?:the )?(?:articles|outlets|papers|sources|media) say"
        r"|both\b.{2,80}\band\b.{2,80}\b(?:report|article|say|said)\w*"
    ),
)
