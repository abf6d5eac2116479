"""The names in a text, told by their capitals, and what kind of thing each is likely to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from retrieval.conversation.places import is_place
from retrieval.text.analysis import fold, stop_words


class NameKind(Enum):
    """What a name is likely to be the name of."""

    PERSON = "person"
    PLACE = "place"
    OTHER = "other"
    """An organisation, a work, a thing; or a person or a place that nothing tells."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a text.

    Attributes:
        text: The name.
        kind: What it is likely to name.
        at: Offset of its first character.
        to: Offset behind it.
        sure: Whether more than its shape tells the kind.
    """

    text: str
    kind: NameKind
    at: int
    to: int
    sure: bool = False


_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁҒӢҚӮҲҶІЇЄҐ"
_PART = rf"(?:[{_UPPER}](?:\.|[\w’'ʼ]*(?:[-‑][\w’'ʼ]+)*)|\d[\w-]*[{_UPPER}]\w*)"
_INNER = r"(?:of(?: the)?|de|da|del|bin|ibn|al|van|von|ва)"
_NAME = re.compile(rf"(?<![\w'’-]){_PART}(?: (?:{_INNER} )?{_PART}|(?<=\w) \d{{1,4}}(?![\w%]))*")
_STARTS = re.compile(r"(?:^|[.!?…:;]\s+|[\"“«(—–]\s*)$")

_CALENDAR = r"""(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|
wednes|thurs|fri|satur|sun)day|(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,3}|
q[1-4])"""
_DATE_WORD = re.compile(_CALENDAR.replace("\n", ""), re.IGNORECASE)
# Capitalised at the beginning of a question or a sentence, and no names.
_OPENERS = stop_words() | frozenset(
    """
        does do did is are was were has have had can could will would should may might must shall tell give show list
        name explain describe compare find yes no ok okay hi hello please thanks thank sorry good great wow oh so well
        also then now how's what's who's where's let's when's it's that's i'm i'd i've i'll don't didn't isn't aren't
        wasn't doesn't can't won't couldn't wouldn't during after before since until while both another some most many
        several each every only about under over between through because although however according here there today
        yesterday last first second next further still even once within without instead besides except despite
        расскажи расскажите назови назовите скажи скажите перечисли покажи объясни сравни правда чей чьи чья чье
        откуда зачем каков какова каково каковы насколько верно действительно нет вчера сегодня после перед
        через также тоже ещё еще потом затем однако когда-то скажем спасибо привет здравствуйте хорошо ладно
        оё чаро чӣ чи ки кӣ чанд кадом гӯед бигӯ бигӯед лутфан ҳа не баъд пас имрӯз дирӯз салом раҳмат дар аз ба ва
        """.split()
)
# A verb may stand first in a Russian sentence, and these are no verbs.
_VERB = re.compile(r"[а-яё]{2}(?:л|ла|ло|ли|лся|лась|лись|лось)$")
_LIKE_VERBS = frozenset(
    "Михаил Кирилл Даниил Самуил Гавриил Измаил Исмаил Павла Карла Алла Белла Нелли Кабул Сеул".split()
)
# I is no name, and nor are nationalities that only qualify what stands behind them.
_ADJECTIVE = re.compile(
    r"""(?:\w+(?:ian|ish|ese|ani|[оеы]го|[оеы]му|ой|ая|ую|ие|ые|их|ых|ими|ыми|ий|ый|ское|ском)|kyrgyz|uzbek|tajik|kazakh|
    turkmen|greek|dutch|french|german|swiss|afghan|american|korean|mexican|african|european)""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLE = re.compile(
    r"""(?:vice-)?(?:presidents?|ministers?|premiers?|chancellors?|senators?|governors?|mayors?|generals?|kings?|queens?|
    ambassadors?|princes?|princess|pope|mrs?\.?|ms\.?|dr\.?|sir|lord|lady|professor|chair(?:man|woman)?|director|judge|
    secretary|spokes(?:man|woman|person)|speaker|leaders?|author|actor|actress|singer|президент(?:а|у|ом|е|ы|ов)?|
    министр(?:а|у|ом|е|ы)?|премьер(?:-министр)?(?:а|у|ом|е)?|глав[аеуы]|губернатор(?:а|у|ом)?|посол|посл(?:а|ом|у)|
    председател[ьяею]м?|лидер\w{0,2}|спикер\w{0,2}|генерал\w{0,2}|господин\w?|президенти|вазири|раиси|сафири|сарвари)""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLED = re.compile(rf"\b{_TITLE.pattern}\ (?:(?:of|for)\ (?:the\ )?)?(?:\w+\ )?$", _TITLE.flags)
_SURNAME = re.compile(
    r"(?:(?:ов|ев|ёв|ин|ын|ский|цкий|енко|зода|заде|швили|дзе|ян)(?:а|у|ым|ом|е)?|ова|ева|ина|ская|ской|скую|"
    r"ского|скому|ским|(?:[bcdfghjklmnpqrstvwxyz](?:ov|ev|ova|eva)|yev|oyev|zoda|zade|enko|dze|shvili))$",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"""\b(?:sea|lake|river|valley|pass|mountains?|region|province|city|island|islands|district|county|street|square|
    peninsula|gulf|bay|desert|ocean|states|kingdom|republic|airport|море|озеро|река|область|область|район|улица|
    республика|штат\w*|вилояти|ноҳияи|шаҳри|дарёи|кӯли)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_WORD = re.compile(
    r"""\b(?:bank|ministry|company|corporation|inc|ltd|committee|commission|council|court|university|institute|party|
    club|agency|union|nations|organi[sz]ation|association|department|office|parliament|senate|house|museum|school|
    library|service|services|cloud|agreement|treaty|act|law|dam|tunnel|bridge|stadium|center|centre|times|news|post|
    банк\w?|министерств\w|комитет\w?|комисси\w|совет\w?|суд\w?|университет\w?|институт\w?|парти\w|агентств\w|союз\w?|
    парламент\w?|сенат\w?|ассамбле\w|бонки|вазорати|кумитаи|донишгоҳи|маҷлиси)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LOCATED = re.compile(r"(?:\b(?:in|near|to|from|across|into|в|во|из|дар|аз|ба)) (?:the )?$", re.IGNORECASE)


def mentions(text: str, known: str = "") -> list[Mention]:
    """The names in a text, in its order.

    A word that only begins a sentence is taken for a name where it is one elsewhere, in the text or in `known`, or
    where its kind is told.

    Args:
        text: A question or an answer.
        known: What else was said in the conversation.
    """
    found = []
    for match in _NAME.finditer(text):
        at, to, titled = _trimmed(text, *match.span())
        name = text[at:to]
        if at == to or name in ("I", "Я") or text[to : to + 1] == "$" or _qualifies(text, name, to):
            continue
        kind, sure = (NameKind.PERSON, True) if titled else _kind(text, name, at)
        alone = _begins(text, at) and " " not in name and not sure
        if not alone or _elsewhere(name, at, text, known):
            found.append(Mention(name, kind, at, to, sure))
    return found


def _trimmed(text: str, at: int, to: int) -> tuple[int, int, bool]:
    """Begin and end of a name without what is capitalised for another reason, and whether a title was before it."""
    words = list(re.finditer(r"\S+", text[at:to]))
    titled = False
    while words and _is_opener(words[0].group(), begins=_begins(text, at + words[0].start())):
        del words[0]
    for number, word in enumerate(words[:-1]):
        if _TITLE.fullmatch(word.group()):
            # "Президент Таджикистана Эмомали Рахмон": the country belongs to the title.
            titled = True
            placed = number + 2 < len(words) and is_place(words[number + 1].group())
            del words[: number + 1 + placed]
            break
    while words and _is_closer(words[-1].group(), text[at + words[-1].end() :]):
        words.pop()
    if not words or not any(c.isupper() for word in words for c in word.group()):
        return at, at, False
    end = at + words[-1].end()
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    return at + words[0].start(), end, titled


def _is_opener(word: str, *, begins: bool) -> bool:
    if begins and _VERB.search(word):
        return word not in _LIKE_VERBS
    return bool(_DATE_WORD.fullmatch(word)) or (begins and fold(word) in _OPENERS) or word[0].islower()


def _is_closer(word: str, behind: str) -> bool:
    """Whether a word at the end of a name is none of it; a number is where nothing counts behind it."""
    if word.isdigit():
        return len(word) == 4 or re.match(r"[ -]?[^\W\d]", behind) is not None
    return _DATE_WORD.fullmatch(word) is not None or fold(word) in stop_words()


def _begins(text: str, at: int) -> bool:
    return _STARTS.search(text[:at][-4:] if at > 4 else text[:at]) is not None


def _qualifies(text: str, name: str, to: int) -> bool:
    """Whether a word only says of what kind the noun behind it is: "Iranian", "Центральной"."""
    return (
        " " not in name
        and _ADJECTIVE.fullmatch(name) is not None
        and re.match(r" [a-zа-яё]", text[to:]) is not None
    )


def _elsewhere(name: str, at: int, text: str, known: str) -> bool:
    """Whether a word stands capitalised inside a sentence somewhere."""
    for place in (text, known):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", place):
            if (place is not text or match.start() != at) and not _begins(place, match.start()):
                return True
    return False


def _kind(text: str, name: str, at: int) -> tuple[NameKind, bool]:
    words = name.split(" ")
    before = text[max(0, at - 40) : at]
    if is_place(words[0]) or is_place(words[-1]) or _PLACE_WORD.search(name):
        return NameKind.PLACE, True
    if _OTHER_WORD.search(name) or (name.isupper() and len(name) > 1):
        return NameKind.OTHER, True
    if _TITLED.search(before) or (_SURNAME.search(words[-1]) and len(words[-1]) > 4):
        return NameKind.PERSON, True
    if _LOCATED.search(before) and len(words) == 1:
        return NameKind.PLACE, False
    shaped = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
    if shaped and not re.search(r"\b(?:the|an?) $", before, re.IGNORECASE):
        return NameKind.PERSON, False
    return NameKind.OTHER, False


def is_female(name: str) -> bool | None:
    """Whether a person's name is a woman's, as its ending tells in Russian and Tajik; `None` where it does not."""
    last = name.rsplit(" ", maxsplit=1)[-1].casefold()
    if re.search(r"(?:ова|ева|ёва|ина|ская|ovna|ova|eva)$", last):
        return True
    if re.search(r"(?:ов|ев|ёв|ский|ov|ev|yev)$", last):
        return False
    return None
