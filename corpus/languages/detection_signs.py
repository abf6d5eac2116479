"""The signs by which a text is told to be in a language."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionSigns:
    """What language detection asks of a language; everything in lower case.

    Attributes:
        words: Its most frequent words, without those that mean as much in a neighbour.
        forms: What its inflected words look like, as regular expressions for the whole word, and what each counts for
            beside a frequent word's 2.0; the first that fits counts.
        letters: Letters that speak for it, as what stands between the brackets of a regular expression.
        letter_weight: What each of these letters counts for.
        sure_letters: Letters of which one is enough, written likewise.
        foreign_letters: Letters that speak against it, written likewise: more than one in a hundred characters, and
            a text is in another language of the script.
        commonest_letters: Its ten or so commonest letters, by which text in a wrong encoding is told.
        one_word_in: Of so many words of a text at least one has to be one of `words`; 0 where none has to.
        foreign_words: Words of other languages of the script; where a word has to be one of `words`, they also have
            to be more than these.
        assumed: Whether a text in its script is taken for it where nothing speaks for another; true of at most one
            language of a script.
    """

    words: frozenset[str] = frozenset()
    forms: Mapping[str, float] = field(default_factory=dict)
    letters: str = ""
    letter_weight: float = 2.0
    sure_letters: str = ""
    foreign_letters: str = ""
    commonest_letters: str = ""
    foreign_words: frozenset[str] = frozenset()
    one_word_in: int = 0
    assumed: bool = False
