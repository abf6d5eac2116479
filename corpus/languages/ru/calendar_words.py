"""Words by which Russian names days."""

from __future__ import annotations

from corpus.languages.calendar_words import CalendarWords
from corpus.languages.words import either

CALENDAR_WORDS = CalendarWords(
    dates=(
        "[XVI]{1,5}(?:-го)? век[аеу]?"
        "|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|вчера|сегодня|завтра"
    ),
    weekdays=(
        r"понедельник\w{0,2}",
        r"вторник\w{0,2}",
        r"сред[ауеы]",
        r"четверг\w{0,2}",
        r"пятниц\w{1,2}",
        r"суббот\w{1,2}",
        r"воскресень\w{1,2}",
    ),
    before_weekday=either("в во с до"),
)
