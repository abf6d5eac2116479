"""Esperanto, as far as the tests need it."""

from __future__ import annotations

from corpus.languages.language import Language
from corpus.languages.script import LATIN

from .anaphor_words import ANAPHOR_WORDS
from .answer_words import ANSWER_WORDS
from .calendar_words import CALENDAR_WORDS
from .column_names import COLUMN_NAMES
from .date_style import DATE_STYLE
from .date_words import DATE_WORDS
from .detection_signs import DETECTION_SIGNS
from .follow_up_words import FOLLOW_UP_WORDS
from .mention_words import MENTION_WORDS
from .number_words import NUMBER_WORDS
from .outlet_words import OUTLET_WORDS
from .page_furniture import PAGE_FURNITURE
from .phrase_words import PHRASE_WORDS
from .quantity_words import QUANTITY_WORDS
from .question_words import QUESTION_WORDS
from .reference_words import REFERENCE_WORDS
from .relation_words import RELATION_WORDS
from .reply_labels import REPLY_LABELS
from .sentence_words import SENTENCE_WORDS
from .speech_words import SPEECH_WORDS
from .stance_words import STANCE_WORDS
from .synonyms import SYNONYMS
from .term_rules import TERM_RULES
from .time_expressions import TIME_EXPRESSIONS
from .time_words import TIME_WORDS
from .topic_words import TOPIC_WORDS

LANGUAGE = Language(
    code="eo",
    name="Esperanto",
    script=LATIN,
    column_names=COLUMN_NAMES,
    date_style=DATE_STYLE,
    date_words=DATE_WORDS,
    detection_signs=DETECTION_SIGNS,
    number_words=NUMBER_WORDS,
    page_furniture=PAGE_FURNITURE,
    quantity_words=QUANTITY_WORDS,
    sentence_words=SENTENCE_WORDS,
    term_rules=TERM_RULES,
    time_expressions=TIME_EXPRESSIONS,
    time_words=TIME_WORDS,
    anaphor_words=ANAPHOR_WORDS,
    follow_up_words=FOLLOW_UP_WORDS,
    mention_words=MENTION_WORDS,
    outlet_words=OUTLET_WORDS,
    phrase_words=PHRASE_WORDS,
    topic_words=TOPIC_WORDS,
    answer_words=ANSWER_WORDS,
    calendar_words=CALENDAR_WORDS,
    question_words=QUESTION_WORDS,
    reference_words=REFERENCE_WORDS,
    relation_words=RELATION_WORDS,
    reply_labels=REPLY_LABELS,
    speech_words=SPEECH_WORDS,
    stance_words=STANCE_WORDS,
    synonyms=SYNONYMS,
)
