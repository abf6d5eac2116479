"""Letters that writers of Persian put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

# Arabic kaf and yeh in Persian words.
SPELLING = Spelling(same_letters={"\u0643": "\u06a9", "\u064a": "\u06cc"})
