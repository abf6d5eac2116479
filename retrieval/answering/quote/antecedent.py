"""Whom a sentence speaks of that begins with "he": the name, where the sentence before leaves no doubt."""

from __future__ import annotations

import re
from typing import NamedTuple

from retrieval.query.answer_kind import names

# Of one person: these can be followed by a name in brackets.
_ONE_PERSON = re.compile(r"[\"“«(]?(he|she|он|она|ӯ|вай)\b", re.IGNORECASE)
# Of anything else, or in another case: these need the sentence before.
_LEANING = re.compile(
    r"[\"“«(]?(?:he|she|it|they|his|her|hers|its|their|this|these|those|both|such|the latter|the two|there|then|"
    r"он|она|оно|они|его|её|ее|их|это|эт[аоиу]|этот|эт(?:ого|ой|их|им)|такой|такая|такие|там|тогда|оба|обе|при этом|"
    r"ӯ|вай|он|онҳо|ин|инҳо|ҳарду)\b",
    re.IGNORECASE,
)
# "It is raining", "there was a vote": these words stand for nothing that was said before.
_EMPTY = re.compile(
    r"(?:it (?:is|was|will be|has been) (?:\w+ ){0,2}(?:that|to|when|who)\b|there (?:is|are|was|were|has|have|will)\b)",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:president|minister|general|secretary|director|chairman|chairwoman|spokes\w+|mr|mrs|ms|dr|king|prince|"
    r"президент\w*|министр\w*|генерал\w*|директор\w*|председател\w*|глав[аы]|раиси?|вазири?|сардори?|директори?)\.?\s*"
    r"(?:of \w+,?\s*)?$",
    re.IGNORECASE,
)


# Names of two words and more that are no person's.
_NO_PERSON = re.compile(
    r"\b(?:fort|river|lake|mount|mountains?|sea|ocean|island|city|county|state|states|province|region|republic|union|"
    r"kingdom|war|battle|treaty|act|law|constitution|university|college|school|institute|academy|company|corporation|"
    r"bank|party|committee|commission|council|ministry|department|agency|court|parliament|congress|senate|house|"
    r"association|federation|league|cup|club|team|news|times|post|press|radio|television|street|square|station|airport|"
    r"hospital|church|museum|festival|award|prize|project|programme|program|forces?|army|navy|police|guard|north|south|"
    r"east|west|new|great|"
    r"республик\w*|област\w*|район\w*|министерств\w*|комитет\w*|совет\w*|университет\w*|банк\w*|парти\w*|"
    r"агентств\w*|союз\w*|федераци\w*|вазорати?|кумитаи?|ҷумҳурии?|вилояти?|ноҳияи?|донишгоҳи?)\b",
    re.IGNORECASE,
)


class Pronoun(NamedTuple):
    """The pronoun of one person that a sentence begins with, as a span of the sentence."""

    start: int
    end: int


def leans(sentence: str) -> bool:
    """Whether a sentence begins with a word that stands for something said before it."""
    return _LEANING.match(sentence) is not None and not _EMPTY.match(sentence)


def person_pronoun(sentence: str) -> Pronoun | None:
    """The pronoun a sentence begins with, where it stands for one person."""
    match = _ONE_PERSON.match(sentence)
    return Pronoun(*match.span(1)) if match else None


def only_person(sentence: str) -> str | None:
    """The one person a sentence is about; `None` where it names none for certain, or several.

    That is a name of two words at least at its beginning, or behind a title, without another such name in it.
    """
    found = [(start, sentence[start:end]) for start, end in names(sentence)]
    full = {name for _, name in found if len(name.split()) > 1 and not _NO_PERSON.search(name)}
    titled = [name for start, name in found if _TITLED.search(sentence[:start]) and name in full]
    subject = [name for start, name in found[:1] if start == 0 and name in full]
    persons = [*subject, *titled]
    return persons[0] if len(full) == 1 and persons else None
