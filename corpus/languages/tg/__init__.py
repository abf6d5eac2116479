"""Tajik."""

from __future__ import annotations

from corpus.languages.language import Language
from corpus.languages.script import CYRILLIC
from corpus.languages.tg.anaphor_words import ANAPHOR_WORDS
from corpus.languages.tg.answer_words import ANSWER_WORDS
from corpus.languages.tg.calendar_words import CALENDAR_WORDS
from corpus.languages.tg.column_names import COLUMN_NAMES
from corpus.languages.tg.date_style import DATE_STYLE
from corpus.languages.tg.date_words import DATE_WORDS
from corpus.languages.tg.detection_signs import DETECTION_SIGNS
from corpus.languages.tg.exonyms import EXONYMS
from corpus.languages.tg.follow_up_words import FOLLOW_UP_WORDS
from corpus.languages.tg.hyphen_words import HYPHEN_WORDS
from corpus.languages.tg.mention_words import MENTION_WORDS
from corpus.languages.tg.name_forms import NAME_FORMS
from corpus.languages.tg.name_sounds import NAME_SOUNDS
from corpus.languages.tg.name_words import NAME_WORDS
from corpus.languages.tg.number_words import NUMBER_WORDS
from corpus.languages.tg.outlet_words import OUTLET_WORDS
from corpus.languages.tg.page_furniture import PAGE_FURNITURE
from corpus.languages.tg.phrase_words import PHRASE_WORDS
from corpus.languages.tg.quantity_words import QUANTITY_WORDS
from corpus.languages.tg.question_words import QUESTION_WORDS
from corpus.languages.tg.reference_words import REFERENCE_WORDS
from corpus.languages.tg.relation_words import RELATION_WORDS
from corpus.languages.tg.reply_labels import REPLY_LABELS
from corpus.languages.tg.report_words import REPORT_WORDS
from corpus.languages.tg.sentence_words import SENTENCE_WORDS
from corpus.languages.tg.speech_words import SPEECH_WORDS
from corpus.languages.tg.spelling import SPELLING
from corpus.languages.tg.stance_words import STANCE_WORDS
from corpus.languages.tg.term_rules import TERM_RULES
from corpus.languages.tg.time_expressions import TIME_EXPRESSIONS
from corpus.languages.tg.time_words import TIME_WORDS
from corpus.languages.tg.topic_words import TOPIC_WORDS
from corpus.languages.tg.year_words import YEAR_WORDS

LANGUAGE = Language(
    code="tg",
    name="Tajik",
    script=CYRILLIC,
    detection_signs=DETECTION_SIGNS,
    term_rules=TERM_RULES,
    sentence_words=SENTENCE_WORDS,
    spelling=SPELLING,
    page_furniture=PAGE_FURNITURE,
    column_names=COLUMN_NAMES,
    hyphen_words=HYPHEN_WORDS,
    date_words=DATE_WORDS,
    number_words=NUMBER_WORDS,
    quantity_words=QUANTITY_WORDS,
    anaphor_words=ANAPHOR_WORDS,
    follow_up_words=FOLLOW_UP_WORDS,
    mention_words=MENTION_WORDS,
    outlet_words=OUTLET_WORDS,
    phrase_words=PHRASE_WORDS,
    topic_words=TOPIC_WORDS,
    name_forms=NAME_FORMS,
    name_sounds=NAME_SOUNDS,
    exonyms=EXONYMS,
    name_words=NAME_WORDS,
    answer_words=ANSWER_WORDS,
    calendar_words=CALENDAR_WORDS,
    question_words=QUESTION_WORDS,
    reference_words=REFERENCE_WORDS,
    relation_words=RELATION_WORDS,
    reply_labels=REPLY_LABELS,
    speech_words=SPEECH_WORDS,
    stance_words=STANCE_WORDS,
    date_style=DATE_STYLE,
    time_words=TIME_WORDS,
    time_expressions=TIME_EXPRESSIONS,
    year_words=YEAR_WORDS,
    report_words=REPORT_WORDS,
)
