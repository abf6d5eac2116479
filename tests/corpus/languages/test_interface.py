"""What every language keeps to, whatever it fills in: its room is read by code that knows none of them by name."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING

import pytest
import snowballstemmer

from corpus import detect_language
from corpus.languages.registry import DEFAULT, any_pattern, languages, scripts
from corpus.languages.script import Script
from retrieval.text.day import day, period
from retrieval.text.exonyms import exonym
from retrieval.text.number_words import cardinal, ordinal
from retrieval.text.timex import expressions
from retrieval.text.timex.grammar import rules
from retrieval.text.timex.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.languages.language import Language

NAMED_GROUPS = {"topic"}
"""Groups that a pattern may name; a number would count through the patterns of all languages."""

NO_PATTERNS = {
    ("term_rules", "stemmer"),
    ("number_words", "borrowed"),
    ("time_expressions", "rules"),  # names behind an @; every group is one that readers ask for
    ("name_forms", "place_adjective"),  # its group is the place, and it is never joined with others
    ("stance_words", "negating_prefix"),  # its group is the verb, likewise
}

ALL = pytest.mark.parametrize("language", languages().values(), ids=lambda language: language.code)


def values(language: Language) -> Iterator[tuple[str, str, object]]:
    """The aspect, the field and the value of everything that a language fills in."""
    for aspect in fields(language):
        group = getattr(language, aspect.name)
        if is_dataclass(group) and not isinstance(group, Script):
            for field in fields(group):
                yield aspect.name, field.name, getattr(group, field.name)


def word_lists(language: Language) -> Iterator[frozenset[str]]:
    """Every list of words of a language."""
    return (value for _, _, value in values(language) if isinstance(value, frozenset))


def test_default_language_is_there() -> None:
    """What stands in for others has what they may lack."""
    default = languages()[DEFAULT]
    assert default.number_words.cardinals
    assert default.date_style.months


@ALL
def test_language_has_a_code_a_name_and_a_script(language: Language) -> None:
    """The code is that of its folder; its letters are a class of a regular expression."""
    assert languages()[language.code] is language
    assert re.fullmatch("[a-z]{2}", language.code)
    assert language.name.istitle()
    assert language.script in scripts()
    assert re.match(f"[{language.script.letters}]", next(iter(language.detection_signs.words)))


@ALL
def test_language_cannot_be_changed(language: Language) -> None:
    """Aspects are frozen: what one reader sees all see."""
    with pytest.raises(FrozenInstanceError):
        language.detection_signs.assumed = True  # type: ignore[misc]


@ALL
def test_patterns_compile_and_capture_nothing(language: Language) -> None:
    """Each pattern is valid, and none shifts the groups of a pattern that it is put into."""
    for aspect, field, value in values(language):
        if (aspect, field) in NO_PATTERNS:
            continue
        for pattern in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            if isinstance(pattern, str):
                compiled = re.compile(pattern, re.IGNORECASE)
                assert compiled.groups == len(compiled.groupindex), (aspect, field, pattern)
                assert set(compiled.groupindex) <= NAMED_GROUPS, (aspect, field, pattern)


def test_pattern_of_no_language_matches_nothing() -> None:
    """Where every language leaves a pattern out, nothing fits; not the empty text either."""
    assert re.search(any_pattern(lambda _: ""), "anything") is None


@ALL
def test_word_lists_hold_words(language: Language) -> None:
    """No list has white space at an end of a word."""
    for words in word_lists(language):
        assert all(word == word.strip() for word in words)


@ALL
def test_stop_words_are_looked_up_in_lower_case(language: Language) -> None:
    """A stop word with a capital would never be found."""
    assert all(word == word.casefold() for word in language.term_rules.stop_words)


def test_one_stemmer_for_a_script() -> None:
    """A word has one term whatever the text around it, so languages of one script share a stemmer that there is."""
    named = [(one.script, one.term_rules.stemmer) for one in languages().values() if one.term_rules.stemmer]
    assert len({script for script, _ in named}) == len(named)
    assert {stemmer for _, stemmer in named} <= set(snowballstemmer.algorithms())


@ALL
def test_abbreviations_come_without_their_last_full_stop(language: Language) -> None:
    """They are looked up in lower case, and the full stop is what is asked about."""
    words = language.sentence_words
    for abbreviations in (words.never_last, words.before_number, words.before_name, words.before_lower_case):
        assert all(word == word.lower() and not word.endswith(".") for word in abbreviations)


@ALL
def test_detection_knows_a_text_of_frequent_words(language: Language) -> None:
    """A language's own words, without those that it shares with others, are told as its own."""
    others = [one for one in languages().values() if one is not language and one.script == language.script]
    shared = frozenset().union(
        *(one.detection_signs.words | one.detection_signs.foreign_words for one in others)
    )
    own = sorted(language.detection_signs.words - shared - language.detection_signs.foreign_words)
    assert len(own) >= 10
    assert detect_language(" ".join(own)) == language.code


def test_one_language_of_a_script_is_assumed() -> None:
    """Where nothing shows which language it is, there is one answer."""
    assumed = [one.script for one in languages().values() if one.detection_signs.assumed]
    assert len(set(assumed)) == len(assumed)


@ALL
def test_letters_stand_for_single_letters(language: Language) -> None:
    """Letters that are put for one another are single, and offsets do not move."""
    spelling = language.spelling
    tables = (
        spelling.same_letters,
        spelling.typed_letters,
        spelling.font_letters,
        language.term_rules.same_letters,
    )
    for table in tables:
        assert all(len(letter) == len(other) == 1 for letter, other in table.items())
    assert set(spelling.font_letters.values()) <= set(spelling.typed_letters)


