"""Words by which a question of a language shows what it asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """What is asked of a language about questions: regular expressions of whole words and phrases, "" for none.

    Attributes:
        reason: What asks why: "what caused".
        time: What asks when: "in what year".
        number: What asks how many or how much: "what percentage".
        place: What asks where: "which city".
        person: What asks who.
        timeline: What asks for events in their order: "how did it develop".
        comparison: What asks for several articles: "compare", "list all".
    """

    reason: str = ""
    time: str = ""
    number: str = ""
    place: str = ""
    person: str = ""
    timeline: str = ""
    comparison: str = ""
