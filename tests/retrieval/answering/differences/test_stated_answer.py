"""What sentences answer is compared as values."""

from __future__ import annotations

import pytest

from retrieval.answering.differences.stated_answer import Agreement
from retrieval.query.answer_kind import AnswerKind
from tests.retrieval.answering.differences.marked import stated

NUMBER, DATE, PERSON, PLACE = AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.PERSON, AnswerKind.PLACE
OTHER, REASON = AnswerKind.OTHER, AnswerKind.REASON
SAME, DIFFERENT, UNCLEAR = Agreement.SAME, Agreement.OTHER, Agreement.UNCLEAR


@pytest.mark.parametrize(
    ("kind", "one", "other", "found"),
    [
        (NUMBER, ("It killed 12 people.", "12"), ("It killed 17 people.", "17 people"), DIFFERENT),
        (NUMBER, ("It killed 12 people.", "12"), ("Погибли двенадцать человек.", "двенадцать"), SAME),
        (NUMBER, ("It killed 12 people.", "12"), ("It cost 17 dollars.", "17 dollars"), UNCLEAR),
        (NUMBER, ("It killed 12 people.", "12"), ("It killed many people.", "many"), UNCLEAR),
        (DATE, ("It opens on 3 March.", "3 March"), ("It opened on Tuesday.", "Tuesday"), SAME),
        (DATE, ("It opens on 3 March.", "3 March"), ("It opens on 9 March.", "9 March"), DIFFERENT),
        (DATE, ("It opens in October 2026.", "October 2026"), ("It opens in 2026.", "2026"), SAME),
        (DATE, ("He left on 5 March.", "5 March"), ("He has been gone since 1 March.", "since 1 March"), DIFFERENT),
        (PERSON, ("Anna Berg won.", "Anna Berg"), ("The prize went to Berg.", "Berg"), SAME),
        (PERSON, ("Anna Berg won.", "Anna Berg"), ("Победила Анна Берг.", "Анна Берг"), SAME),
        (PERSON, ("Anna Berg won.", "Anna Berg"), ("Paul Kim won.", "Paul Kim"), DIFFERENT),
        (PERSON, ("Anna Berg won.", "Anna Berg"), ("Not Berg but a pupil, Paul Kim, won.", "Not Berg"), DIFFERENT),
        (PLACE, ("He hid in a barn in Breda.", "a barn"), ("He hid in Delft.", "in Delft"), DIFFERENT),
        (OTHER, ("Nordvind will build it.", "Nordvind"), ("It goes to Helios Marine.", "Helios Marine"), DIFFERENT),
        (OTHER, ("Nordvind will build it.", "Nordvind"), ("It goes to the Norwegian Nordvind.", "Nordvind"), SAME),
        (OTHER, ("Nordvind will build it.", "Nordvind"), ("It goes to a Danish firm.", "a Danish firm"), UNCLEAR),
        (OTHER, ("The fee is 300 euros.", "300 euros"), ("The fee is 240 euros.", "240 euros"), DIFFERENT),
        (OTHER, ("The shop will open today.", "open"), ("The shop will not open today.", "not open"), DIFFERENT),
        (OTHER, ("Workers accepted the offer.", "accepted"), ("Workers rejected the offer.", "rejected"), DIFFERENT),
        (OTHER, ("Суд принял жалобу.", "принял"), ("Суд отклонил жалобу.", "отклонил"), DIFFERENT),
        (OTHER, ("Роҳи Хуҷанд кушода аст.", "кушода"), ("Роҳи Хуҷанд кушода нест.", "кушода нест"), DIFFERENT),
        (OTHER, ("The court allowed it.", "allowed"), ("The judges saw no danger in rivals.", "no danger"), UNCLEAR),
    ],
)  # fmt: skip
def test_agreement(kind: AnswerKind, one: tuple[str, str], other: tuple[str, str], found: Agreement) -> None:
    """Equal values in other words, units, scripts and scales are the same; what is not comparable is unclear."""
    first, second = stated(*one, kind), stated(*other, kind)
    assert first.agreement(second) is found
    assert second.agreement(first) is found


def test_reasons_differ_where_one_is_denied() -> None:
    """Two reasons may both hold, unless a report says of the other's that it was not so."""
    snow = stated("It was closed because of an avalanche.", "because of an avalanche", REASON)
    roof = "It was closed because the roof fell in."
    words = "because the roof fell in"
    assert snow.agreement(stated(roof, words, REASON)) is UNCLEAR
    assert snow.agreement(stated(roof, words, REASON, "There was no avalanche, workers said.")) is DIFFERENT
