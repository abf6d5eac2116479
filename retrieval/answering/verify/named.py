"""The names and speakers of a claim against those of its evidence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from retrieval.answering.verify.attribution import speakers, speaks
from retrieval.text import name_fit
from retrieval.text.named_text import NamedText
from retrieval.text.names import names
from retrieval.text.surname_gender import genders_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.verify.cited_text import CitedText
    from retrieval.text.names import Name


def names_stand(text: str, cited: CitedText, *, same_language: bool) -> bool:
    """Whether a claim has names of its evidence only, put together as there, and its speakers speak there."""
    near = NamedText(f"{cited.context} . {cited.about}")
    wide = NamedText(cited.wide)
    found = names(text, wide, same_language=same_language)
    here = [name for name in found if near.has(name.word)]
    if len(here) < len(found) and not _resolved(found, here, cited, wide):
        return False
    if not all(fits(found, text, wide) for fits in (name_fit.adjacent, name_fit.titles_fit, genders_fit)):
        return False
    if not name_fit.nations(text) <= name_fit.nations(cited.wide):
        return False
    near_names = f"{cited.about} . {cited.context}"
    return all(speaks(speaker, near_names) for speaker in speakers(text))


def _resolved(found: Sequence[Name], here: Sequence[Name], cited: CitedText, wide: NamedText) -> bool:
    """Whether names from elsewhere in the passage may stand for "he" or "their" in the quoted sentences."""
    if not all(wide.has(name.word) for name in found):
        return False
    if _personal().search(cited.context):
        return True
    return bool(here) and _possessive().search(cited.context) is not None


@cache
def _personal() -> re.Pattern[str]:
    return _whole(any_pattern(lambda language: language.reference_words.personal))


@cache
def _possessive() -> re.Pattern[str]:
    return _whole(any_pattern(lambda language: language.reference_words.possessive))


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{words}\b", re.IGNORECASE)
