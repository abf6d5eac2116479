"""The names in a text, told by their capitals, and what kind of thing each is likely to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple

from corpus.languages.registry import all_words, any_pattern, scripts
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
        to: Exclusive end offset.
        sure: Whether more than its shape tells the kind.
    """

    text: str
    kind: NameKind
    at: int
    to: int
    sure: bool = False


_STARTS = re.compile(r"(?:^|[.!?…:;]\s+|[\"“«(—–]\s*)$")
_LATER = 0x3000  # a code point behind the letters of all scripts that have capitals


def mentions(text: str, known: str = "") -> list[Mention]:
    """The names in a text, in its order.

    A word that only begins a sentence is taken for a name where it is one elsewhere, in the text or in `known`, or
    where its kind is told.

    Args:
        text: A question or an answer.
        known: What else was said in the conversation.
    """
    found = []
    for match in _patterns().name.finditer(text):
        at, to, titled = _trimmed(text, *match.span())
        name = text[at:to]
        if at == to or name in _never() or text[to : to + 1] == "$" or _qualifies(text, name, to):
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
        if _patterns().title.fullmatch(word.group()):
            # "President Tajikistan's Emomali Rahmon", as Russian has it: the country belongs to the title.
            titled = True
            placed = number + 2 < len(words) and is_place(words[number + 1].group())
            del words[: number + 1 + placed]
            break
    while words and _is_closer(words[-1].group(), text[at + words[-1].end() :]):
        words.pop()
    if not words or not any(c.isupper() for word in words for c in word.group()):
        return at, at, False
    end = at + words[-1].end() - len(_possessive_ending(words[-1].group()))
    return at + words[0].start(), end, titled


def _possessive_ending(word: str) -> str:
    endings = (ending for ending in _possessives() if word.replace("’", "'").endswith(ending))
    return next(endings, "")


def _is_opener(word: str, *, begins: bool) -> bool:
    if begins and _patterns().verb.search(word):
        return word not in _no_verbs()
    in_calendar = _patterns().calendar.fullmatch(word) is not None
    return in_calendar or (begins and fold(word) in _opening()) or word[0].islower()


def _is_closer(word: str, behind: str) -> bool:
    """Whether a word at the end of a name is none of it; a number is where nothing counts behind it."""
    if word.isdigit():
        return len(word) == 4 or re.match(r"[ -]?[^\W\d]", behind) is not None
    return _patterns().calendar.fullmatch(word) is not None or fold(word) in stop_words()


def _begins(text: str, at: int) -> bool:
    return _STARTS.search(text[:at][-4:] if at > 4 else text[:at]) is not None


def _qualifies(text: str, name: str, to: int) -> bool:
    """Whether a word only says of what kind the noun behind it is: "Iranian"."""
    return (
        " " not in name
        and _patterns().adjective.fullmatch(name) is not None
        and text[to : to + 1] == " "
        and text[to + 1 : to + 2].islower()
    )


def _elsewhere(name: str, at: int, text: str, known: str) -> bool:
    """Whether a word stands capitalised inside a sentence somewhere."""
    for place in (text, known):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", place):
            if (place is not text or match.start() != at) and not _begins(place, match.start()):
                return True
    return False


def _kind(text: str, name: str, at: int) -> tuple[NameKind, bool]:
    patterns = _patterns()
    words = name.split(" ")
    before = text[max(0, at - 40) : at]
    if is_place(words[0]) or is_place(words[-1]) or patterns.place_noun.search(name):
        return NameKind.PLACE, True
    if patterns.other_noun.search(name) or (name.isupper() and len(name) > 1):
        return NameKind.OTHER, True
    if patterns.behind_title.search(before) or (patterns.surname.search(words[-1]) and len(words[-1]) > 4):
        return NameKind.PERSON, True
    if patterns.located.search(before) and len(words) == 1:
        return NameKind.PLACE, False
    shaped = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
    if shaped and not patterns.behind_article.search(before):
        return NameKind.PERSON, False
    return NameKind.OTHER, False


