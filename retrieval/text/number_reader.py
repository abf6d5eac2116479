"""The numbers of a text, in figures and in words, read token by token."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import all_words, any_pattern, languages
from retrieval.text.fractions import without_thirds_and_quarters
from retrieval.text.number_words import begins_number, cardinal, is_single_scale, money_scales, ordinal, scale
from retrieval.text.spoken_number import SpokenNumber
from retrieval.text.units import CURRENCY_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator


_SPACES = " \u00a0\u202f\u2009"
_SPACE = re.compile(f"[{_SPACES}]")
_NEGATIVE = re.compile(r"(?:^|[\s(])[-–−]$")


class Token(NamedTuple):
    """A number in figures, a word or a sign of a text.

    Attributes:
        text: Its characters in lower case.
        figures: The figures of a number without the ending of an ordinal; "" in words and signs.
        is_word: Whether it is a word.
        start: Offset of its first character.
        end: Exclusive end.
    """

    text: str
    figures: str
    is_word: bool
    start: int
    end: int


class Number(NamedTuple):
    """A number in a text.

    Attributes:
        value: Its value, scale words counted in.
        first: Index of its first token.
        behind: Index behind that of its last token.
    """

    value: float
    first: int
    behind: int


class NumberReader:
    """Reads the numbers of a text.

    Args:
        text: The text.
        language: Code of the language that it is in.

    Attributes:
        tokens: The tokens of the text.
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        # "Half a million" is read as 0.5 million.
        self._masked = without_thirds_and_quarters(
            _rules().half_of.sub(lambda match: "0.5".ljust(len(match.group())), text)
        )
        self.tokens = [
            Token(match.group().lower(), match["figures"] or "", match["word"] is not None, *match.span())
            for match in _token().finditer(self._masked)
        ]
        self._at = 0

    def numbers(self) -> Iterator[Number]:
        """The numbers from where it stands on, in the order of the text."""
        while token := self._peek():
            first = self._at
            begins = token.figures or (token.is_word and begins_number(token.text, self._language))
            value = self._number() if begins else None
            if value is None:
                self._take()
            else:
                yield Number(-value if self._is_negative(first) else value, first, self._at)

    def _peek(self, ahead: int = 0) -> Token | None:
        """The next token, or the one so far ahead or behind; `None` at either end of the text."""
        at = self._at + ahead
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def _text_of(self, ahead: int = 0) -> str:
        """What the next token says, or the one so far ahead or behind; "" at either end of the text."""
        token = self._peek(ahead)
        return token.text if token else ""

    def _word(self, ahead: int = 0) -> str:
        """The word that the next token is, or the one so far ahead or behind; "" where that is none."""
        token = self._peek(ahead)
        return token.text if token and token.is_word else ""

    def _take(self, count: int = 1) -> None:
        self._at += count

    def _number(self) -> float | None:
        """The number that begins with the next token, its half and its scale counted in; `None` where none does."""
        if (value := self._figures()) is not None:
            return (value + self._half()) * self._scale()
        if (value := self._ordinal()) is not None or (value := self._single_scale()) is not None:
            return value + self._half()
        if (spoken := self._spoken()) is None:
            return None
        value = spoken.value + self._half()
        return value if spoken.scaled else value * self._scale()

    def _figures(self) -> float | None:
        token = self._peek()
        if token is None or not token.figures:
            return None
        self._take()
        return read_figures(token.figures, languages()[self._language].number_words.decimal_sign)

    def _ordinal(self) -> float | None:
        if (value := ordinal(self._word(), self._language)) is not None:
            self._take()
        return value

    def _single_scale(self) -> float | None:
        """The scale of "a million", which stands without a number: one of them."""
        word, before = self._word(), self._peek(-1)
        counted = before is not None and (before.figures or before.text == "-")
        if counted or not is_single_scale(word):
            return None
        self._take()
        return scale(word) or 1.0

    def _spoken(self) -> SpokenNumber | None:
        """A number in words: "two hundred and five thousand"."""
        if cardinal(self._word(), self._language) is None or self._counts_nothing():
            return None
        number = SpokenNumber(self._language)
        while number.takes(self._word()):
            self._take()
            if number.is_open and self._joins(number):
                self._take()
        return number

    def _counts_nothing(self) -> bool:
        """Whether the next token is a one that counts nothing: "no one", "one of them"."""
        if all(cardinal(self._word(), code) != 1 for code in languages()):
            return False
        return self._word(-1) in _rules().not_counted_before or self._word(1) in _rules().not_counted_behind

    def _joins(self, number: SpokenNumber) -> bool:
        """Whether the next token joins what follows it to a number: "twenty-one", "a hundred and one"."""
        return (self._word() in number.joiners or self._text_of() == "-") and number.goes_on_with(
            self._word(1)
        )

    def _half(self) -> float:
        """The half that is added to the number just read: "and a half"."""
        half = _rules().and_a_half.match(self._masked, self.tokens[self._at - 1].end)
        if half is None:
            return 0.0
        while (token := self._peek()) and token.start < half.end():
            self._take()
        return 0.5

    def _scale(self) -> float:
        """What the word behind a number multiplies it by; 1.0 where that is no scale."""
        word = self._word()
        if word in money_scales() and self._text_of(-2) not in CURRENCY_SIGNS:
            return 1.0
        factor = scale(word)
        if factor is None:
            return 1.0
        self._take()
        if word in _rules().dotted_scales and self._text_of() == ".":
            self._take()
        return factor

    def _is_negative(self, first: int) -> bool:
        start = self.tokens[first].start
        return _NEGATIVE.search(self._text[max(0, start - 2) : start]) is not None


def read_figures(figures: str, decimal_sign: str) -> float:
    """The value of a number in figures; the sign that is not for decimals is one of thousands where it looks so."""
    figures = _SPACE.sub("", figures)
    thousands = "," if decimal_sign == "." else "."
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal_sign}\d+)?", figures):
        figures = figures.replace(thousands, "")
    whole, _, decimals = figures.replace(",", ".").partition(".")
    return float(f"{whole}.{decimals.replace('.', '') or 0}")


class _NumberRules(NamedTuple):
    """The words of all languages together; see `NumberWords`."""

    half_of: re.Pattern[str]
    and_a_half: re.Pattern[str]
    dotted_scales: frozenset[str]
    not_counted_before: frozenset[str]
    not_counted_behind: frozenset[str]


@cache
def _rules() -> _NumberRules:
    half_of = any_pattern(lambda language: language.number_words.half_of)
    and_a_half = any_pattern(lambda language: language.number_words.and_a_half)
    return _NumberRules(
        half_of=re.compile(rf"\b{half_of}", re.IGNORECASE),
        and_a_half=re.compile(rf"\s+{and_a_half}\b", re.IGNORECASE),
        dotted_scales=all_words(lambda language: language.number_words.dotted_scales),
        not_counted_before=all_words(lambda language: language.number_words.not_counted_before),
        not_counted_behind=all_words(lambda language: language.number_words.not_counted_behind),
    )


@cache
def _token() -> re.Pattern[str]:
    endings = any_pattern(lambda language: language.number_words.ordinal_endings)
    return re.compile(
        rf"(?P<figures>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?:{endings})?"
        r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|[%$€£₽°]|[-–—−]|[^\w\s]"
    )
