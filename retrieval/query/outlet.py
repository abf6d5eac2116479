"""Which of the outlets in the store a question names."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a question
_NEAR = 48  # characters before and behind a name in which a cue is looked for
_SAFE_SOUND = 4  # letters from which a name is told by its sound across scripts
_SHORT = 4  # letters up to which a name of one word may well be a word

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TOKEN = re.compile(r"[^\W_]+")
_SECTION = re.compile(r"\s+[-–—|]\s+|:\s+")
_DOMAIN = re.compile(r"\.(?:com|org|net|news|info|co|uk|us|ru|tj|kz|uz|kg|ir|af|tm|eu|de|fr|tv|io)\b", re.I)

_GAP = re.compile(r"[^\w,;?!]{1,3}|_")  # between two words of one name
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]$")
_CASE = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ом|а|у|е)$")

_OPENERS = """
    a an and are as both but by can could did do does for from had has have how if in is of on or should that the was
    were what when where which while who whom whose why will would
    а в во и из как кто ли на о об от по почему правда что чем где когда ва дар аз ба оё чӣ кӣ чаро
""".split()

# Mastheads that are words of their own; names of four letters or fewer, and "The" with one word, are taken for such.
_ORDINARY = """
    access atlantic bloomberg bulletin business chronicle citizen conversation courier daily dispatch economist
    engine entertainment examiner express finance forbes fortune gazette guardian health herald independent
    information insider inquirer intercept journal kommersant local magazine mirror monitor nation national nature
    newsday newsweek observer people planet politics polygon press punch quartz record register reporter review
    science scotsman sentinel slate society spectator sports standard sunday technology telegraph times travel
    tribune variety verge voice wired world
    ведомости вести взгляд время газета город дождь дело жизнь звезда известия искра коммерсант культура медуза
    новости огонек округ правда республика россия свобода сегодня события солидарность спорт спутник труд факты
    холод эксперт
    азия паём овоз озоди озодагон садо самак ҳақиқат ҷумҳурият фараж ховар
