"""What the rest of the code asks of a language: its code, and one group of words for each purpose."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.languages.anaphor_words import AnaphorWords
from corpus.languages.answer_words import AnswerWords
from corpus.languages.calendar_words import CalendarWords
from corpus.languages.column_names import ColumnNames
from corpus.languages.date_style import DateStyle
from corpus.languages.date_words import DateWords
from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.exonyms import Exonyms
from corpus.languages.follow_up_words import FollowUpWords
from corpus.languages.hyphen_words import HyphenWords
from corpus.languages.mention_words import MentionWords
from corpus.languages.name_forms import NameForms
from corpus.languages.name_sounds import NameSounds
from corpus.languages.name_words import NameWords
from corpus.languages.number_words import NumberWords
from corpus.languages.outlet_words import OutletWords
from corpus.languages.page_furniture import PageFurniture
from corpus.languages.phrase_words import PhraseWords
from corpus.languages.quantity_words import QuantityWords
from corpus.languages.question_words import QuestionWords
from corpus.languages.reference_words import ReferenceWords
from corpus.languages.relation_words import RelationWords
from corpus.languages.reply_labels import ReplyLabels
from corpus.languages.report_words import ReportWords
from corpus.languages.script import Script  # noqa: TC001 - a field's type
from corpus.languages.sentence_words import SentenceWords
from corpus.languages.speech_words import SpeechWords
from corpus.languages.spelling import Spelling
from corpus.languages.stance_words import StanceWords
from corpus.languages.surname_genders import SurnameGenders
from corpus.languages.term_rules import TermRules
from corpus.languages.time_expressions import TimeExpressions
from corpus.languages.time_words import TimeWords
from corpus.languages.topic_words import TopicWords
from corpus.languages.year_words import YearWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, as the folder of its name in this package describes it.

    Each group of words is an aspect: a small frozen dataclass in a file of its own beside this one, filled in by the
    file of the same name in the language's folder.  Code, name, script and detection signs are needed.  Every other
    aspect is optional: what a language leaves out it has no words for, and nothing is asked of it there.  Number words
    and the style of dates are then those of `registry.DEFAULT`, and keys of exonyms are those that it knows.

    Attributes:
        code: Its ISO 639-1 code, the name of its folder.
        name: Its name in English.
        script: The letters that it is written in.
        detection_signs: How a text is told to be in it.
        spelling: Which letters are put for one another.
        sentence_words: How the ends of its sentences are told.
        term_rules: How its words become terms.
        synonyms: Groups of words that news uses for one thing.
        page_furniture: Words on its pages that are none of an article's.
        column_names: What the fields of an article are called.
        hyphen_words: Which of its words are written with a hyphen.
        date_words: The words of a date as people write it.
        reply_labels: What language models put around sentences in it.
        number_words: Its numbers in words, and how it writes figures.
        quantity_words: Words about its numbers: units, rates, ranges, fractions.
        time_words: Words of its calendar and the numbers that they stand for.
        time_expressions: How times are put into words.
        year_words: What tells a year from other numbers.
        report_words: Words for what was published at a time.
        calendar_words: How it names days.
        date_style: How dates are written for its readers.
        name_words: Words by which names are told.
        name_forms: The forms in which names stand.
        name_sounds: How names sound.
        exonyms: Places that it calls by a word of its own.
        surname_genders: Whether a surname is a man's or a woman's.
        mention_words: How the names in a text in it are told.
        outlet_words: How a question in it names an outlet.
        question_words: By which words a question shows what it asks for.
        answer_words: By which words a sentence shows that it holds a number, a place or a name.
        topic_words: What is put about a topic in it.
        follow_up_words: How a question in it goes on with a conversation.
        anaphor_words: Which of its words stand for something said before.
        reference_words: Pronouns and their kin.
        phrase_words: What holds its phrases together.
        stance_words: How it denies, doubts, plans, and says the opposite.
        speech_words: How it says who said something.
        relation_words: How it puts names, figures and clauses together.
    """

    code: str
    name: str
    script: Script

    # Texts
    detection_signs: DetectionSigns = field(default_factory=DetectionSigns)
    spelling: Spelling = field(default_factory=Spelling)
    sentence_words: SentenceWords = field(default_factory=SentenceWords)
    term_rules: TermRules = field(default_factory=TermRules)
    synonyms: tuple[frozenset[str], ...] = ()

    # Pages and records
    page_furniture: PageFurniture = field(default_factory=PageFurniture)
    column_names: ColumnNames = field(default_factory=ColumnNames)
    hyphen_words: HyphenWords = field(default_factory=HyphenWords)
    date_words: DateWords = field(default_factory=DateWords)
    reply_labels: ReplyLabels = field(default_factory=ReplyLabels)

    # Numbers
    number_words: NumberWords = field(default_factory=NumberWords)
    quantity_words: QuantityWords = field(default_factory=QuantityWords)

    # Times
    time_words: TimeWords = field(default_factory=TimeWords)
    time_expressions: TimeExpressions = field(default_factory=TimeExpressions)
    year_words: YearWords = field(default_factory=YearWords)
    report_words: ReportWords = field(default_factory=ReportWords)
    calendar_words: CalendarWords = field(default_factory=CalendarWords)
    date_style: DateStyle = field(default_factory=DateStyle)

    # Names
    name_words: NameWords = field(default_factory=NameWords)
    name_forms: NameForms = field(default_factory=NameForms)
    name_sounds: NameSounds = field(default_factory=NameSounds)
    exonyms: Exonyms = field(default_factory=Exonyms)
    surname_genders: SurnameGenders = field(default_factory=SurnameGenders)
    mention_words: MentionWords = field(default_factory=MentionWords)
    outlet_words: OutletWords = field(default_factory=OutletWords)

    # Questions and conversations
    question_words: QuestionWords = field(default_factory=QuestionWords)
    answer_words: AnswerWords = field(default_factory=AnswerWords)
    topic_words: TopicWords = field(default_factory=TopicWords)
    follow_up_words: FollowUpWords = field(default_factory=FollowUpWords)
    anaphor_words: AnaphorWords = field(default_factory=AnaphorWords)
    reference_words: ReferenceWords = field(default_factory=ReferenceWords)
    phrase_words: PhraseWords = field(default_factory=PhraseWords)

    # What is said
    stance_words: StanceWords = field(default_factory=StanceWords)
    speech_words: SpeechWords = field(default_factory=SpeechWords)
    relation_words: RelationWords = field(default_factory=RelationWords)
