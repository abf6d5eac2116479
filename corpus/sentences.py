"""Where sentences begin and end, by signs and by the words of the languages."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.direct_speech import ends_within_speech
from corpus.languages.registry import all_words, any_pattern, languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Span(NamedTuple):
    """A stretch of a text: offsets in characters, the end exclusive."""

    start: int
    end: int


_CLOSERS = "\"'”’»›)\\]}"
_OPENERS = "\"'“„‘«‹([{`¿¡"

# Signs that may end a sentence, whatever closes behind them (also after a space, as in tokenised text), and a
# footnote mark.  White space or the end of the text must follow, so addresses and decimals never match.
_END = re.compile(
    rf"(?P<sign>[.!?…؟۔]+)(?P<close>[{_CLOSERS}]*(?:[ ](?:''|[”»)\]]))*(?:\[\d{{1,3}}\])*)(?=\s|$)"
    rf"|(?P<wide>[。！？]+[」』”’]*)"
)
_LINE = re.compile(r"[^\n]+")
_BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
_SIGN_LAST = re.compile(rf"[.!?…؟۔。！？][{_CLOSERS}]*\s*$")
_UNFINISHED = re.compile(r"[,;:،؛(\-–—]\s*$")
_WORD_BEFORE = re.compile(r"[^\s(\[{«“„\"'‘`]*$")
_WORD_AFTER = re.compile(r"[^\W\d_]+(?:[-.’'][^\W\d_]+)*\.?")
_HAS_WORD = re.compile(r"\w")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")
_NUMBER_BEFORE = re.compile(r"(?:\d|\b[IVXLC]+)[\s.-]*$")

# How far a rule looks to either side; keeps the whole linear on any text.
_REACH = 40


def sentences(text: str) -> list[Span]:
    """Find the sentences of a text.

    A blank line always ends a sentence; a single line end does where the line is complete, is a heading, or a
    list item follows.  Sentences within one pair of quotation marks, with who says them beside it, are one: each
    by itself would be a claim that nobody makes.  Time grows linearly with the length of the text.

    Args:
        text: Any text, best a cleaned one.

    Returns:
        Spans in order, without overlap, none with white space at either end, which together hold every
        character that is not white space.
    """
    paragraphs = [*_paragraphs(text)]
    ends = [_ends_in(text, paragraph) for paragraph in paragraphs]
    parting = {*ends_within_speech(text, paragraphs, ends)}
    return [
        span
        for paragraph, found in zip(paragraphs, ends, strict=True)
        for span in _between(text, paragraph.start, [end for end in found if end not in parting])
    ]


def _paragraphs(text: str) -> Iterator[Span]:
    """The parts of a text between blank lines."""
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def _ends_in(text: str, paragraph: Span) -> list[int]:
    """Where sentences end in a paragraph, in order, whoever says them."""
    ends = {match.end() for match in _END.finditer(text, *paragraph) if _ends(text, match, paragraph)}
    return sorted({*ends, *_line_ends(text, paragraph, ends), paragraph.end})


def _between(text: str, start: int, ends: Sequence[int]) -> Iterator[Span]:
    """The sentences from a place on that end at these."""
    waiting: Span | None = None
    for end in ends:
        span = _trimmed(text, start, end)
        start = end
        if span.start == span.end:
            continue
        if waiting is None:
            waiting = span
        elif _HAS_WORD.search(text, *span):
            yield waiting
            waiting = span
        else:
            # A stray sign is no sentence: it stays with the words before it.
            waiting = Span(waiting.start, span.end)
    if waiting is not None:
        yield waiting


def _line_ends(text: str, paragraph: Span, known: set[int]) -> Iterator[int]:
    """Ends of lines without a full stop that end a sentence all the same: headings, list items, verses."""
    if text.find("\n", *paragraph) < 0:
        return
    lines = [Span(*match.span()) for match in _LINE.finditer(text, *paragraph)]
    widest = max((line.end - line.start for line in lines), default=0)
    for line, following in pairwise(lines):
        if line.end not in known and _line_ends_sentence(text, line, following, widest):
            yield line.end


def _line_ends_sentence(text: str, line: Span, following: Span, widest: int) -> bool:
    tail = text[max(line.start, line.end - _REACH) : line.end]
    head = text[following.start : min(following.end, following.start + _REACH)].lstrip()
    if _rules().bullet.match(head):
        return True
    # A line that ends well before the margin was ended on purpose: its next word would have fit.
    room = widest - (line.end - line.start) - 1
    if _SIGN_LAST.search(tail) or _UNFINISHED.search(tail) or len(head.partition(" ")[0]) > room:
        return False
    first = head.lstrip(_OPENERS)[:1]
    if first.isupper() or first.isdigit():
        return True
    caseless = first.isalpha() and not first.islower()
    return caseless and line.end - line.start < widest // 2


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a sentence ends at the signs that were found."""
    if match["wide"]:
        return True
    after = text[match.end() : min(match.end() + _REACH, paragraph.end)].lstrip()
    if not after:
        return True
    head = after.lstrip("—–-" + _OPENERS + " ")
    if not _may_begin(head, after):
        return False
    if match["sign"] != ".":
        return True
    before = text[max(paragraph.start, match.start() - _REACH) : match.start()]
    return _full_stop_ends(before.rpartition("\n")[2], head)


