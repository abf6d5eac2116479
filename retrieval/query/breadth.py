"""Whether a question is about several articles at once: a comparison, a list, a timeline."""

from __future__ import annotations

import re
from enum import Enum


class Breadth(Enum):
    """How many articles a question asks for, and in which order they are to be shown."""

    ONE = "one"  # the best sentences, wherever they stand
    SEVERAL = "several"  # a sentence from each, the best first
    TIMELINE = "timeline"  # a sentence from each, the oldest first


_TIMELINE = re.compile(
    r"\b(?:timeline|chronolog\w+|how (?:did|has|have) .{3,80} (?:develop|evolve|change|unfold)\w*|history of events|"
    r"хронологи\w+|как (?:развивал\w+|менял\w+|изменял\w+)|хронология|таърихнома)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:compare[ds]?|comparison|versus|vs\.?|differences? between|differ|list (?:all|the|every|some)|name all|"
    r"which (?:articles|outlets|newspapers|sources)|what do (?:the )?(?:articles|outlets|papers|sources|media) say|"
    r"both\b.{2,80}\band\b.{2,80}\b(?:report|article|say|said)\w*|"
    r"сравни\w*|сравнени\w+|чем отлича\w+|в чём разница|в чем разница|перечисли\w*|список|какие (?:статьи|издания|сми)|"
    r"что (?:пишут|сообщают) (?:сми|издания|разные)|муқоиса\w*|рӯйхат\w*|номбар\w*|фарқи)",
    re.IGNORECASE,
)


def breadth_of(question: str, outlets: int = 0) -> Breadth:
    """Tell how many articles a question asks for.

    Args:
        question: The question.
        outlets: How many outlets of the store it names; two or more ask for what each of them says.
    """
    if _TIMELINE.search(question):
        return Breadth.TIMELINE
    if outlets > 1 or _SEVERAL.search(question):
        return Breadth.SEVERAL
    return Breadth.ONE
