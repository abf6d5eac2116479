"""How English words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

TERM_RULES = TermRules(
    stop_words=words("""
        a about an and any are as at be been being but by can could did do does doing done for from had has have he
        her him his how i if in into is it its may me my no not of on or our she should so than that the their them
        then there these they this those to many much was we were what when where which who whom whose why will with
        would you your
    """),
    stemmer="english",
    possessive="'s",
)
