"""Words that stand for something that was said before: "he", "there", "та компания", "онҳо"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from retrieval.conversation.content import content
from retrieval.conversation.mentions import NameKind, mentions
from retrieval.text.analysis import terms


class AnaphorKind(Enum):
    """What kind of thing such a word stands for."""

    MAN = "he"
    WOMAN = "she"
    ONE = "ӯ"
    """A person, whether man or woman; in Russian a thing as well."""
    MANY = "they"
    THING = "it"
    PLACE = "there"
    TIME = "then"
    OTHER = "other"
    """One of those that were spoken of, or something beside them."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that stands for something said before.

    Attributes:
        text: The word or words.
        kind: What it stands for.
        at: Offset of the first character.
        to: Offset behind it.
    """

    text: str
    kind: AnaphorKind
    at: int
    to: int


# "This week" and "в этом году" speak of now, not of what was said.
_NOW = r"""(?!\ (?:year|month|week|morning|evening|afternoon|spring|summer|autumn|fall|winter|century|time|год|месяц|
    недел|утр|вечер|весн|лет|осен|зим|век|раз|ҳафта|сол|моҳ|рӯз|субҳ))"""
_RU_AFTER = r"(?:у|о|об|от|для|из|с|к|за|на|про|в|при|после|до|перед|через|по|под|над)\ "

# "Он" is "he" in Russian and "that" in Tajik.
_NOT_THAT = r"(?<!дар\ )(?<!аз\ )(?<!ба\ )(?<!бо\ )(?<!\wи\ )"
_NOT_WHAT = r"(?!\ (?:чист|кист|чӣ|кай|чанд|кадом|дар|аз|ба)\b)"

# The kinds that come first take their words first.
_PATTERNS = {
    AnaphorKind.TIME: r"""
        (?:since|by|before|until|from|back)\ then | then(?=\W*$)
        | (?:at\ )?that\ (?:time|year|day|month|moment|week)
        | the\ (?:same|next|following|previous)\ (?:year|day|month|week)
        | тогда | в\ то(?:\ же)?\ время
        | (?:в|на|с)\ (?:тот|том|того|следующ\w+)(?:\ же)?\ (?:год\w?|день|месяц\w?|момент)
        | (?:после|до)\ этого(?=\W|$) | с\ тех\ пор
        | (?:дар\ )?(?:он|ҳамон)\ (?:вақт|сол|рӯз|моҳ)\w? | пас\ аз\ (?:он|ин) | аз\ он\ вақт""",
    AnaphorKind.PLACE: r"""
        (?<!\bis\ )(?<!\bare\ )(?<!\bwas\ )(?<!\bwere\ )(?<!\bbe\ )(?<!\bhas\ )(?<!\bhave\ )
            there(?!\ (?:is|are|was|were|will|has|have|be|any|a|an|some|no)\b|['’])
        | (?<!\bis\ )(?<!\bare\ )(?<!\bwas\ )(?<!\bwere\ )there(?=\W*$) | here(?=\W*$)
        | там | туда | оттуда
        | (?:дар\ |ба\ |аз\ )?(?:он|ин)\ ?ҷо(?:ҳо)?""",
    AnaphorKind.MANY: rf"""
        they | them | theirs? | themselves | these(?=\ ){_NOW} | those(?!\ who) | both
        | они | им | ими | {_RU_AFTER}ни(?:х|ми|м) | их | эт(?:и|их|им|ими){_NOW} | об[ае] | обоих
        | онҳо(?:ро|ян)? | инҳо(?:ро)? | ҳарду(?:и\ онҳо)? | эшон(?:ро)?""",
    AnaphorKind.MAN: "he | him | his | himself",
    AnaphorKind.WOMAN: rf"she | hers? | herself | она | {_RU_AFTER}(?:неё|нее|ней|нею) | её | ее | ей",
    AnaphorKind.ONE: rf"""
        {_NOT_THAT}он{_NOT_WHAT} | {_RU_AFTER}(?:него|нему|н[её]м|ним) | его | ему
        | ӯ(?:ро|ст)? | вай(?:ро)? | он(?:аш|ро)""",
    AnaphorKind.THING: rf"""
        it | its | itself | this{_NOW} | that(?=\W*$) | (?<=^)that(?=\ (?:is|was)\b)
        | (?<=\bof\ )that | (?<=\babout\ )that | (?<=\bafter\ )that | (?<=\bbefore\ )that | (?<=\bfor\ )that
        | (?<=\bin\ )that | (?<=\bon\ )that | (?<=\bto\ )that
        | (?<=\bdid\ )that | (?<=\bdoes\ )that | (?<=\bwas\ )that
        | оно | это(?!\ правда) | это(?:го|му) | этим | этом{_NOW} | эт(?:от|а|у|ой){_NOW} | так(?:ой|ая|ие)(?=\ \w)
        | ин(?:ро)?{_NOW} | он""",
    AnaphorKind.OTHER: r"""
        (?:the|which|that|this)\ (?:other\ |first\ |second\ |last\ )?ones? | the\ (?:others?|former|latter|rest|same)
        | (?:others?|another)(?=\W*$) | another\ one
        | (?<!\bthan\ )(?:more|anything|anyone|who|what|where|nothing)\ else | (?<!\w\ )else(?=\W*$) | such
        | the\ (?:first|second|third|last)(?=\W*$) | (?:перв|втор|трет)\w{2,3}(?=\W*$) | (?:дуюм|сеюм)\w{0,2}(?=\W*$)
        | остальны[ехм]\w? | други[ехм] | друго[йг]о?(?=\W*$) | то\ же(?:\ самое)? | так(?:ой|ая|ое|ие)\ же
        | дигар(?:он|ҳо)?(?=\W*$) | боқимонда""",
}
_COMPILED = {
    kind: re.compile(rf"(?<![\w’'-])(?:{pattern})(?!\w)", re.IGNORECASE | re.VERBOSE)
    for kind, pattern in _PATTERNS.items()
}
# It is true that, how long does it take to: there it stands for nothing.
_EMPTY = r"(?:true|possible|likely|necessary|legal|illegal|safe|time|that)"
_EMPTY_IT = re.compile(
    rf"""\bit(?:['’]s)?\ (?:is\ |was\ |be\ |really\ )*(?:{_EMPTY}|take[sn]?|took|rain\w*|snow\w*|seems?|mean\ that)\b
    | \b(?:is|was)\ it\ (?:really\ )?(?:{_EMPTY}|\d|\w+ed\ that|known\ that) | \bwhat\ (?:time|day|year)\ is\ it\b
    | \b(?:does|did|will|would)\ it\ take\ (?:to|for)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DEMONSTRATIVE = re.compile(r"(?:th(?:is|at|ese|ose)|эт\w+|ин|both|об[ае]|обоих|ҳарду)\b", re.IGNORECASE)
_PERSONAL = {AnaphorKind.MAN, AnaphorKind.WOMAN, AnaphorKind.ONE, AnaphorKind.MANY, AnaphorKind.THING}
# What a pronoun may stand for in the same question: names of some kinds, and nouns.
_NAMED_BY = {
    AnaphorKind.MAN: {NameKind.PERSON, NameKind.OTHER},
    AnaphorKind.WOMAN: {NameKind.PERSON, NameKind.OTHER},
    AnaphorKind.ONE: {NameKind.PERSON, NameKind.OTHER},
    AnaphorKind.MANY: {NameKind.PLACE, NameKind.OTHER},
    AnaphorKind.THING: {NameKind.OTHER},
}
_WITHIN = {
    AnaphorKind.MANY: r"\b(?!was\b|is\b|does\b|has\b|this\b)[a-z]{3,}(?<!s)s\b|\b(?:people|children|men|women)\b",
    AnaphorKind.THING: r"\b(?:an?|my|your|our|each|every|which(?! (?:is|was|are|were|of|one)\b)|if i \w+) \w+",
}
_OWNERS = ("its", "their")
_CLAUSE_END = re.compile(r",\s|\s(?:and|but|or|и|но|или|ва|аммо|ё)\s", re.IGNORECASE)
_WITHIN_PERSON = r"\b(?:an?|each|every) \w+"


def anaphors(text: str) -> tuple[Anaphor, ...]:
    """The words of a question that stand for something it does not say itself, in its order."""
    empty = [match.span() for match in _EMPTY_IT.finditer(text)]
    found: list[Anaphor] = []
    for kind, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            at, to = match.span()
            taken = any(at < other.to and other.at < to for other in found)
            means_nothing = kind is AnaphorKind.THING and any(first <= at < last for first, last in empty)
            if not (taken or means_nothing or (kind in _PERSONAL and _within(text, at, to, kind))):
                found.append(Anaphor(match.group(), kind, at, to))
    return tuple(sorted(found, key=lambda one: one.at))


def _within(text: str, at: int, to: int, kind: AnaphorKind) -> bool:
    """Whether a pronoun may well stand for something before it in the same question."""
    before = text[:at]
    if _CLAUSE_END.search(before) and len(content(_CLAUSE_END.split(before)[0])) > 1:
        return True
    if _DEMONSTRATIVE.match(text[at:to]):
        noun = re.match(r" (\w{3,})", text[to:])
        return noun is not None and not set(terms(noun.group())).isdisjoint(terms(before))
    named = [name.kind for name in mentions(f"{before} x")]
    if kind is AnaphorKind.MANY and len(named) > 1:
        return True
    owner = text[at:to].casefold() in _OWNERS
    if any(one in _NAMED_BY[kind] or (owner and one is NameKind.PLACE) for one in named):
        return True
    if owner and re.search(r"\bthe \w+", before, re.IGNORECASE):
        return True
    return re.search(_WITHIN.get(kind, _WITHIN_PERSON), before, re.IGNORECASE) is not None
