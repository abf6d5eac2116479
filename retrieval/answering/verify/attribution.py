"""Whether a claim leaves what somebody said to whoever said it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import WORD, content, folded_words
from retrieval.text.analysis import fold
from retrieval.text.letters import capitals, small_letters
from retrieval.text.same_name import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_BETWEEN = 9  # words between a speaker and the verb: a title may stand there
_NEAR_VERB = 2  # words before or after a verb of saying, among which a pronoun is its speaker
_QUOTED = re.compile(r"[\"“«].+[\"”»]")
_MOST_OF_CLAIM = 0.4  # of a claim's terms, in what a quote adds after its last comma


def unattributed(claim: str, quoted: str) -> bool:
    """Whether a claim states on its own account what its quote has somebody say."""
    said, cited = folded_words(claim), folded_words(quoted)
    if _attributes(said) or (_QUOTED.search(claim) and any(c.isupper() for c in claim[1:])):
        return False
    verb = next((at for at, word in enumerate(cited) if lexicon().attributes(word)), None)
    if verb is None or not _shares(said, cited[verb + 1 :]):
        return False
    return not (_shares(said, cited[:verb]) or _rests_on_the_end(said, quoted))


def _attributes(words: Sequence[str]) -> bool:
    return any(map(lexicon().attributes, words))


def _rests_on_the_end(said: Sequence[str], quoted: str) -> bool:
    """Whether a claim speaks of what is added after the last comma of its quote: "..., chaired by X"."""
    head, _, tail = quoted.rpartition(",")
    after = folded_words(tail)
    if any(map(lexicon().that.fullmatch, after[:1])):
        return False
    mine = content(said)
    return bool(head) and len(content(after) & mine) >= _MOST_OF_CLAIM * len(mine) and not _attributes(after)


def _shares(said: Sequence[str], part: Sequence[str]) -> bool:
    """Whether a claim speaks of a part of its quote: what is said there, or what stands before that."""
    mine = content(said)
    return len(content(part) & mine) >= max(1, (len(mine) + 1) // 2)


def speakers(claim: str) -> list[list[str]]:
    """Names, word by word, to whom a claim gives its words."""
    return [(match["before"] or match["after"]).split() for match in _speaker().finditer(claim)]


@cache
def _speaker() -> re.Pattern[str]:
    """A name before or after a verb of saying."""
    name = rf"[{capitals()}][\w’'-]+"
    names = f"{name}(?: {name})*"
    auxiliary = any_pattern(lambda language: language.speech_words.auxiliary)
    follows = any_pattern(lambda language: language.speech_words.verb_after_name)
    precedes = any_pattern(lambda language: language.speech_words.verb_before_name)
    return re.compile(
        rf"(?P<before>{names})(?:,[^,]{{3,60}},)? ?(?:{auxiliary} )?{follows}\b"
        rf"|{precedes}(?: [{small_letters()}]+){{0,3}} (?P<after>{names})"
    )


def speaks(speaker: Sequence[str], context: str) -> bool:
    """Whether one of a speaker's names, or a pronoun, stands at a word of saying in the context, no name between."""
    found = WORD.findall(context)
    folded = [fold(word) for word in found]
    verbs = [at for at, word in enumerate(folded) if lexicon().attributes(word)]
    if any(
        lexicon().speakers.intersection(folded[max(0, at - _NEAR_VERB) : at + _NEAR_VERB + 1]) for at in verbs
    ):
        return True
    places = [at for at, word in enumerate(found) if any(same_name(word, name) for name in speaker)]
    return any(_reaches(found, place, at) for place in places for at in verbs)


def _reaches(found: Sequence[str], place: int, at: int) -> bool:
    """Whether no other name stands between a name and a verb, and not too much else."""
    low, high = sorted((place, at))
    if high - low > _MOST_BETWEEN:
        return False
    between = found[low + 1 : high]
    links = lexicon().name_links
    capital = [
        i for i, word in enumerate(between) if word[0].isupper() and not (i and between[i - 1] in links)
    ]
    # The rest of the name itself may stand between: a run of capitals that touches the name.
    own = range(len(capital)) if place < at else range(len(between) - len(capital), len(between))
    return all(i in own for i in capital)
