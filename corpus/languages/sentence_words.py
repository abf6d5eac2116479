"""Words by which the ends of a language's sentences are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """What the sentence splitter asks of a language: words in lower case, abbreviations without their last full stop.

    Attributes:
        never_last: Abbreviations that are never the last word of a sentence, except at the end of a text or
            paragraph: titles, ranks, streets.
        before_number: Abbreviations only where a number follows: "No. 5", but "He said no. The talks ended.".
        before_name: Abbreviations that may end a sentence: they do where the next word can only begin one.
        before_lower_case: Abbreviations that end a sentence wherever the next word has a capital letter.
        continuing: What goes on with the sentence behind one of `before_lower_case` though it has a capital letter,
            as a regular expression; "" where nothing does.
        spaced_letters: Single letters whose full stop, with a space, another letter of the same abbreviation follows.
        starters: Words that, with a capital letter, can be taken for the first of a sentence.
        item_letters: The letters that number the items of a list ("a)"), as a range of a regular expression.
    """

    never_last: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    before_name: frozenset[str] = frozenset()
    before_lower_case: frozenset[str] = frozenset()
    continuing: str = ""
    spaced_letters: str = ""
    starters: frozenset[str] = frozenset()
    item_letters: str = ""