def test_a_letter_is_typed_alike_in_all_languages() -> None:
    """A word has one term whatever the text around it: languages agree on what is put for a letter."""
    found: dict[str, set[str]] = {}
    for language in languages().values():
        spelling = language.spelling
        for letter, typed in (*spelling.same_letters.items(), *spelling.typed_letters.items()):
            found.setdefault(letter, set()).add(typed)
        for drawn, seen in spelling.font_letters.items():
            found.setdefault(drawn, set()).add(spelling.typed_letters[seen])
    assert {letter: typed for letter, typed in found.items() if len(typed) > 1} == {}
    plain = set().union(*found.values())
    assert plain.isdisjoint(found)  # what is put for a letter stays


@ALL
def test_what_is_respelled_captures_nothing(language: Language) -> None:
    """Each pattern is valid, has no groups, and what stands for its matches is not respelled again."""
    for pattern, letters in language.spelling.respelled.items():
        compiled = re.compile(pattern)
        assert compiled.groups == 0
        assert not letters or not compiled.fullmatch(letters)


@ALL
def test_column_names_mean_one_field(language: Language) -> None:
    """A name of a column is looked up in lower case with underscores, and names one field."""
    names = [
        name for field in fields(language.column_names) for name in getattr(language.column_names, field.name)
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"\w+", name) and name == name.lower() for name in names)


@ALL
def test_number_words_count(language: Language) -> None:
    """Who has cardinals can count to ten, reads each of its words as its value, and borrows from one who can, too."""
    words = language.number_words
    assert words.decimal_sign in (".", ",")
    if words.borrowed:
        assert languages()[words.borrowed].number_words.cardinals
    if words.cardinals:
        assert set(range(1, 11)) <= set(words.cardinals.values())
    for forms, value in words.cardinals.items():
        plain = forms.partition("|")[0]
        assert not plain.isalpha() or cardinal(plain, language.code) == value
    for forms, value in words.ordinals.items():
        plain = forms.partition("|")[0]
        assert not plain.isalpha() or ordinal(plain, language.code) == value


@ALL
def test_dates_that_are_written_are_read(language: Language) -> None:
    """A day and a month, as they are written for readers, are found as times where the language has words of time."""
    style = language.date_style
    assert len(style.months) in (0, 12)
    assert len(style.months_alone) in (0, 12)
    assert len(style.months_short) == len(style.months)
    patterns = {"day": style.day, "month": style.month, "year": style.year}
    for unit, pattern in patterns.items():
        asked = {name for _, name, _, _ in Formatter().parse(pattern) if name}
        assert asked == set(list(patterns)[list(patterns).index(unit) :])
    if not style.months or not language.time_words.months:
        return
    for month in range(1, 13):
        (written,) = expressions(day(date(2021, month, 5), language.code), date(2024, 3, 31))
        assert (written.start, written.end) == (date(2021, month, 5), date(2021, month, 6))
        (written,) = expressions(period(date(2021, month, 1), "month", language.code), date(2024, 3, 31))
        assert written.start == date(2021, month, 1)


@ALL
def test_words_of_time_stand_for_what_there_is(language: Language) -> None:
    """Months, seasons, weekdays, quarters and units are those of the calendar."""
    words = language.time_words
    assert set(words.months.values()) in (set(), set(range(1, 13)))
    assert set(words.seasons.values()) in (set(), {3, 6, 9, 12})
    assert set(words.weekdays.values()) in (set(), set(range(7)))
    assert set(words.ordinals.values()) in (set(), {1, 2, 3, 4})
    assert set(words.units.values()) <= {"hour", "day", "week", "month", "quarter", "year"}
    assert set(words.named_days.values()) <= {-2, -1, 0, 1, 2}
    assert all(year % 10 == 0 for year in words.decades.values())


def test_words_of_time_do_not_clash() -> None:
    """The words of each language still mean its own numbers where those of all languages are looked up together."""
    tables = vocabulary()
    for language in languages().values():
        words = language.time_words
        for begins, month in words.months.items():
            assert all(tables.months.of(begin) == month for begin in begins.split("|"))
        for begins, weekday in words.weekdays.items():
            assert all(tables.weekdays.of(begin) == weekday for begin in begins.split("|"))
        for begins, unit in words.units.items():
            assert all(tables.units.of(begin) == unit for begin in begins.split("|"))


def test_rules_of_time_are_read() -> None:
    """Each rule is of a kind that there is a reader for, and tells which of its words are the expression."""
    assert all("x" in rule.pattern.groupindex for rule in rules())


@ALL
def test_exonyms_are_known_by_the_same_keys(language: Language) -> None:
    """A place has a key that the default language knows, so that languages meet."""
    known = set(languages()[DEFAULT].exonyms.words.values())
    assert {*language.exonyms.words.values(), *language.exonyms.stems.values()} <= known
    for word, key in language.exonyms.words.items():
        assert exonym(word.partition("|")[0]) == key


@ALL
def test_sounds_are_those_that_languages_are_compared_in(language: Language) -> None:
    """A sound outside of these would be like no other language's."""
    sounds = language.name_sounds
    made = "".join([*sounds.letters.values(), *sounds.sequences.values()])
    assert set(made) <= set("aeiouklmnprstf") | set(sounds.letters)
