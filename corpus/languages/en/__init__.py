"""English."""

from __future__ import annotations

from corpus.languages.en.anaphor_words import ANAPHOR_WORDS
from corpus.languages.en.answer_words import ANSWER_WORDS
from corpus.languages.en.calendar_words import CALENDAR_WORDS
from corpus.languages.en.column_names import COLUMN_NAMES
from corpus.languages.en.date_style import DATE_STYLE
from corpus.languages.en.date_words import DATE_WORDS
from corpus.languages.en.detection_signs import DETECTION_SIGNS
from corpus.languages.en.exonyms import EXONYMS
from corpus.languages.en.follow_up_words import FOLLOW_UP_WORDS
from corpus.languages.en.hyphen_words import HYPHEN_WORDS
from corpus.languages.en.mention_words import MENTION_WORDS
from corpus.languages.en.name_forms import NAME_FORMS
from corpus.languages.en.name_sounds import NAME_SOUNDS
from corpus.languages.en.name_words import NAME_WORDS
from corpus.languages.en.number_words import NUMBER_WORDS
from corpus.languages.en.outlet_words import OUTLET_WORDS
from corpus.languages.en.page_furniture import PAGE_FURNITURE
from corpus.languages.en.phrase_words import PHRASE_WORDS
from corpus.languages.en.quantity_words import QUANTITY_WORDS
from corpus.languages.en.question_words import QUESTION_WORDS
from corpus.languages.en.reference_words import REFERENCE_WORDS
from corpus.languages.en.relation_words import RELATION_WORDS
from corpus.languages.en.reply_labels import REPLY_LABELS
from corpus.languages.en.report_words import REPORT_WORDS
from corpus.languages.en.sentence_words import SENTENCE_WORDS
from corpus.languages.en.speech_words import SPEECH_WORDS
from corpus.languages.en.stance_words import STANCE_WORDS
from corpus.languages.en.synonyms import SYNONYMS
from corpus.languages.en.term_rules import TERM_RULES
from corpus.languages.en.time_expressions import TIME_EXPRESSIONS
from corpus.languages.en.time_words import TIME_WORDS
from corpus.languages.en.topic_words import TOPIC_WORDS
from corpus.languages.en.year_words import YEAR_WORDS
from corpus.languages.language import Language
from corpus.languages.script import LATIN

LANGUAGE = Language(
    code="en",
    name="English",
    script=LATIN,
    detection_signs=DETECTION_SIGNS,
    term_rules=TERM_RULES,
    sentence_words=SENTENCE_WORDS,
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
    synonyms=SYNONYMS,
    date_style=DATE_STYLE,
    time_words=TIME_WORDS,
    time_expressions=TIME_EXPRESSIONS,
    year_words=YEAR_WORDS,
    report_words=REPORT_WORDS,
)