def is_female(name: str) -> bool | None:
    """Whether a person's name is a woman's, as its ending tells in Russian and Tajik; `None` where it does not."""
    last = name.rsplit(" ", maxsplit=1)[-1].casefold()
    if _patterns().female.search(last):
        return True
    return False if _patterns().male.search(last) else None


class _MentionPatterns(NamedTuple):
    """What names and their kinds are told by.

    Attributes:
        name: Words with capitals that stand together.
        verb: The end of a word that may begin a sentence as a verb.
        calendar: A month or a weekday.
        adjective: A word that may qualify a noun.
        title: A title.
        behind_title: What stands before a name, up to its end, where it is a title.
        surname: The end of a surname.
        female: The end of a woman's surname.
        male: The end of a man's.
        place_noun: A word in the name of a place.
        other_noun: A word in the name of an organisation, a work or a thing.
        located: What stands before a name, up to its end, where a place is likely.
        behind_article: The same where it is an article.
    """

    name: re.Pattern[str]
    verb: re.Pattern[str]
    calendar: re.Pattern[str]
    adjective: re.Pattern[str]
    title: re.Pattern[str]
    behind_title: re.Pattern[str]
    surname: re.Pattern[str]
    female: re.Pattern[str]
    male: re.Pattern[str]
    place_noun: re.Pattern[str]
    other_noun: re.Pattern[str]
    located: re.Pattern[str]
    behind_article: re.Pattern[str]


@cache
def _patterns() -> _MentionPatterns:
    titles = any_pattern(lambda language: language.mention_words.titles)
    links = any_pattern(lambda language: language.mention_words.title_links)
    prepositions = any_pattern(lambda language: language.phrase_words.place_prepositions)
    article = any_pattern(lambda language: language.phrase_words.article)
    return _MentionPatterns(
        name=re.compile(_name_pattern()),
        verb=re.compile(any_pattern(lambda language: language.mention_words.opening_verbs) + "$"),
        calendar=_compiled(any_pattern(lambda language: language.mention_words.calendar)),
        adjective=_compiled(any_pattern(lambda language: language.mention_words.adjectives)),
        title=_compiled(titles),
        behind_title=_compiled(rf"\b{titles} (?:{links} )?(?:\w+ )?$"),
        surname=_compiled(any_pattern(lambda language: language.mention_words.surnames) + "$"),
        female=_compiled(any_pattern(lambda language: language.mention_words.female) + "$"),
        male=_compiled(any_pattern(lambda language: language.mention_words.male) + "$"),
        place_noun=_compiled(rf"\b{any_pattern(lambda language: language.mention_words.place_nouns)}\b"),
        other_noun=_compiled(rf"\b{any_pattern(lambda language: language.mention_words.other_nouns)}\b"),
        located=_compiled(rf"\b{prepositions} (?:{article} )?$"),
        behind_article=_compiled(rf"\b{any_pattern(lambda language: language.phrase_words.articles)} $"),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _name_pattern() -> str:
    letter = re.compile(f"[{''.join(script.letters for script in scripts())}]")
    upper = "".join(c for c in map(chr, range(_LATER)) if c.isupper() and letter.match(c))
    part = rf"(?:[{upper}](?:\.|[\w’'ʼ]*(?:[-‑][\w’'ʼ]+)*)|\d[\w-]*[{upper}]\w*)"
    inner = any_pattern(lambda language: language.mention_words.particles)
    return rf"(?<![\w’'-]){part}(?: (?:{inner} )?{part}|(?<=\w) \d{{1,4}}(?![\w%]))*"


@cache
def _opening() -> frozenset[str]:
    return stop_words() | all_words(lambda language: language.mention_words.opening)


@cache
def _no_verbs() -> frozenset[str]:
    return all_words(lambda language: language.mention_words.no_verbs)


@cache
def _never() -> frozenset[str]:
    return all_words(lambda language: language.mention_words.never)


@cache
def _possessives() -> frozenset[str]:
    return all_words(lambda language: filter(None, [language.term_rules.possessive]))
