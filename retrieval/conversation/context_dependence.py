"""Whether a question depends on what was said before it, and by which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern
from retrieval.conversation.anaphors import Anaphor, anaphors
from retrieval.conversation.own_content import OwnContent
from retrieval.conversation.question_form import begins_as_question

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ContextDependence:
    """By which words a question depends on what was said before.

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


def context_dependence(text: str, earlier: Sequence[str]) -> ContextDependence | None:
    """By which words a question depends on what was said; `None` where it stands alone.

    Args:
        text: The question.
        earlier: What was said, latest first; empty at the beginning of a conversation.
    """
    if not earlier:
        return None
    openings = _openings()
    tie = openings.tie.match(text)
    correction = openings.correction.match(text)
    core = text[correction.end() :] if correction else text[tie.end() :] if tie else text
    core = core.strip() or text
    found = ContextDependence(
        core,
        tied=bool(tie and openings.binding.search(tie.group())) or openings.adding.search(text) is not None,
        corrects=correction is not None or openings.denial.match(text) is not None,
        anaphors=anaphors(core),
    )
    if tie and tie["about"] and not begins_as_question(core):
        return found
    if found.anaphors:
        return found
    if openings.new_subject.match(text):
        return None
    own = OwnContent.of(core, earlier, tied=found.tied, corrects=found.corrects)
    return None if own.is_enough else replace(found, nouns=own.nouns)


class _Openings(NamedTuple):
    """How questions open that go on with a conversation, and how they end."""

    tie: re.Pattern[str]
    binding: re.Pattern[str]
    correction: re.Pattern[str]
    denial: re.Pattern[str]
    new_subject: re.Pattern[str]
    adding: re.Pattern[str]


@cache
def _openings() -> _Openings:
    acknowledging = any_pattern(lambda language: language.follow_up_words.acknowledging)
    opening = any_pattern(lambda language: language.follow_up_words.opening)
    about = any_pattern(lambda language: language.follow_up_words.asking_about)
    binding = any_pattern(lambda language: language.follow_up_words.binding)
    apologising = any_pattern(lambda language: language.follow_up_words.apologising)
    correcting = any_pattern(lambda language: language.follow_up_words.correcting)
    denying = any_pattern(lambda language: language.follow_up_words.denying)
    changing = any_pattern(lambda language: language.follow_up_words.changing)
    adding = any_pattern(lambda language: language.follow_up_words.adding)
    patterns = (
        rf"\W*(?:{acknowledging}\b\W*)?(?:{opening}\b[,.!]* +)*(?:(?P<about>{about}) +)?",
        # "Ok" and "so" tie a question to a conversation, and not to what was said in it.
        rf"\b{binding}\b",
        rf"\W*(?:{apologising}\b[,.!]* +)*{correcting}\b\W*",
        rf"\W*{denying}\b\s*[,.!]",
        rf"\W*{changing}\b",
        rf"\b{adding}\W*$",
    )
    return _Openings(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
