"""The names in a sentence, and whether a text has them and puts them together as it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus import detect_language
from retrieval.text.analysis import fold, stop_words, terms
from retrieval.text.number_words import is_number_word
from retrieval.text.same_name import CYRILLIC, SURNAME, exonym, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W\d_]+)*")

# First words of a sentence that are capital by their place alone.
_COMMON = frozenset(
    stop_words()
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
        foreign = exonym(fold(word)) is not None
        cyrillic = bool(CYRILLIC.search(word))
        return (
            w for w, _, _ in self.words
            if w[0].isupper() or (len(w) > 3 and (cyrillic or (foreign and CYRILLIC.search(w))))
        )  # fmt: skip

    def places(self, word: str) -> list[int]:
        """At which of the words it stands."""
        return [i for i, (w, _, _) in enumerate(self.words) if fold(w) == fold(word) or same_name(word, w)]


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
    if not SURNAME.search(word) or word in forms or f"{word}а" not in forms:
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
            found.add(exonym(fold(word)))
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
