"""Words by which a language denies, doubts, plans, and says the opposite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceWords:
    r"""What the verifier asks of a language about yes, no and perhaps.

    Words are folded, and written as regular expressions of a whole word; "" is none.

    Attributes:
        negation: Words that deny.
        negating_prefix: A verb that denies by how it begins; its group is the verb without that: `на(\w{4,})`.
        prefix_shown_by: A word that shows a text to be of this language, so that the prefix counts; a word of
            another one may begin alike.
        doubt: Words that say perhaps.
        denied_doubt: What after a word of doubt makes a denial of it: "may not".
        plan: Words that put what they speak of into the future.
        wish: Words for what is only wanted, expected or possible, likewise.
        not_done: Words of a sentence that does not say that something is done: "is", "before".
        past: Verbs in the past, where the verb itself shows it.
        past_ending: The ending of such a verb, to be taken from its stem.
        present: Verbs in the present or future, where the verb itself shows it.
        opposites: Pairs of groups of words: where one says a word of the first, and one of the second, they disagree.
        reversals: The same of verbs and states that answer a question one way or the other: "accepted", "rejected".
        fates: Groups of words for what befell people, each of which is counted apart: killed, hurt, missing.
        lesser: Words that make another office of an office: "deputy", "former".
        names: Words that are none of these when they are written so: "May" is a month.
    """

    negation: str = ""
    negating_prefix: str = ""
    prefix_shown_by: str = ""
    doubt: str = ""
    denied_doubt: str = ""
    plan: str = ""
    wish: str = ""
    not_done: str = ""
    past: str = ""
    past_ending: str = ""
    present: str = ""
    opposites: tuple[tuple[str, str], ...] = ()
    reversals: tuple[tuple[str, str], ...] = ()
    fates: tuple[str, ...] = ()
    lesser: str = ""
    names: frozenset[str] = frozenset()
