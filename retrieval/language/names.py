"""The names in a sentence, and whether a text has them: by case endings, by sound across scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus import detect_language
from retrieval.index.keywords import STOP_WORDS, fold, terms
from retrieval.language.quantity import is_number_word

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC = re.compile("[Ѐ-ӿ]")

# First words of a sentence that are capital by their place alone.
_COMMON = frozenset(
    STOP_WORDS
    | frozenset(
        """
    about above according across after again against all along also although among another around because before
    behind below beside besides between both come despite down due during each earlier either enough even ever every
    everyone few finally first following former fewer further given he her here hers his however if indeed inside
    instead its itself just last late later least less like likewise long many meanwhile more moreover most much must
    near nearly neither never new next nine no nobody none nor nothing now off often once one only other others our
    out outside over overall own part people per perhaps previously rather recently same second see seven several
    shall since six some someone something soon still such ten third though three through throughout thus today
    together too towards two under unless until up upon us various very via was well whether while whole whose within
    without yes yesterday yet your officials official police authorities experts scientists researchers reports report
    residents workers government president minister prime parliament court judge prosecutors analysts trade exports
    imports inflation prices costs work construction build study research team city country countries region company
    companies firm bank state military army war peace talks agreement deal project plan law rules tax money water
    power energy health school students children women men man woman group members head director chief chairman
    leader leaders general deputy mayor governor king queen prince secretary spokesman spokeswoman spokesperson
    ambassador foreign local national international public former current approximately roughly around total
    article articles passage passages source sources answer question sentence based additionally furthermore
    согласно также однако поэтому кроме помимо данные сообщается отмечается стоимость цена цены объем число количество
    строительство компания министр президент директор власти эксперты жители глава правительство суд мост город страна
    статья бюджет проект первый первая второй третий около более менее общий общая новый новая всего только ранее позже
    затем сейчас сегодня вчера завтра после перед между против вместе вместо благодаря несмотря из-за ввиду хотя когда
    пока каждый каждая все всё один два три четыре пять шесть семь восемь девять десять его ее их наш свой никто ничто
    никакой никакая ни нет да очень еще уже даже лишь именно этот эта это эти тот та те там тут здесь
    река озеро ледник гора посёлок поселок село область район компания группа фильм фонд газета журнал университет
    агентство станция туннель тоннель завод школа больница партия фестиваль кинофестиваль жюри клуб банк команда
    инчунин аммо лекин зеро чунки баъд пеш пас аз дар ба бо барои тибқи ба гуфтаи ин он ҳамин ҳар ҳама мактаб раиси
    """.split()
    )
)
_COMMON_ENDING = re.compile(
    r"(?:tion|sion|ment|ness|ings?|ity|ed|ly|ers|ists|ants|ance|ence|ship|ism|ages|ures?|"
    r"ние|ния|ость|ство|ация|ция|ать|ить|еть|ться|вшие|щие|ующ\w{2,3}|льно|енно|"
    r"иши|ҳо|ҳои|ӣ)$"
)
# A Russian or Tajik word for someone who does something, before the name.
_PERSON_NOUN = re.compile(r"(?:щий|тель|ник|ист|тор|ер|ёр|ец|арь|ач|лог|граф|чӣ|гар|дор)$")
ROLES = re.compile(
    r"(?:general|president|minister|premier|mr|mrs|ms|dr|doctor|professor|judge|coach|captain|goalkeeper|striker|deputy|"
    r"mayor|governor|director|consul|ambassador|king|queen|prince|senator|colonel|major|commander|lawyer|actor|"
    r"chairman|engineer|glaciologist|"
    r"генерал\w{0,2}|президент\w{0,2}|министр\w{0,2}|премьер\w{0,2}|судь[яюией]|тренер\w{0,2}|директор\w{0,2}|мэр\w{0,2}|"
    r"губернатор\w{0,2}|посол|посл[ауе]|консул\w{0,2}|депутат\w{0,2}|актер\w{0,2}|фермер\w{0,2}|инженер\w{0,2}|глав[аеуыой]{1,2}|"
    r"вазири?|раиси?|директори|муҳандис|президенти)$"
)
_NO_NAMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|us|usd|eur|i"
)

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
_SURNAME = re.compile(r"(?:ов|ев|ёв|ин|ын)$")
_SURNAME_MASCULINE = frozenset(["", "а", "у", "ым", "е"])
_SURNAME_FEMININE = frozenset(["а", "ой", "у", "ою"])
_SURNAME_PLURAL = frozenset(["ы", "ых", "ым", "ыми"])


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name.

    Attributes:
        word: The word as it stands.
        start: Offset of its first character.
        end: Offset behind its last.
    """

    word: str
    start: int
    end: int


