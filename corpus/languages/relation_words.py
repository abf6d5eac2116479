"""Words by which a language puts names, figures and clauses together."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOrder:
    """What is known of a language in which the place of a name, and not its ending, tells who did what to whom.

    Attributes:
        articles: Words that may stand between a preposition and its noun, folded.
        agent: The preposition of whoever did it, in the passive: "by".
        belonging: Prepositions between a name and where it belongs, as in "Aslov of Tajikistan".
        governing: Prepositions after which a name plays one part only: from, to, by.
    """

    articles: frozenset[str]
    agent: str
    belonging: tuple[str, ...]
    governing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWords:
    """What the verifier asks of a language about what belongs together.

    Attributes:
        joining: Words between equals, whose order says nothing: "and", "or", "together"; folded.
        prepositions: Prepositions, folded.
        clauses: Words that begin a clause, in lower case, and how many words of distance that counts for.
        subject_changes: What begins a clause with a subject of its own, as a regular expression; "" is none.
        counted_until: Words, as a regular expression, after which a number counts nothing any more.
        change_from: Prepositions, as a regular expression, before the figure from which something rose or fell.
        change_to: The same before the figure that it reached.
        change_by: The same before the figure by which it changed.
        roughly: The same for what may stand between the preposition and the figure.
        currency_codes: Words that are written as names are, and name no one: "USD".
        word_order: What the order of words says; `None` where endings say it.
    """

    joining: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    clauses: Mapping[str, int] = field(default_factory=dict)
    subject_changes: str = ""
    counted_until: str = ""
    change_from: str = ""
    change_to: str = ""
    change_by: str = ""
    roughly: str = ""
    currency_codes: frozenset[str] = frozenset()
    word_order: WordOrder | None = None
