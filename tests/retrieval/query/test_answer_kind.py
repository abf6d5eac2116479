"""The kind of answer asked for."""

from __future__ import annotations

import pytest

from retrieval.query.answer_kind import AnswerKind, kind_asked

PERSON, DATE, NUMBER, PLACE, REASON, OTHER = AnswerKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who chairs the committee?", PERSON),
        ("To whom was the bridge handed over?", PERSON),
        ("When was the tunnel opened?", DATE),
        ("In what year did trade fall?", DATE),
        ("How long ago did the lake dry up?", DATE),
        ("How many people were hurt?", NUMBER),
        ("What percentage of voters took part?", NUMBER),
        ("What did trade fall to in 2015?", NUMBER),
        ("Where did the ministers meet?", PLACE),
        ("Which city hosted the summit?", PLACE),
        ("Why was the border closed?", REASON),
        ("What is the dam made of?", OTHER),
        ("Кто победил на выборах?", PERSON),
        ("Когда открыли мост?", DATE),
        ("В каком году это было?", DATE),
        ("Сколько человек пострадало?", NUMBER),
        ("Какова высота плотины?", NUMBER),
        ("Где прошла встреча?", PLACE),
        ("В каком городе построили завод?", PLACE),
        ("Почему закрыли границу?", REASON),
        ("Сарвазир кист?", PERSON),
        ("Нақб кай кушода шуд?", DATE),
        ("Чанд нафар захмӣ шуд?", NUMBER),
        ("Мулоқот дар куҷо баргузор шуд?", PLACE),
        ("Чаро роҳ баста шуд?", REASON),
        ("چند نفر زخمی شدند؟", NUMBER),
        ("", OTHER),
    ],
)
def test_kind_asked(question: str, kind: AnswerKind) -> None:
    """Question words of four languages; what shows none asks for something else."""
    assert kind_asked(question) is kind