class NamedText:
    """A text in which names are looked up.

    Args:
        text: Passages with their headlines and outlets.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        self._folded = {fold(word) for word, _, _ in self.words}
        self.terms = set(terms(text))
        self.capitals = {word for word, _, _ in self.words if word[0].isupper() or word[0].isdigit()}
        lower = {fold(word) for word, _, _ in self.words if word[0].islower()}
        inside = {w for w, start, _ in self.words if w[0].isupper() and not _opens(text, start)}
        self.only_capital = {fold(word) for word in inside} - lower
        self.language = detect_language(text)
        self._found: dict[str, bool] = {}

    def has(self, word: str) -> bool:
        """Whether the text has this word of a name, in any case form or script."""
        if word not in self._found:
            folded = fold(word)
            self._found[word] = folded in self._folded or any(same_name(word, c) for c in self._near(word))
        return self._found[word]

    def _near(self, word: str) -> Iterable[str]:
        """Words that may be the name: in a language without capitals for adjectives, lower-case ones too."""
        foreign = _exonym(fold(word)) is not None
        cyrillic = bool(_CYRILLIC.search(word))
        return (
            w for w, _, _ in self.words
            if w[0].isupper() or (len(w) > 3 and (cyrillic or (foreign and _CYRILLIC.search(w))))
        )  # fmt: skip

    def places(self, word: str) -> list[int]:
        """At which of the words it stands."""
        return [i for i, (w, _, _) in enumerate(self.words) if fold(w) == fold(word) or same_name(word, w)]


@lru_cache(maxsize=200_000)
def same_name(one: str, other: str) -> bool:
    """Whether two words are one name, in two case forms, with and without an ending, or in two scripts."""
    a, b = (fold(w).removesuffix("'s").removesuffix("'") for w in (one, other))
    if a == b or a.replace("'", "") == b.replace("'", ""):
        return True
    if (foreign := _exonym(a)) is not None:
        return foreign == _exonym(b)
    cyrillic = [bool(_CYRILLIC.search(w)) for w in (a, b)]
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
        if _SURNAME.search(stem):
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
    sound = (_cyrillic_sound if _CYRILLIC.search(other_script) else _latin_sound)(other_script)
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
def _exonym(folded: str) -> int | None:
    for number, (latin, stems) in enumerate(_exonyms()):
        if folded in latin:
            return number
        for stem in stems:
            rest = folded.removeprefix(stem)
            if rest != folded and (len(stem) > 3 or len(rest) <= 2) and len(rest) <= 7:
                return number
    return None


def names(text: str, there: NamedText, *, same_language: bool) -> list[Name]:
    """The words of a sentence that can only be names.

    A word with a capital inside the sentence; its first word unless it is a common one or the text has it in
    lower case; and words in lower case where the sentence writes names so.

    Args:
        text: The sentence.
        there: What it is about.
        same_language: Whether the words of both can be compared as they stand.
    """
    words = list(_WORD.finditer(text))
    careless = same_language and _careless(text, words, there)
    found = []
    for position, match in enumerate(words):
        word = match.group()
        if word[0].isdigit() or _NO_NAMES.fullmatch(fold(word)):
            continue
        first = position == 0 or _opens(text, match.start())
        if word[0].isupper():
            if first and not _first_is_name(words, position, there, same_language=same_language):
                continue
        elif not (careless and fold(word) not in _COMMON and not _known(word, there)):
            continue
        found.append(Name(word, match.start(), match.end()))
    return found


def _opens(text: str, at: int) -> bool:
    """Whether a word begins a sentence or stands behind a colon or an opening quotation mark at its beginning."""
    return re.search(r"(?:^|[.!?…:]\s*)[\"'“«„(\[]*$", text[:at]) is not None


def _first_is_name(
    words: list[re.Match[str]], position: int, there: NamedText, *, same_language: bool
) -> bool:
    folded = fold(words[position].group())
    if folded in _COMMON or ROLES.match(folded) or is_number_word(folded):
        return False
    if there.has(words[position].group()):
        return True
    after = words[position + 1].group() if position + 1 < len(words) else ""
    if after[:1].isupper():
        return same_language or not _PERSON_NOUN.search(folded)
    return same_language and not _COMMON_ENDING.search(folded) and not _known(folded, there)


def _known(word: str, there: NamedText) -> bool:
    return bool(set(terms(word)) & there.terms)


def _careless(text: str, words: list[re.Match[str]], there: NamedText) -> bool:
    """Whether a sentence writes names in lower case: it begins so, has one of the text's so, or one behind a title."""
    if text[:1].islower():
        return True
    for position, match in enumerate(words):
        word = match.group()
        if not word[0].islower():
            continue
        if fold(word) in there.only_capital and len(word) > 3 and fold(word) not in _COMMON:
            return True
        title = position and ROLES.match(fold(words[position - 1].group()))
        if title and fold(word) not in _COMMON and not _known(word, there) and not ROLES.match(fold(word)):
            after_title = words[position - 1].group()
            if fold(after_title) in fold(there.text):
                return True
    return False


