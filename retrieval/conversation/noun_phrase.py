"""A name with what belongs to it: its article before it, and the noun behind it that it qualifies."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern, languages
from retrieval.text.analysis import fold, stop_words

if TYPE_CHECKING:
    from retrieval.conversation.mentions import Mention

_MOST_NOUNS = 2
_WORDS_BEHIND = re.compile(r"(?: [^\W\d_](?:[^\W\d_]|-)+){1,3}")


def phrase_span(text: str, name: Mention) -> tuple[int, int]:
    """Begin and end of a name with its noun, where an article shows that it has one: "the Istiqlol tunnel"."""
    articles = _articles()
    article = articles.before.search(text[: name.at])
    if article is None:
        return name.at, name.to
    behind = _WORDS_BEHIND.match(text, name.to)
    nouns: list[str] = []
    ended = False
    for word in behind.group().split() if behind else ():
        ended = fold(word) in stop_words() or articles.participle.fullmatch(word) is not None
        if ended or not word.islower():
            break
        nouns.append(word)
    nouns = nouns[:_MOST_NOUNS]
    if nouns and articles.behind_auxiliary.search(text[: name.at]) and (not ended or len(nouns) > 1):
        nouns.pop()  # "how much did the Rogun plant cost"
    return article.start(), name.to + sum(1 + len(noun) for noun in nouns)


def has_article(phrase: str) -> bool:
    """Whether a phrase begins with a definite article."""
    return _articles().first.match(phrase) is not None


def with_article(phrase: str) -> str:
    """A phrase behind a definite article, so that its first word begins no sentence."""
    articles = (language.phrase_words.article for language in languages().values())
    return f"{next(filter(None, articles), 'x')} {without_article(phrase)}"


def without_article(phrase: str) -> str:
    """A phrase without the definite article at its beginning."""
    return _articles().first.sub("", phrase)


class _Articles(NamedTuple):
    """What noun phrases are told by.

    Attributes:
        first: A definite article at the beginning of a phrase.
        before: One at the end of what stands before a name.
        behind_auxiliary: The same behind an auxiliary verb.
        participle: A word that ends a noun phrase.
    """

    first: re.Pattern[str]
    before: re.Pattern[str]
    behind_auxiliary: re.Pattern[str]
    participle: re.Pattern[str]


@cache
def _articles() -> _Articles:
    article = any_pattern(lambda language: language.phrase_words.article)
    auxiliary = any_pattern(lambda language: language.phrase_words.auxiliaries)
    participle = any_pattern(lambda language: language.phrase_words.participles)
    patterns = (rf"^{article} ", rf"(?<!\w){article} $", rf"\b{auxiliary} {article} $", participle)
    return _Articles(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