""".split()

_NOUN = r"""(?:articles?|reports?|reporting|stor(?:y|ies)|posts?|pieces?|coverage|news|guide|interview|review|column|
profile)"""
_VERB = r"""(?:reported|reports|says|said|say|wrote|writes?|publish(?:ed|es)?|describe[sd]?|suggest(?:s|ed)?|
claim(?:s|ed)?|cover(?:s|ed)?|note[sd]|mention(?:s|ed)?|highlight(?:s|ed)?|discuss(?:es|ed)?|state[sd]|argue[sd]?|indicate[sd]?|
details?|tells?|told|quote[sd]|announced)"""
_MADE = r"""(?:reported|covered|published|highlighted|discussed|described|mentioned|said|noted|written|cited|quoted|
accused|featured|profiled|reviewed|identified|portrayed|detailed|stated|according|carried|told|listed|as\ \w+)"""
_RU_BEFORE = r"""(?:сообща\w+|сообщ(?:ил[аои]?|ению|ениям)|пиш[уе]т|(?:на)?писал[аио]?|переда(?:ёт|ет|л[аои]?)|
рассказал[аои]?|по\ (?:данным|информации)|со\ ссылкой\ на|ссылаясь\ на|газет\w+|издани\w+|журнал\w*|\w{0,12}агентств\w+|
портал\w*|сайт\w*|интервью|(?:стать[яюеи]|материал\w*|публикаци\w+|новост\w+)(?:\ (?:в|из|на|от))?)"""
_TG_BEFORE = r"""(?:(?:гузориш|хабар|иттилоъ|маълумот|мақола|навишта)(?:ҳо)?и|нақл\ аз|
(?:рӯзнома|нашрия|оҷонсӣ|оҷонси|сомона|маҷалла|агентӣ|агенти)и?)"""
_CUE_BEFORE = rf"""\b(?:according\ to|per|{_MADE}\ (?:by|in|on|to)|{_NOUN}["'”’]?\ (?:from|in|by|on|of|at)|
newspaper|magazine|agency|website|outlet|sources?\ (?:including|such\ as)|{_RU_BEFORE}|{_TG_BEFORE})
(?:\ (?:both|the|an?|that|газеты?|агентства?|издания?|портала?|рӯзномаи|оҷонсии|сомонаи|АМИТ|НИАТ)){{0,2}}
\ ?["'«“‘(]?$"""
_CUE_BEHIND = rf"""^["'»”’)]?(?:['’]s?)?(?:\ [\w'’-]+){{0,2}}?\ (?:{_NOUN}|{_VERB}|magazine|newspaper|сообща\w+|
сообщил\w*|пиш[уе]т|(?:на)?писал\w*|переда(?:ёт|ет|л\w*)|рассказал\w*|менавис\w+|навишт\w*|
(?:хабар|гузориш)\ (?:дод|меди)\w*|мегӯяд|гуфт\w*)\b"""
# The words and marks between two names of one list.
_JOINED = re.compile(
    r"""^["'»”’)]?(?:['’]s)?,?\s(?:(?:and|or|и|ва|или|ё|also|both|the)\s){0,2}["'«“‘(]?$|^["'»”’)]?\s?[,/&]\s?$"""
)


def _verbose(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("\n", "").replace("\\ ", r"\s{1,3}"), re.IGNORECASE)


_BEFORE, _BEHIND = _verbose(_CUE_BEFORE), _verbose(_CUE_BEHIND)


def named_outlets(question: str, outlets: Sequence[str]) -> list[str]:
    """Find the outlets that a question names, in the order it names them.

    Case, punctuation, a leading "The", a domain's ending and, across scripts, the alphabet make no difference.  A
    name that is also an ordinary word counts only with its capitals and with words about it such as "according to"
    or "article".  The name before a section ("BBC News - Health") stands for all its sections.

    Args:
        question: A question in any language; its first 2,000 characters are looked at.
        outlets: Names as the store has them.
    """
    names = _names(tuple(outlets))
    text = question[:_MAX_CHARS]
    mentions = _cued(text, list(_mentions(text, names)))
    found = [outlet for mention in mentions if mention.counts for outlet in mention.name.outlets]
    return list(dict.fromkeys(found))


class _Ambiguity(IntEnum):
    """How easily a name is taken for something else, most easily first: what it needs to count."""

    ORDINARY = 0  # its capitals and a cue: "Time", "The Age"
    PLAIN = 1  # a cue, as it may be a place or a person: "Engadget"
    PHRASE = 2  # its capitals or a cue: "Business World"
    OWN = 3  # nothing: "TechCrunch"


class _OutletName(NamedTuple):
    """One way to write the names of some outlets."""

    outlets: tuple[str, ...]
    surfaces: frozenset[str]  # the words as written, without "The", put together
    ambiguity: _Ambiguity


class _OutletNames(NamedTuple):
    """All names, by their letters alone and, for each script, by their sound."""

    by_letters: dict[str, _OutletName]
    by_sound: dict[str, dict[str, _OutletName]]
    words: int  # in the longest


class _OutletMention(NamedTuple):
    name: _OutletName
    at: int
    to: int
    capitals: bool
    cued: bool = False

    @property
    def counts(self) -> bool:
        if self.name.ambiguity == _Ambiguity.ORDINARY:
            return self.capitals and self.cued
        return (
            self.cued
            or self.name.ambiguity == _Ambiguity.OWN
            or (self.capitals and self.name.ambiguity == _Ambiguity.PHRASE)
        )


@lru_cache(maxsize=8)
def _names(outlets: tuple[str, ...]) -> _OutletNames:
    names = _OutletNames({}, {"cyrillic": {}, "latin": {}}, 0)
    longest = 0
    for outlet in outlets:
        for written, ambiguity in _ways(outlet):
            tokens = _TOKEN.findall(written)
            longest = max(longest, len(tokens))
            name = _OutletName((outlet,), frozenset([_surface(tokens)]), ambiguity)
            _add(names.by_letters, "".join(map(_letters, tokens)), name)
            sound = "".join(map(_sound, tokens))
            if len(sound) >= _SAFE_SOUND:
                _add(names.by_sound["cyrillic" if _CYRILLIC.search(written) else "latin"], sound, name)
    return names._replace(words=longest + 1)  # "Tech Crunch" has a word more than "TechCrunch"


def _add(names: dict[str, _OutletName], key: str, name: _OutletName) -> None:
    if known := names.get(key):
        outlets = tuple(dict.fromkeys(known.outlets + name.outlets))
        name = _OutletName(outlets, known.surfaces | name.surfaces, min(known.ambiguity, name.ambiguity))
    if key:
        names[key] = name


def _ways(outlet: str) -> Iterator[tuple[str, _Ambiguity]]:
    """The ways to write a name: whole, without its section, with and without "The", without its domain."""
    section = _SECTION.split(outlet, maxsplit=1)[0]
    for name in dict.fromkeys([outlet, section]):
        ambiguity = _ambiguity(name)
        bare = re.sub(r"^\s*the\s+(?=\w)", "", name, flags=re.IGNORECASE)
        for written in dict.fromkeys([name, bare, f"The {bare}"]):
            yield written, ambiguity
        brand = _DOMAIN.sub("", bare)
        if brand != bare and len(brand) > _SHORT:
            yield brand, _ambiguity(brand)


def _ambiguity(name: str) -> _Ambiguity:
    words = _TOKEN.findall(name)
    if len(words) == 1 and (len(words[0]) <= _SHORT or words[0].casefold() in _ORDINARY):
        return _Ambiguity.ORDINARY
    if len(words) == 1:
        inner = any(c.isupper() for c in words[0][1:]) and not words[0].isupper()
        return _Ambiguity.OWN if inner else _Ambiguity.PLAIN
    return _Ambiguity.ORDINARY if len(words) == 2 and words[0].casefold() == "the" else _Ambiguity.PHRASE


def _surface(words: Sequence[str]) -> str:
    return "".join(words[1:] if len(words) > 1 and words[0].casefold() == "the" else words)


@lru_cache(maxsize=4_096)
def _letters(token: str) -> str:
    plain = unicodedata.normalize("NFKD", token.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("ъ", "")


_SPELLED = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхъыьэғӣқӯҳҷ", "abvgdeeziiklmnoprstufh*i*egikuhj", strict=True))
    | {"ж": "j", "ц": "ts", "ч": "4", "ш": "6", "щ": "6", "ю": "iu", "я": "ia"}
)
_SOUNDS = [
    (re.compile(rule.split(">")[0]), rule.split(">")[1])
    for rule in r"""
    \*> ^x>s x>ks dj|dzh|zh>j sch|sh>6 ch>4 ph>f kh>h th>t ck|q>k c(?=[aou]|[^aeiouhiy]|$)>k oo>u ee>i w>v z>s y>i
    gu(?=[aei])>g (?<=[^aeiou])iu>u (.)\1+>\1
    """.split()
]


@lru_cache(maxsize=4_096)
def _sound(token: str) -> str:
    """The letters of a word in Latin script, with those made one that transliterations mix up."""
    plain = unicodedata.normalize("NFC", token.casefold()).translate(_SPELLED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


def _mentions(text: str, names: _OutletNames) -> Iterator[_OutletMention]:
    """The longest names in a text, from its beginning, none over another."""
    tokens = list(_TOKEN.finditer(text))
    words = [token[0] for token in tokens]
    index = 0
    while index < len(tokens):
        name, count = None, 0
        for tried, key in enumerate(_keys(text, tokens[index : index + names.words]), start=1):
            if known := _known(key, words[index : index + tried], names):
                name, count = known, tried
        if name:
            if name.ambiguity == _Ambiguity.OWN and count > 1:  # "to talk sport"
                name = name._replace(ambiguity=_Ambiguity.PHRASE)
            capitals = _capitals(words[index : index + count], name)
            yield _OutletMention(name, tokens[index].start(), tokens[index + count - 1].end(), capitals)
        index += count or 1


def _keys(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[str]:
    """The letters of the first word, of the first two, and so on, up to the end of a clause."""
    key, last = "", None
    for token in tokens:
        if last is not None and not _GAP.fullmatch(text, last, token.start()):
            return
        key, last = key + _letters(token[0]), token.end()
        yield key


def _known(key: str, words: Sequence[str], names: _OutletNames) -> _OutletName | None:
    """The name that some words are, as they stand or without a Russian case ending: "Коммерсанту"."""
    if name := names.by_letters.get(key):
        return name
    others = names.by_sound["latin" if _CYRILLIC.search(words[-1]) else "cyrillic"]
    if others and (name := _sounding(words, others)):
        return name
    stem = _CASE.sub("", words[-1]) if _CYRILLIC.search(words[-1]) else ""
    if len(stem) < _SHORT or stem == words[-1]:
        return None
    shorter = [*words[:-1], stem]
    return names.by_letters.get("".join(map(_letters, shorter))) or _sounding(shorter, others)


def _sounding(words: Sequence[str], names: dict[str, _OutletName]) -> _OutletName | None:
    """The name in the other script that some words sound like; one word alone may well be chance."""
    name = names.get("".join(map(_sound, words))) if words[0][0].isupper() else None
    return name and name._replace(ambiguity=_Ambiguity.ORDINARY if len(words) == 1 else _Ambiguity.PHRASE)


def _capitals(words: Sequence[str], name: _OutletName) -> bool:
    """Whether words are written as the name is; where it was told by sound, with a capital."""
    surface = _surface(words)
    by_sound = _letters(surface) not in map(_letters, name.surfaces)
    return surface in name.surfaces or (by_sound and words[0][0].isupper())


def _cued(text: str, mentions: list[_OutletMention]) -> list[_OutletMention]:
    """The mentions, each with whether words of attribution stand at it or at a neighbour in the same list."""
    cued = [_is_cued(text, mention) for mention in mentions]
    order = range(1, len(mentions))
    for right in (*order, *reversed(order)):
        joined = _JOINED.search(text[mentions[right - 1].to : mentions[right].at][:_NEAR])
        if joined and not _within_a_name(text, mentions[right]):
            pair = (right - 1, right)
            cued[right - 1] = cued[right] = any(
                cued[i] or mentions[i].name.ambiguity == _Ambiguity.OWN for i in pair
            )
    return [mention._replace(cued=is_cued) for mention, is_cued in zip(mentions, cued, strict=True)]


def _is_cued(text: str, mention: _OutletMention) -> bool:
    if _within_a_name(text, mention):
        return False
    before, behind = text[max(0, mention.at - _NEAR) : mention.at], text[mention.to : mention.to + _NEAR]
    return bool(_BEFORE.search(before) or _BEHIND.search(behind))


def _within_a_name(text: str, mention: _OutletMention) -> bool:
    """Whether capitals or a number about it show a longer name: "Ice Age", "Fortune 500"."""
    if mention.name.ambiguity != _Ambiguity.ORDINARY:
        return False
    before = _WORD_BEFORE.search(text[max(0, mention.at - _NEAR) : mention.at])
    longer = before is not None and before[1][0].isupper() and before[1].casefold() not in _OPENERS
    return longer or re.match(r"\s\d", text[mention.to :][:2]) is not None
