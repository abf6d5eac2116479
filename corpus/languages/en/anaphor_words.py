"""English words that stand for something said before."""

from __future__ import annotations

from corpus.languages.anaphor_words import AnaphorWords
from corpus.languages.words import words

# "This week" speaks of now, not of what was said.
_NOT_NOW = "(?! (?:year|month|week|morning|evening|afternoon|spring|summer|autumn|fall|winter|century|time))"
# "Is there a tunnel?"
_NOT_BEHIND_BE = r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )"
_NOT_BEHIND_HAVE = r"(?<!\bhas )(?<!\bhave )"
_EMPTY = "(?:true|possible|likely|necessary|legal|illegal|safe|time|that)"

ANAPHOR_WORDS = AnaphorWords(
    time=(
        r"(?:since|by|before|until|from|back) then|then(?=\W*$)|(?:at )?that (?:time|year|day|month|moment|week)"
        r"|the (?:same|next|following|previous) (?:year|day|month|week)"
    ),
    place=(
        rf"{_NOT_BEHIND_BE}{_NOT_BEHIND_HAVE}there(?! (?:is|are|was|were|will|has|have|be|any|a|an|some|no)\b|['’])"
        rf"|{_NOT_BEHIND_BE}there(?=\W*$)|here(?=\W*$)"
    ),
    many=rf"they|them|theirs?|themselves|these(?= ){_NOT_NOW}|those(?! who)|both",
    man="he|him|his|himself",
    woman="she|hers?|herself",
    thing=(
        rf"it|its|itself|this{_NOT_NOW}|that(?=\W*$)|(?<=^)that(?= (?:is|was)\b)"
        r"|(?:(?<=\bof )|(?<=\babout )|(?<=\bafter )|(?<=\bbefore )|(?<=\bfor )|(?<=\bin )|(?<=\bon )|(?<=\bto )"
        r"|(?<=\bdid )|(?<=\bdoes )|(?<=\bwas ))that"
    ),
    other=(
        r"(?:the|which|that|this) (?:other |first |second |last )?ones?|the (?:others?|former|latter|rest|same)"
        r"|(?:others?|another)(?=\W*$)|another one|(?<!\bthan )(?:more|anything|anyone|who|what|where|nothing) else"
        r"|(?<!\w )else(?=\W*$)|such|the (?:first|second|third|last)(?=\W*$)"
    ),
    empty=(
        rf"\bit(?:['’]s)? (?:is |was |be |really )*(?:{_EMPTY}|take[sn]?|took|rain\w*|snow\w*|seems?|mean that)\b"
        rf"|\b(?:is|was) it (?:really )?(?:{_EMPTY}|\d|\w+ed that|known that)|\bwhat (?:time|day|year) is it\b"
        r"|\b(?:does|did|will|would) it take (?:to|for)\b"
    ),
    demonstratives="th(?:is|at|ese|ose)|both",
    plurals=r"\b(?!was\b|is\b|does\b|has\b|this\b)[a-z]{3,}(?<!s)s\b|\b(?:people|children|men|women)\b",
    singulars=r"\b(?:an?|my|your|our|each|every|which(?! (?:is|was|are|were|of|one)\b)|if i \w+) \w+",
    persons=r"\b(?:an?|each|every) \w+",
    links="and|but|or",
    replaced=words("he she it him"),
    possessives=words("his its their"),
    objects_or_possessives=words("her"),
    behind_objects="in|on|at|to|for|from|with|about|after|before|and|when|as|by",
    possessive_endings={"s": "’", "": "’s"},
    replaced_places={"there": "in"},
)
