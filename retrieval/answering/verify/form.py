"""Whether a claim is a plain sentence that may be shown as it is, and what it sets in quotation marks is quoted."""

from __future__ import annotations

import re

from corpus import sentences
from corpus.languages.detection import script_of
from retrieval.answering.verify.quotes import flat

_MOST_CHARS = 500
_MOST_SENTENCES = 2

# What no sentence of an answer holds: links, markup, marks that look like ours, signs that turn a line around.
_FORBIDDEN = re.compile(
    r"https?:|www\.|\b[\w-]+\.[a-z]{2,12}/|]\(|\[\s*\d|<\s*[/!a-z]|[`{}\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff]|&(?:#\d|[a-z]+;)|\*\*|__|@\w|javascript:|data:|\"\"\"|"
    r"\b[\w-]+\.(?:com|org|net|ru|tj|io|example)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile('["“«„](.+?)["”»“]')


def presentable(text: str) -> bool:
    """Whether a text is a plain sentence, without links, markup or marks of its own."""
    if len(text) > _MOST_CHARS or not any(c.isalpha() for c in text):
        return False
    if _FORBIDDEN.search(text) or text.count('"') % 2:
        return False
    return len(sentences(text)) <= _MOST_SENTENCES


def quotes_rightly(text: str, wide: str) -> bool:
    """Whether words that a sentence itself sets in quotation marks stand in the passage, or are a name there."""
    within, _ = flat(wide)
    quoted = (flat(match[1])[0].strip(" .,;:!?") for match in _QUOTED.finditer(text))
    return all(words in within or _is_translated(words, within) for words in quoted)


def _is_translated(words: str, within: str) -> bool:
    """Words in another script are a translation, which is checked as the rest of the sentence is."""
    return script_of(words) != script_of(within)
