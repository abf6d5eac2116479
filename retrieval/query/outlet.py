"""Which of the outlets in the store a question names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from retrieval.query.outlet_cues import are_listed, is_cued, is_within_a_name
from retrieval.query.outlet_names import TOKEN, Ambiguity, OutletName, OutletNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_CHARS = 2_000  # what lies behind this cannot be part of a question
_GAP = re.compile(r"[^\w,;?!]{1,3}|_")  # between two words of one name


def named_outlets(question: str, outlets: Sequence[str]) -> list[str]:
    """Find the outlets that a question names, in the order it names them.

    Case, punctuation, a leading "The", a domain's ending and, across scripts, the alphabet make no difference.  A
    name that is also an ordinary word counts only with its capitals and with words about it such as "according to"
    or "article".  The name before a section ("BBC News - Health") stands for all its sections.

    Args:
        question: A question in any language; its first 2,000 characters are looked at.
        outlets: Names as the store has them.
    """
    text = question[:_MAX_CHARS]
    mentions = _cued(text, list(_mentions(text, OutletNames.of(tuple(outlets)))))
    found = [outlet for mention in mentions if mention.counts for outlet in mention.name.outlets]
    return list(dict.fromkeys(found))


class _OutletMention(NamedTuple):
    """A name in a question.

    Attributes:
        name: The name.
        at: Offset of its first character.
        to: Exclusive end offset.
        capitals: Whether it has the capitals of the name.
        cued: Whether words of attribution stand at it.
    """

    name: OutletName
    at: int
    to: int
    capitals: bool
    cued: bool = False

    @property
    def counts(self) -> bool:
        """Whether the outlet is meant."""
        match self.name.ambiguity:
            case Ambiguity.ORDINARY:
                return self.capitals and self.cued
            case Ambiguity.PLAIN:
                return self.cued
            case Ambiguity.PHRASE:
                return self.capitals or self.cued
            case Ambiguity.OWN:
                return True


def _mentions(text: str, names: OutletNames) -> Iterator[_OutletMention]:
    """The longest names in a text, from its beginning, none over another."""
    for tokens in _clauses(text):
        words = [token[0] for token in tokens]
        for name, first, end in names.among(words):
            capitals = name.is_written_as(words[first:end])
            yield _OutletMention(name, tokens[first].start(), tokens[end - 1].end(), capitals)


def _clauses(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of a text, in runs between which stands what no name holds."""
    clause: list[re.Match[str]] = []
    for token in TOKEN.finditer(text):
        if clause and not _GAP.fullmatch(text, clause[-1].end(), token.start()):
            yield clause
            clause = []
        clause.append(token)
    yield clause


def _cued(text: str, mentions: list[_OutletMention]) -> list[_OutletMention]:
    """The mentions, each with whether words of attribution stand at it or at a neighbour in the same list."""
    cued = [not _is_part(text, one) and is_cued(text, one.at, one.to) for one in mentions]
    order = range(1, len(mentions))
    for right in (*order, *reversed(order)):
        between = text[mentions[right - 1].to : mentions[right].at]
        if are_listed(between) and not _is_part(text, mentions[right]):
            pair = (right - 1, right)
            cued[right - 1] = cued[right] = any(
                cued[i] or mentions[i].name.ambiguity == Ambiguity.OWN for i in pair
            )
    return [mention._replace(cued=sure) for mention, sure in zip(mentions, cued, strict=True)]


def _is_part(text: str, mention: _OutletMention) -> bool:
    """Whether a name that is an ordinary word is part of a longer one that is no outlet's."""
    return mention.name.ambiguity == Ambiguity.ORDINARY and is_within_a_name(text, mention.at, mention.to)
