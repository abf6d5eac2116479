"""Whether two words are one name: in two case forms, with and without an ending, or in two scripts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from retrieval.text.analysis import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

CYRILLIC = re.compile("[Ѐ-ӿ]")

# A name in another case of Russian or Tajik differs in its ending only; -ов and -ин make another name.
_NOUN_ENDINGS = frozenset(
    " а у ом ем ём е ы и ой ою ей ею ю я й ь ам ям ами ями ах ях ью ии ию ия ие ий ием ья ье ьи ью ьем".split(
        " "
    )
)
_ADJECTIVE_ENDINGS = frozenset(
    "ый ий ой ого его ому ему ым им ом ем ая яя ую юю ое ее ые ие ых их ыми ими ей".split()
)
_TAJIK_ENDINGS = frozenset(" и ро иро ҳо ҳои ҳоро е у ю ю ам аш ашон он они онро ӣ ву ва".split(" "))
SURNAME = re.compile(r"(?:ов|ев|ёв|ин|ын)$")
_SURNAME_MASCULINE = frozenset(["", "а", "у", "ым", "е"])
_SURNAME_FEMININE = frozenset(["а", "ой", "у", "ою"])
_SURNAME_PLURAL = frozenset(["ы", "ых", "ым", "ыми"])


@lru_cache(maxsize=200_000)
def same_name(one: str, other: str) -> bool:
    """Whether two words are one name, in two case forms, with and without an ending, or in two scripts."""
    a, b = (fold(w).removesuffix("'s").removesuffix("'") for w in (one, other))
    if a == b or a.replace("'", "") == b.replace("'", ""):
        return True
    if (foreign := exonym(a)) is not None:
        return foreign == exonym(b)
    cyrillic = [bool(CYRILLIC.search(w)) for w in (a, b)]
    if not any(cyrillic):
        return _same_latin(a, b)
    if all(cyrillic):
        return _same_case(a, b) or (_tajik(a) != _tajik(b) and _same_in_tajik(a, b))
    return _same_sound(*((a, b) if cyrillic[0] else (b, a)))


_TAJIK_LETTERS = str.maketrans("ғӣқӯҳҷ", "гикухч")


def _tajik(word: str) -> bool:
    return bool(re.search("[ғӣқӯҳҷ]", word))


def _plain_cyrillic(word: str) -> str:
    return word.translate(_TAJIK_LETTERS).replace("дж", "ч")


def _same_in_tajik(a: str, b: str) -> bool:
    plain = _plain_cyrillic(a), _plain_cyrillic(b)
    return _same_case(*plain) or any(_same_sound(stem, plain[1]) for stem in _stems(plain[0]))


def _same_latin(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if len(short) < 4 or not long.startswith(short):
        return False
    # Iran and Iranian, Kazakh and Kazakhstan, two Saidovs
    return long[len(short) :] in ("s", "n", "an", "ian", "i", "ish", "ese", "es", "istan", "stan", "is")


def _same_case(a: str, b: str) -> bool:
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    if at < 2 or at < min(len(a), len(b)) - 4:
        return False
    for cut in range(at, max(1, at - 3), -1):
        stem, ends = a[:cut], (a[cut:], b[cut:])
        if len(stem) < 2:
            break
        if SURNAME.search(stem):
            one_form = (_SURNAME_MASCULINE, _SURNAME_FEMININE, _SURNAME_PLURAL)
            if any(ends[0] in forms and ends[1] in forms for forms in one_form):
                return True
            if set(ends) & {"", "а", "у", "ым", "ой"}:
                return False  # a man's surname and a woman's
        endings = (_NOUN_ENDINGS, _ADJECTIVE_ENDINGS, _TAJIK_ENDINGS)
        if len(stem) >= 3 and any(ends[0] in known and ends[1] in known for known in endings):
            return True
    stems = _adjective_stem(a), _adjective_stem(b)
    if stems[0] and stems[1]:
        return stems[0] == stems[1]
    # Раштский and Рашт, but no surname in -ский
    adjective, noun = (stems[0], b) if stems[0] else (stems[1], a)
    return adjective is not None and noun.startswith(adjective) and noun[len(adjective) :] in _NOUN_ENDINGS


@lru_cache(maxsize=50_000)
def _adjective_stem(word: str) -> str | None:
    """The place in an adjective: Раштский, Зарафшонской."""
    found = re.fullmatch(r"(\w{3,}?)(?:ий|ь)?ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)", word)
    return found[1] if found else None


_SOUNDS = (
    ("dzh", "s"), ("дж", "s"), ("shch", "s"), ("tch", "s"), ("sch", "s"), ("tsch", "s"), ("kh", "k"), ("gh", "k"),
    ("sh", "s"), ("ch", "s"), ("zh", "s"), ("ts", "s"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("eau", ""),
    ("x", "ks"), ("dj", "s"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("qu", "k"),
)  # fmt: skip
_LATIN_SOUND = str.maketrans(
    {"g": "k", "q": "k", "c": "k", "h": "k", "d": "t", "b": "p", "v": "f", "w": "f", "z": "s", "j": "s"}
)
_CYRILLIC_SOUND = str.maketrans(
    {
        "б": "p", "в": "f", "г": "k", "ғ": "k", "д": "t", "ж": "s", "з": "s", "к": "k", "қ": "k", "л": "l", "м": "m",
        "н": "n", "п": "p", "р": "r", "с": "s", "т": "t", "ф": "f", "х": "k", "ҳ": "k", "ц": "s", "ч": "s", "ҷ": "s",
        "ш": "s", "щ": "s", "а": "a", "е": "e", "и": "i", "ӣ": "i", "о": "o", "у": "u", "ӯ": "u", "ы": "i", "э": "e",
        "ю": "u", "я": "a", "й": "i", "ь": "", "ъ": "",
    }
)  # fmt: skip


def _latin_sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", word.translate(_LATIN_SOUND).replace("'", "").replace("y", "i"))


def _cyrillic_sound(word: str) -> str:
    return re.sub(
        r"(.)\1+",
        r"\1",
        word.replace("'", "").replace("дж", "ж").replace("кс", "ks").translate(_CYRILLIC_SOUND),
    )


def _consonants(sound: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiou]", "", sound))


def _same_sound(cyrillic: str, other_script: str) -> bool:
    """Whether a Russian or Tajik word, in any case, sounds like one in Latin letters or in the other of the two."""
    sound = (_cyrillic_sound if CYRILLIC.search(other_script) else _latin_sound)(other_script)
    frame = _consonants(sound)
    for stem in _stems(cyrillic):
        other = _cyrillic_sound(stem)
        if _consonants(other) != frame or not frame:
            continue
        if sound[0] in "aeiou" and other[0] not in "aeiou":
            continue
        enough = 0.55 if len(frame) > 2 else 0.7
        if SequenceMatcher(None, other, sound, autojunk=False).ratio() >= enough:
            return True
    return False


def _stems(cyrillic: str) -> Iterable[str]:
    yield cyrillic
    if adjective := _adjective_stem(cyrillic):
        yield adjective
    for ending in _NOUN_ENDINGS | _ADJECTIVE_ENDINGS | _TAJIK_ENDINGS:
        if ending and cyrillic.endswith(ending) and len(cyrillic) - len(ending) >= 2:
            yield cyrillic.removesuffix(ending)


# Places that are called by another word in the other language.
_EXONYMS = """china|chinese=кита|чин|хитой usa|america|american|states=сша|соединенн|америк|штат|имa|има
germany|german=герман|немец|немк|олмон france|french|frenchman=франц|фаронс poland|polish=польш
hungary|hungarian=венгр georgia|georgian=грузи|гурҷ armenia|armenian=армен|армян|арман beijing=пекин
egypt|egyptian=егип|миср india|indian=инди|индус|ҳинд austria|austrian=австри jordan=иордан
greece|greek=грец|греч|юнон israel=израил switzerland|swiss=швейц|швейтс sweden|swedish=швец|швед
spain|spanish=испан turkey|turkish|turkiye=турц|турк|туркия japan|japanese=япон|ҷопон ashgabat=ашхабад|ашқобод
britain|british|uk|england|english|kingdom=британ|англи|великобритан|королевств russia|russian=росси|русск|русия
geneva=женев rome=рим paris=париж|порис vienna=вен warsaw=варшав cyprus=кипр ukraine|ukrainian=украин
afghanistan|afghan=афган|афғон asian|asia=ази|осиё|аз european|europe=европ|аврупо
norway|norwegian=норвег|норвеж denmark|danish=дани|датск moldova=молдав|молдов belarus=белорус|беларус
bank=банк|бонк party=парти|ҳизб council=совет|шӯро ministry=министерств|вазорат institute=институт|донишкада
university=университет|донишгоҳ development=развити|рушд renaissance=возрожд|наҳзат italy|italian=итал
iran|iranian=иран|эрон iraq|iraqi=ирак pakistan|pakistani=пакистан|покистон canada|canadian=канад
korea|korean=коре netherlands|dutch=голланд|нидерланд finland|finnish=финлянд|финск czech=чех|чешск
islamic=ислам|исломӣ world=ҷаҳон|мир|всемирн un=оон who=воз eu=ес nato=нато"""


@cache
def _exonyms() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    table = []
    for entry in _EXONYMS.split():
        latin, cyrillic = entry.split("=")
        table.append((frozenset(latin.split("|")), tuple(cyrillic.split("|"))))
    return tuple(table)


@lru_cache(maxsize=50_000)
def exonym(folded: str) -> int | None:
    """The number of the place or institution that a folded word stands for, where languages have words of their own."""
    for number, (latin, stems) in enumerate(_exonyms()):
        if folded in latin:
            return number
        for stem in stems:
            rest = folded.removeprefix(stem)
            if rest != folded and (len(stem) > 3 or len(rest) <= 2) and len(rest) <= 7:
                return number
    return None
