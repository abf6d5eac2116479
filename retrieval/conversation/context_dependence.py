"""Whether a question leans on what was said before it, and by which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.conversation.anaphors import Anaphor, anaphors
from retrieval.conversation.content import content
from retrieval.conversation.mentions import mentions
from retrieval.text.analysis import term, words

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ContextDependence:
    """By which words a question leans on what was said before.

    Attributes:
        core: The question without the words that only tie it to what was said ("and", "what about").
        tied: Whether there were such words.
        corrects: Whether it puts an earlier question right ("I meant ...").
        anaphors: The words that stand for something said before.
        nouns: Terms of definite nouns ("the agreement") that earlier turns speak of.
    """

    core: str
    tied: bool = False
    corrects: bool = False
    anaphors: tuple[Anaphor, ...] = ()
    nouns: tuple[str, ...] = ()


_TIE = re.compile(
    r"""\W*(?:that(?:['’]s|\ is)\ (?:fine|good|great|ok|okay|right|all)\b\W*)?
    (?:(?:okay|ok|well|oh|so|and|but|also|then|now|or|а|и|но|ну|так|или|тогда|хорошо|ва|аммо|лекин|вале|хуб|пас)
        \b[,.!]*\ +)*
    (?:(?P<about>(?:what|how)\ about|(?:что|как)\ (?:насч[её]т|по\ поводу|с|со)|что\ касается|чӣ\ дар\ бораи)\ +)?""",
    re.IGNORECASE | re.VERBOSE,
)
# "Ok" and "so" tie a question to a conversation, and not to what was said in it.
_BINDS = re.compile(
    r"\b(?:and|but|or|also|about|а|и|но|или|ва|аммо|лекин|вале|что|как|бораи)\b", re.IGNORECASE
)
_CORRECTS = re.compile(
    r"""\W*(?:(?:no|oops|sorry|i\ am\ sorry|нет|ой|извините|простите|не|бубахшед)\b[,.!]*\ +)*
    (?:(?:i|what\ i)\ (?:just\ )?(?:mean|meant)(?:\ (?:to\ (?:ask|say)|is|was))?
    |(?:i\ am|i['’]m|i\ was)\ (?:referring|talking|asking|interested)
    |я\ (?:имел[аи]?|имею)\ в\ виду|имел[оа]?сь\ в\ виду|я\ (?:говорю|говорил[аи]?|спрашиваю)\ (?:о|об|про)
    |манзур(?:ам|и\ ман))\b\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_REFUSES = re.compile(r"\W*(?:no|oops|нет|ой|не)\b\s*[,.!]", re.IGNORECASE)
# A new subject is said to be one.
_TURNS_AWAY = re.compile(
    r"""\W*(?:by\ the\ way|(?:another|a\ new|new|a\ different)\ (?:question|topic|thing)
    |changing\ the\ (?:subject|topic)
    |кстати|друг(?:ой|ая)\ (?:вопрос|тема)|нов(?:ый\ вопрос|ая\ тема)|(?:савол|мавзӯ)и\ дигар)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDS = re.compile(r"\b(?:as well|too|also)\W*$|\b(?:тоже|также|ҳам)\W*$", re.IGNORECASE)

_LATIN = re.compile("[A-Za-z]")
# Nouns that say little without the name of what they belong to.
_ROLES = frozenset(
    map(
        term,
        """
        president minister government capital company author cost price number population deal agreement treaty
        country city leader opposition parliament reason result results goal goals aim purpose difference meeting
        project law decision figure share chairman director king queen team group party organisation organization
        president's talks war attack victims names details
        """.split(),
    )
)
# "What is a customization interface?" asks what a word means, and "How do I" for a recipe.
_DEFINES = re.compile(
    r"""\W*(?:(?:what|who)(?:\ is|\ are|['’]s|\ was|\ were)\ (?:an?\ )?(?!the\b|this\b|that\b)\w
    |what\ do\ you\ mean\ by\b|what\ does\ .{1,40}\ mean\b|how\ (?:do|can|does)\ (?:i|you|we|one)\b
    |что\ такое\ |кто\ так|чӣ\ маъно)""",
    re.IGNORECASE | re.VERBOSE,
)
_DEFINITE = re.compile(
    r"\b(?:the|that|this|these|those|such) ((?:[a-z-]+ ){0,2}?[a-z-]+)(?![\w’'])", re.IGNORECASE
)
_OWNED = re.compile(r"^ (?:of|between|on|with|for|against|from) (?:the |an? )?\w", re.IGNORECASE)
_ASKS = re.compile(
    r"""\W*(?:what|who|whom|whose|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would
    |should|кто|ком|кого|кому|кем|что|чего|ч[её]м|когда|где|куда|откуда|почему|зачем|как|как[аоиу]\w*|сколько|чей|чья|ли
    |кӣ|ки|чӣ|чи|кай|куҷо|чаро|чанд|кадом|оё)\b""",
    re.IGNORECASE | re.VERBOSE,
)

FEW = 3
"""Up to so many terms of content do not make a subject."""


def context_dependence(text: str, earlier: Sequence[str]) -> ContextDependence | None:
    """By which words a question leans on what was said; `None` where it stands alone.

    Args:
        text: The question.
        earlier: What was said, latest first; empty at the beginning of a conversation.
    """
    if not earlier:
        return None
    tie = _TIE.match(text)
    correction = _CORRECTS.match(text)
    core = text[correction.end() :] if correction else text[tie.end() :] if tie else text
    core = core.strip() or text
    found = ContextDependence(
        core,
        tied=bool(tie and _BINDS.search(tie.group())) or _ADDS.search(text) is not None,
        corrects=correction is not None or _REFUSES.match(text) is not None,
        anaphors=anaphors(core),
    )
    if tie and tie["about"] and not _ASKS.match(core):
        return found
    if found.anaphors:
        return found
    if _TURNS_AWAY.match(text):
        return None
    return _by_content(found, earlier)


def _by_content(found: ContextDependence, earlier: Sequence[str]) -> ContextDependence | None:
    """Where no word stands for another one: whether too little is said to stand alone."""
    subject = content(found.core)
    said = " ".join(earlier)
    asks = _ASKS.match(found.core) is not None
    if found.corrects:
        # "I mean the one in Khujand" says which; "I meant to ask how long the tunnel is" asks anew.
        return found if len(subject) <= (FEW if asks else 2 * FEW) else None
    named = mentions(found.core, said)
    if named:
        # "And Kyrgyzstan?" and "А кто победил в Казахстане?" need what was said; a name of before is a subject.
        own = [one for one in subject if not any(one in _terms(name.text) for name in named)]
        new = not any(_terms(name.text) <= _terms(said) for name in named)
        leans = found.tied and (new or not asks) and not _DEFINES.match(found.core)
        return found if leans and len(own) <= 1 else None
    nouns = _shared(found.core, subject, earlier)
    if not subject or found.tied or (nouns and len(subject) <= FEW + 2):
        return replace(found, nouns=nouns)
    # "Who won?" has no subject, "Who lends the money?" takes it for granted, "Main characters" is no question.
    few = len(subject) < FEW and (not asks or _DEFINITE.search(found.core) is not None)
    little = len(subject) < 2 or few
    return found if little and not _DEFINES.match(found.core) else None


def is_question(text: str) -> bool:
    """Whether a text is put as a question."""
    return "?" in text or _ASKS.match(text) is not None


def _terms(text: str) -> set[str]:
    return {term(word) for word in words(text)}


def _shared(core: str, subject: Sequence[str], earlier: Sequence[str]) -> tuple[str, ...]:
    """Terms of nouns that need what was said to be understood: "the treaty" after one was spoken of."""
    said = set().union(*(_terms(text) for text in earlier[:2]))
    if _LATIN.search(core):
        nouns = []
        for match in _DEFINITE.finditer(core):
            phrase = [term(word) for word in match.group(1).split()]
            if not _OWNED.match(core[match.end() :]) and any(one in said or one in _ROLES for one in phrase):
                nouns.append(phrase[-1])
        return tuple(dict.fromkeys(nouns))
    # Russian and Tajik have no article: any noun of before may be the one that was spoken of.
    return tuple(one for one in subject if one in said and len(one) > 2)
