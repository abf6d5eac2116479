"""The statements that a claim is made of: its sentences, each with the label before its colon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus import sentences
from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import WORD, folded_words
from retrieval.text.analysis import fold, stop_words, term, terms
from retrieval.text.named_text import NamedText
from retrieval.text.names import is_title, names

if TYPE_CHECKING:
    from retrieval.answering.verify.cited_text import CitedText

_LABELLED = re.compile(r"(?P<label>[^:]{1,100}?): +(?P<rest>\S.*)", re.DOTALL)


class ClaimStatement(NamedTuple):
    """One sentence of a claim.

    Attributes:
        label: What stands before its colon; "" where there is none.
        rest: What stands after that, or the whole sentence.
    """

    label: str
    rest: str

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.label}: {self.rest}" if self.label else self.rest

    @property
    def without_label(self) -> str:
        """The rest as a sentence of its own."""
        return self.rest[0].upper() + self.rest[1:]


def statements(text: str) -> list[ClaimStatement]:
    """The statements of a claim, in order; a quotation of several sentences is not taken apart."""
    parts = [text[start:end] for start, end in sentences(text)]
    if any(part.count('"') % 2 for part in parts):
        parts = [text]
    return [_statement(part) for part in parts]


def _statement(sentence: str) -> ClaimStatement:
    found = _LABELLED.fullmatch(sentence)
    return ClaimStatement(found["label"], found["rest"]) if found else ClaimStatement("", sentence)


def label_stands(label: str, cited: CitedText, *, same_language: bool) -> bool:
    """Whether the evidence has every word of a label; a word of saying may be another one, or give it to the outlet.

    What words of another language say cannot be told: their label does not stand.
    """
    if not same_language:
        return False
    saying = [word for word in _content(label) if lexicon().attributes(fold(word))]
    others = {term(word) for word in _content(label) if word not in saying}
    about = set(terms(cited.about))
    if not others <= about.union(terms(cited.context)):
        return False
    said_there = any(map(lexicon().attributes, folded_words(cited.context)))
    return not saying or said_there or others <= about


def is_heading(label: str, cited: CitedText, *, same_language: bool) -> bool:
    """Whether a label that does not stand may be left out: it only announces what follows.

    It may not where it says something of its own that is not so, or whose words follow: a figure, a name that the
    evidence lacks, a bare name, a word of saying (but of what "the articles say").
    """
    words = [word for word in _content(label) if not lexicon().attributes(fold(word))]
    named = _names(label, cited, same_language=same_language)
    if len(words) < len(_content(label)):
        return not named and any(lexicon().material.fullmatch(fold(word)) for word in words)
    if any(c.isdigit() for c in label) or not all(map(NamedText(cited.wide).has, named)):
        return False
    return not all(word in named or is_title(fold(word)) for word in words)


def _names(label: str, cited: CitedText, *, same_language: bool) -> set[str]:
    """The names in a label; its first word may have a capital letter by its place alone."""
    there = NamedText(cited.wide)
    found = {name.word for name in names(label, there, same_language=same_language)}
    words = WORD.findall(label)
    second = words[1] if len(words) > 1 else ""
    if second.islower() and second not in stop_words() and not there.has(words[0]):
        found.discard(words[0])
    return found


def _content(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word.casefold() not in stop_words()]