def _may_begin(head: str, after: str) -> bool:
    first = head[:1]
    if not first:
        return True
    if first in ".!?…" and not head[1:2].strip():
        # Signs set apart by spaces, as in ". . .".
        return False
    if first.islower():
        return bool(_BRAND.match(head)) and after[0].isalpha()
    return True


def _full_stop_ends(before: str, head: str) -> bool:
    """Whether a single full stop ends a sentence, given the text before it and what follows."""
    if not before or before[-1].isspace():
        return True
    word = _WORD_BEFORE.search(before)
    token = word[0] if word else ""
    left = before[: len(before) - len(token)]
    if token.isdigit():
        # "1. Water": a number with which a line begins counts items.
        return bool(left.strip()) or len(token) > 3
    if len(token) == 1 and token.isalpha():
        return _single_letter_ends(token, left, head)
    return _word_ends(token, head)


def _single_letter_ends(letter: str, left: str, head: str) -> bool:
    rules = _rules()
    if letter.islower() and (_NUMBER_BEFORE.search(left) or rules.spaced_before.search(left)):
        # The word for a year, a century or a sum behind its number; the last letter of a spaced abbreviation.
        return head[:1].isupper()
    if letter.isupper():
        return _begins_sentence(head)
    # "c. 450 BC", "Fabian v. Desierto"; a letter of another script stands for a street, a town or the like.
    return letter.isascii() and letter not in rules.never_last and not head[:1].isdigit()


def _word_ends(token: str, head: str) -> bool:
    rules = _rules()
    word = token.lower().lstrip("—–-")
    if word in rules.before_number:
        return not head[:1].isdigit()
    if word in rules.never_last:
        return False
    if word in rules.before_lower_case:
        return head[:1].isupper() and not rules.continuing.match(head)
    if word in rules.before_name or _DOTTED.fullmatch(token):
        return _begins_sentence(head)
    return True


def _begins_sentence(head: str) -> bool:
    word = _WORD_AFTER.match(head)
    # "J. S. Bach": what looks like a first word is one more initial.
    if word is None or re.fullmatch(r".\.", word[0]):
        return False
    return word[0].lower().rstrip(".") in _rules().starters


class _SentenceRules(NamedTuple):
    """The words of all languages together, as the rules look them up; see `SentenceWords`."""

    never_last: frozenset[str]
    before_number: frozenset[str]
    before_name: frozenset[str]
    before_lower_case: frozenset[str]
    starters: frozenset[str]
    continuing: re.Pattern[str]
    spaced_before: re.Pattern[str]
    bullet: re.Pattern[str]


@cache
def _rules() -> _SentenceRules:
    found = [language.sentence_words for language in languages().values()]
    items = "".join(words.item_letters for words in found)
    spaced = "".join(words.spaced_letters for words in found)
    return _SentenceRules(
        never_last=all_words(lambda language: language.sentence_words.never_last),
        before_number=all_words(lambda language: language.sentence_words.before_number),
        before_name=all_words(lambda language: language.sentence_words.before_name),
        before_lower_case=all_words(lambda language: language.sentence_words.before_lower_case),
        starters=all_words(lambda language: language.sentence_words.starters),
        continuing=re.compile(any_pattern(lambda language: language.sentence_words.continuing)),
        spaced_before=re.compile(rf"\b[{spaced}]\.\s$"),
        bullet=re.compile(rf"(?:[-–—•*▪◦·‣]|\d{{1,3}}[.)]|[{items}]\))\s"),
    )
