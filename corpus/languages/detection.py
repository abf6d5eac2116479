"""Which of the languages presscite knows a text is written in, and in which letters."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import languages, scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.languages.detection_signs import DetectionSigns
    from corpus.languages.language import Language
    from corpus.languages.script import Script

DETECTION = 2
"""Raised whenever articles are told to be in other languages, so that stores made before have theirs told anew."""

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://[^\s)]+|[\w.-]*@[\w.-]+")
_SAMPLE_CHARS = 4000
_SCRIPT_SAMPLE_CHARS = 1000
_WORD_WEIGHT = 2.0
_SHOWN_BY = 100  # letters from which a text tells its language more surely than a label
_MOST_SHOWN_BY = 1000
_ONE_WORD_IN = 6  # of a text in a font of its own, which needs more to be told than letters
_FEW_WORDS = 2  # whose endings mislead: the Russian word for news has one of Tajik


def detect_language(text: str) -> str | None:
    """Tell the language of a text by its script, its letters and its most frequent words.

    Made for news and for questions of one short sentence.  Other languages in the same scripts come out as
    `None` where they show it; a text that shows nothing is taken for the language that its script assumes.

    Args:
        text: Any text; its first 4,000 characters are looked at.

    Returns:
        The code of one of `languages()`, or `None` where the text is in none of them or cannot be told.
    """
    sample = _Sample.of(text)
    if sample.script is None:
        return None
    detectors = _detectors()[sample.script]
    scores = {detector: detector.score(sample.text, sample.words) for detector in detectors}
    best = max(scores, key=lambda detector: scores[detector])
    if scores[best] > 0 or (best.assumed and scores[best] == 0):
        return best.code
    return next((detector.code for detector in detectors if detector.shows_in_font(sample.text)), None)


def language_of(text: str, label: str | None) -> str | None:
    """Tell the language of an article, which its text shows better than a label.

    Args:
        text: Its text.
        label: Code of the language that its source states, which may be one of the publishing system; `None` where it
            states none.

    Returns:
        What the text shows.  The label, where the text is too short to tell, or shows none of `languages()` and
        nothing that speaks against the label.
    """
    detected = detect_language(text)
    if label is None or detected == label:
        return detected
    if len(_LETTER.findall(text[:_MOST_SHOWN_BY])) < _SHOWN_BY:
        return label
    return detected or (None if _is_ruled_out(label, text) else label)


def _is_ruled_out(code: str, text: str) -> bool:
    """Whether a text is not in the language with this code, as far as that is known."""
    sample = _Sample.of(text)
    if code not in languages() or sample.script is None:
        return False
    if languages()[code].script != sample.script:
        return True
    detector = next(detector for detector in _detectors()[sample.script] if detector.code == code)
    return detector.rules_out(sample.text, sample.words)


def certain_language(text: str) -> str | None:
    """The language that a text itself shows; `None` where only its script, or an ending or two, speak for one.

    A name or a word alone shows none: whoever knows its writer knows better.

    Returns:
        The code of one of `languages()`.
    """
    code = detect_language(text)
    sample = _Sample.of(text)
    if code is None or sample.script is None:
        return None
    signs = languages()[code].detection_signs
    if not signs.words.isdisjoint(sample.words):
        return code
    if signs.letters and re.search(f"[{signs.letters}]", sample.text):
        return code
    scores = (one.score(sample.text, sample.words) for one in _detectors()[sample.script] if one.code == code)
    return code if len(sample.words) > _FEW_WORDS and max(scores) > 0 else None


def script_of(text: str) -> Script | None:
    """The letters that most of a text's beginning is written in; `None` where it has none that a language uses."""
    sample = text[:_SCRIPT_SAMPLE_CHARS]
    counts = {script: len(letter.findall(sample)) for script, letter in _letters().items()}
    most = max(counts, key=lambda script: counts[script])
    return most if counts[most] else None


@lru_cache(maxsize=50_000)
def script_of_word(word: str) -> Script | None:
    """The letters that a word is written in, those that are not Latin where it has both; `None` where it has none."""
    return next((script for script, letter in reversed(_letters().items()) if letter.search(word)), None)


