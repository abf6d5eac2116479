"""What the rest of the code asks of a language: its code, and one group of words for each purpose."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.languages.column_names import ColumnNames
from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.number_words import NumberWords
from corpus.languages.page_furniture import PageFurniture
from corpus.languages.quantity_words import QuantityWords
from corpus.languages.script import Script  # noqa: TC001 - a field's type
from corpus.languages.sentence_words import SentenceWords
from corpus.languages.spelling import Spelling
from corpus.languages.term_rules import TermRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, as the folder of its name in this package describes it.

    Each group of words is an aspect: a small frozen dataclass in a file of its own beside this one, filled in by the
    file of the same name in the language's folder.  Code, name and script are needed.  Every aspect is optional: what
    a language leaves out it has no words for, and nothing is asked of it there.

    Attributes:
        code: Its ISO 639-1 code, the name of its folder.
        name: Its name in English.
        script: The letters that it is written in.
        detection_signs: How a text is told to be in it.
        term_rules: How its words become terms.
        sentence_words: How the ends of its sentences are told.
        spelling: Which letters are put for one another.
        page_furniture: Words on its pages that are none of an article's.
        column_names: What the fields of an article are called.
        number_words: Its numbers in words, and how it writes figures.
        quantity_words: Words about its numbers: units, rates, ranges, fractions.
    """

    code: str
    name: str
    script: Script
    detection_signs: DetectionSigns = field(default_factory=DetectionSigns)
    term_rules: TermRules = field(default_factory=TermRules)
    sentence_words: SentenceWords = field(default_factory=SentenceWords)
    spelling: Spelling = field(default_factory=Spelling)
    page_furniture: PageFurniture = field(default_factory=PageFurniture)
    column_names: ColumnNames = field(default_factory=ColumnNames)
    number_words: NumberWords = field(default_factory=NumberWords)
    quantity_words: QuantityWords = field(default_factory=QuantityWords)
