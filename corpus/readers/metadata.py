"""Titles and authors in the properties of a document: those that somebody gave, and not a program."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.registry import any_pattern

_LONGEST_TITLE, _LONGEST_AUTHOR = 300, 200

# What programs write where nobody gave a title or a name, in whatever language.
_FILE_NAME = r".*\.(?:docx?|rtf|odt|indd|qxd|qxp|pdf|html?|tex|pptx?|xlsx?|pages|txt|cdr|ai|fm|p65|pmd)|about:blank|https?://\S+"
_PROGRAM = (
    "presscite|pc|hp|dell|lenovo|acer|asus|windows|microsoft|apple|adobe|canon|epson|xerox"
    r"|\w*\d{2,}\w*|\S+@\S+"
)
_NO_WORD = r"[\W\d_]*"


def believable_title(stated: str) -> str | None:
    """A title as its document states it; `None` where a program wrote it."""
    title = " ".join(stated.split())
    return None if _no_title().fullmatch(title) or len(title) > _LONGEST_TITLE else title


def believable_author(stated: str) -> str | None:
    """A name as its document states it; `None` where it is that of a program or a machine."""
    author = " ".join(stated.split())
    return None if _no_author().fullmatch(author) or len(author) > _LONGEST_AUTHOR else author


@cache
def _no_title() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.no_title)
    return re.compile(f"{words}|{_FILE_NAME}|{_NO_WORD}", re.IGNORECASE | re.DOTALL)


@cache
def _no_author() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.no_author)
    return re.compile(f"{words}|{_PROGRAM}|{_NO_WORD}", re.IGNORECASE)