class _Sample(NamedTuple):
    """What is looked at of a text: its beginning in lower case, the script of most of its letters, and its words."""

    text: str
    script: Script | None
    words: list[str]

    @classmethod
    def of(cls, text: str) -> _Sample:
        sample = _ADDRESS.sub(" ", text[:_SAMPLE_CHARS].lower())
        counts = {script: len(letter.findall(sample)) for script, letter in reversed(_letters().items())}
        script = max(counts, key=lambda script: counts[script])
        return cls(sample, script if counts[script] else None, _WORD.findall(sample))


@cache
def _letters() -> dict[Script, re.Pattern[str]]:
    return {script: re.compile(f"[{script.letters}]") for script in scripts()}


@cache
def _detectors() -> dict[Script, list[_Detector]]:
    """The detectors of each script, the one that is assumed first: it wins where others show as much."""
    found: dict[Script, list[_Detector]] = {script: [] for script in scripts()}
    for language in languages().values():
        found[language.script].append(_Detector.of(language))
    for detectors in found.values():
        detectors.sort(key=lambda detector: not detector.assumed)
    return found


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    weight: float


class _Detector:
    """How much a text looks like one language, by its `DetectionSigns`."""

    def __init__(self, code: str, signs: DetectionSigns, font_letters: Mapping[str, str]) -> None:
        self.code = code
        self.assumed = signs.assumed
        self._signs = signs
        self._font_letters = str.maketrans(dict(font_letters))
        self._forms = [_Form(re.compile(pattern), weight) for pattern, weight in signs.forms.items()]
        self._letter = _one_of(signs.letters)
        self._sure_letter = _one_of(signs.sure_letters)
        self._foreign_letter = _one_of(signs.foreign_letters)
        self._form_of = lru_cache(maxsize=20_000)(self._form)

    @classmethod
    def of(cls, language: Language) -> _Detector:
        return cls(language.code, language.detection_signs, language.spelling.font_letters)

    def score(self, sample: str, words: list[str]) -> float:
        """What speaks for the language: 0.0 where nothing does, minus infinity where something rules it out."""
        signs = self._signs
        if self._has_foreign_letters(sample):
            return -math.inf
        if self._sure_letter and self._sure_letter.search(sample):
            return math.inf
        known = sum(map(signs.words.__contains__, words))
        if signs.one_word_in and not self._has_enough(known, words):
            return -math.inf
        letters = len(self._letter.findall(sample)) if self._letter else 0
        score = signs.letter_weight * letters + _WORD_WEIGHT * known
        return sum(map(self._form_of, words), score) if self._forms else score

    def shows_in_font(self, sample: str) -> bool:
        """Whether a text is in the language, in a font that draws its letters for others."""
        seen = sample.translate(self._font_letters)
        if seen == sample:
            return False
        words = _WORD.findall(seen)
        known = sum(map(self._signs.words.__contains__, words))
        return known * _ONE_WORD_IN >= len(words) and self.score(seen, words) > 0

    def rules_out(self, sample: str, words: list[str]) -> bool:
        """Whether something speaks against the language: letters or words that are not its own."""
        signs = self._signs
        foreign = sum(map(signs.foreign_words.__contains__, words))
        return self._has_foreign_letters(sample) or foreign > sum(map(signs.words.__contains__, words))

    def _has_foreign_letters(self, sample: str) -> bool:
        return self._foreign_letter is not None and (
            len(self._foreign_letter.findall(sample)) * 100 > len(sample)
        )

    def _has_enough(self, known: int, words: list[str]) -> bool:
        """Whether enough of the words are those of the language, and more than are its neighbours'."""
        signs = self._signs
        if known * signs.one_word_in < len(words):
            return False
        return known > sum(map(signs.foreign_words.__contains__, words))

    def _form(self, word: str) -> float:
        """What a word counts for by its form; a frequent word has been counted."""
        if word in self._signs.words:
            return 0.0
        return next((form.weight for form in self._forms if form.pattern.fullmatch(word)), 0.0)


def _one_of(letters: str) -> re.Pattern[str] | None:
    return re.compile(f"[{letters}]") if letters else None