_GOVERNING = re.compile(
    r"(?:(?<!\w)[а-яё]{2,}(?:ой|ей|ом|ем|ого|его|тора|нта|стра|тера|ёра)|словам|данным|мнению|сведениям|"
    r"заявлению|сообщению|у|от|для|против|кроме|без) $"
)
_OF_A_MAN = re.compile(r"\w+(?:ов|ев|ёв|ин|ын)а")


def genders_fit(found: list[Name], text: str, there: NamedText) -> bool:
    """Whether "по словам Набиева" speaks of a man: Набиева is the genitive of his name and the nominative of hers."""
    for name in found:
        word = fold(name.word)
        if _made_a_man(word, text, there):
            return False
        if not _OF_A_MAN.fullmatch(word) or not _GOVERNING.search(text[: name.start]):
            continue
        man = word[:-1]
        forms = {fold(w) for w, _, _ in there.words}
        if forms & {man, f"{man}у", f"{man}ым"}:
            continue
        same = [start for w, start, _ in there.words if fold(w) == word]
        if not same and f"{man}ой" in forms:
            return False
        if same and not any(_GOVERNING.search(there.text[:start]) for start in same):
            return False
    return True


def _made_a_man(word: str, text: str, there: NamedText) -> bool:
    """Whether "Набиева наняла" has become "Набиев нанял"."""
    forms = {fold(w) for w, _, _ in there.words}
    if not _SURNAME.search(word) or word in forms or f"{word}а" not in forms:
        return False
    verbs = {fold(w) for w in _WORD.findall(text) if re.fullmatch(r"[а-яё]{2,}л", fold(w))}
    return any(f"{verb}а" in forms and verb not in forms for verb in verbs)


_OF_A_NATION = re.compile(
    r"[а-яё]{2,}?(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)"
    r"|[а-яё]{4,}(?:ец|ца|цу|цем|цы|цев|янин|инка)"
)


def nations(text: str) -> set[int]:
    """The nations that a text speaks of, Russian adjectives and words for people among them, as numbers."""
    found = set()
    for word in _WORD.findall(text):
        if word[0].isupper() or _OF_A_NATION.fullmatch(fold(word)):
            found.add(_exonym(fold(word)))
    return {number for number in found if number is not None}


def adjacent(found: list[Name], text: str, there: NamedText) -> bool:
    """Whether words that stand side by side in a name do so in the text: no first name of one with another's last."""
    for one, other in pairwise(found):
        if text[one.end : other.start] != " " or ROLES.match(fold(one.word)):
            continue
        places = set(there.places(other.word))
        befores = there.places(one.word)
        if not befores or not places:
            continue
        near = any(p - b in (1, 2) for b in befores for p in places)
        if not near:
            return False
    return True


def titles_fit(found: list[Name], text: str, there: NamedText) -> bool:
    """Whether a title right before a name stands near that name in the text, and not nearer to another's."""
    for name in found:
        before = _WORD.findall(text[: name.start])
        if (
            not before
            or not ROLES.match(title := fold(before[-1]))
            or text[name.start - 1 : name.start] != " "
        ):
            continue
        roles = [
            i for i, (w, _, _) in enumerate(there.words) if same_name(title, fold(w)) or fold(w) == title
        ]
        own = there.places(name.word)
        if roles and own and min(abs(r - o) for r in roles for o in own) > 4:
            return False
    return True
