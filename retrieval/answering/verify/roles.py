"""Who did what to whom: whether a claim puts names, numbers and words together as its evidence does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.text import quantity, units
from retrieval.text.analysis import fold, stop_words, term, words
from retrieval.text.number_words import is_number_word
from retrieval.text.same_name import same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[,;:—–]")
_EQUAL = frozenset("and or with и или с со вместе ва бо together both".split())
_PREPOSITIONS = frozenset(
    "in at of from to by on near for into under over against between with via about "
    "в во на из от с со к до по при дар аз".split()
)
_CLAUSE = {";": 8, ",": 2, ":": 4, "—": 4, "–": 0}
_CLAUSE_WORDS = {"but": 6, "while": 6, "and": 2, "но": 6, "а": 4, "и": 2}


_CURRENCIES = frozenset(["US", "USD", "EUR"])  # "US$200 million" names no one


@dataclass(frozen=True, slots=True)
class _Token:
    """A content word: its term, its place among all tokens, and how it is written."""

    term: str
    at: int
    capital: bool
    after_preposition: bool


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    before = ""
    for at, match in enumerate(_TOKEN.finditer(text)):
        word = fold(match.group())
        if word[0].isalnum() and word not in stop_words():
            capital = match.group()[0].isupper() and (at > 0 or len(text) < 2)
            found.append(_Token(term(word), at, capital, before in _PREPOSITIONS))
        before = word if word != "the" else before
    return found


def turned(claim: str, context: str) -> bool:
    """Whether an English claim has the two sides of a verb exchanged, and no passive to account for it."""
    said, there = _tokens(claim), _tokens(context)
    where = {t.term: t for t in reversed(there)}
    matched = [t for t in said if t.term in where and sum(o.term == t.term for o in there) == 1]
    if _of_another(claim, context):
        return True
    for a, v, b in zip(matched, matched[1:], matched[2:], strict=False):
        order = where[a.term], where[v.term], where[b.term]
        descending = order[0].at > order[1].at > order[2].at and order[0].at - order[2].at <= 14
        names = order[0].capital or order[2].capital
        if (
            descending
            and names
            and not (_aside(claim, a, b, *order) or _passive(claim, context, a, b, *order))
        ):
            return True
    pairs = pairwise(matched)
    for a, b in pairs:
        one, other = where[a.term], where[b.term]
        side_by_side = one.capital and other.capital and 0 < one.at - other.at <= 3 and b.at - a.at <= 4
        aside = _aside(claim, a, b, one, other) or _passive(claim, context, a, b, one, other)
        if side_by_side and b.at - a.at > 1 and not aside:
            return True
    return False


_OF = re.compile(r"\b([A-Z][\w’'-]+) (of|from|to) ([A-Z][\w’'-]+)")


def _of_another(claim: str, context: str) -> bool:
    """Whether "Aslov of Tajikistan" has become Aslov of somewhere else that the evidence names."""
    there = [m.groups() for m in _OF.finditer(context)]
    for name, preposition, place in (m.groups() for m in _OF.finditer(claim)):
        own = [p for n, how, p in there if same_name(n, name) and how == preposition]
        if own and not any(same_name(p, place) for p in own):
            return True
    return any(_regoverned(p, claim, context) for p in ("from", "to", "by"))


def _regoverned(preposition: str, claim: str, context: str) -> bool:
    """Whether a name stands behind "from" in the place of another, which the claim has elsewhere."""
    pattern = re.compile(rf"\b{preposition} (?:[a-z]+ ){{0,3}}([A-Z][\w’'-]+)")
    mine, theirs = pattern.findall(claim), pattern.findall(context)
    for name in mine:
        if not theirs or any(same_name(name, other) for other in theirs):
            continue
        elsewhere = set(re.findall(r"[A-Z][\w’'-]+", claim)) - set(mine)
        if any(same_name(other, word) for other in theirs for word in elsewhere):
            return True
    return False


def _aside(claim: str, a: _Token, b: _Token, *there: _Token) -> bool:
    """Whether the order says nothing: a list, or the place and time of what happened."""
    between = [fold(m.group()) for m in _TOKEN.finditer(claim)][a.at + 1 : b.at]
    if any(word in _EQUAL or word in (",", ";") for word in between):
        return True
    return any(t.after_preposition for t in (a, b, there[0], there[-1]))


def _passive(claim: str, context: str, a: _Token, b: _Token, *there: _Token) -> bool:
    """Whether one of the two has "by" between the sides and the other does not."""
    said = [fold(m.group()) for m in _TOKEN.finditer(claim)][a.at : b.at]
    cited = [fold(m.group()) for m in _TOKEN.finditer(context)][there[-1].at : there[0].at]
    return ("by" in said) != ("by" in cited)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A figure, a date or a name, with its place in the text.

    Attributes:
        kind: What it can be mistaken for: others of the same kind.
        keys: What tells it from these.
        place: Its token, with clauses before it counted as distance.
        unit: A figure's unit.
    """

    kind: str
    keys: tuple[object, ...]
    place: int
    unit: str | None = None

    def same(self, other: _Anchor) -> bool:
        """Whether both are one thing."""
        if self.kind != other.kind:
            return False
        if self.kind == "name":
            return any(same_name(str(a), str(b)) for a in self.keys for b in other.keys)
        return self.keys == other.keys and self.like(other)

    def like(self, other: _Anchor) -> bool:
        """Whether one could be mistaken for the other: figures of one unit, or where it is not said."""
        return self.kind == other.kind and units.one_unit(self.unit, other.unit)


def _anchors(text: str, days: Sequence[tuple[int, int, object]]) -> list[_Anchor]:
    """The anchors of a text in its order; `days` are its dates as (start, end, value)."""
    place = _places(text)
    masked = _blanked(text, days)
    found = [(start, _Anchor("date", (value,), place(start))) for start, _, value in days]
    for q in quantity.quantities(masked):
        if q.partner is None or q.value <= q.partner:
            found.append((q.start, _Anchor("number", (round(q.value, 9),), place(q.start), q.unit)))
        masked = masked[: q.start] + " " * (q.end - q.start) + masked[q.end :]
    for match in re.finditer(r"[A-ZА-ЯЁҒӢҚӮҲҶ][\w’'-]+(?: [A-ZА-ЯЁҒӢҚӮҲҶ][\w’'-]+)*", masked):
        parts = [w for w in words(match.group()) if w.casefold() not in stop_words() and w not in _CURRENCIES]
        if parts:
            found.append((match.start(), _Anchor("name", tuple(parts), place(match.start()))))
    return [anchor for _, anchor in sorted(found, key=lambda pair: pair[0])]


def _places(text: str) -> Callable[[int], int]:
    starts, places, place = [], [], 0
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        place += _CLAUSE.get(word, 1 + _CLAUSE_WORDS.get(word, 0))
        starts.append(match.start())
        places.append(place)

    def at(offset: int) -> int:
        return next((p for s, p in zip(reversed(starts), reversed(places), strict=True) if s <= offset), 0)

    return at


def crossed(
    claim: str,
    context: str,
    days_said: Sequence[tuple[int, int, object]],
    days_there: Sequence[tuple[int, int, object]],
) -> bool:
    """Whether a claim puts a figure, date or name beside one that its evidence puts beside another.

    An anchor counts as misplaced where every neighbour of it in the claim has, in the evidence, another of the
    anchor's kind nearer, and the anchor another of the neighbour's kind.

    Args:
        claim: The sentence.
        context: The sentences it rests on, in any language.
        days_said: Dates in the claim, as (start, end, value).
        days_there: Dates in the context.
    """
    said, there = _anchors(claim, days_said), _anchors(context, days_there)
    known = [(a, b) for a in said if (b := next((t for t in there if t.same(a)), None))]
    verdicts: dict[int, list[bool]] = {}
    for (i, (a, _)), (j, (b, _)) in zip(enumerate(known), list(enumerate(known))[1:], strict=False):
        if a.like(b):
            continue
        wrong = _contradicted(a, b, there)
        verdicts.setdefault(i, []).append(wrong)
        verdicts.setdefault(j, []).append(wrong)
    if any(all(found) for found in verdicts.values()):
        return True
    return _miscounted(_blanked(claim, days_said), _blanked(context, days_there))


def _blanked(text: str, days: Sequence[tuple[int, int, object]]) -> str:
    for start, end, _ in days:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _contradicted(one: _Anchor, other: _Anchor, there: Sequence[_Anchor]) -> bool:
    ones, others = [t for t in there if t.same(one)], [t for t in there if t.same(other)]
    gap = _gap(ones, others)
    rivals = [t for t in there if t.like(one) and not t.same(one)]
    other_rivals = [t for t in there if t.like(other) and not t.same(other)]
    return gap > 3 and _gap(rivals, others) < gap and _gap(ones, other_rivals) < gap


def _gap(ones: Sequence[_Anchor], others: Sequence[_Anchor]) -> int:
    return min((abs(a.place - b.place) for a in ones for b in others), default=10_000)


def _miscounted(claim: str, context: str) -> bool:
    """Whether a number counts, or measures, what another number does in the evidence: 17 films from 38 countries."""
    there = _counted(context)
    values = {round(q.value, 9) for q in quantity.quantities(context)}
    for value, noun in _counted(claim):
        counts = {v for v, n in there if n == noun}
        if counts and value not in counts and value in values:
            return True
    return False


def _counted(text: str) -> list[tuple[float, str]]:
    """Numbers with the term of the first content word behind them, units passed over."""
    found = []
    for q in quantity.quantities(text):
        if q.partner is not None or q.unit == "of":
            continue
        behind = text[q.end :]
        stop = re.search(r"[,;.:()\d]|\b(?:and|but|from|of|in|to|и|из|в|на|до)\b", behind)
        for word in words(behind[: stop.start()] if stop else behind)[:3]:
            if word.casefold() in stop_words() or units.is_measure(word):
                continue
            found.append((round(q.value, 9), term(word)))
            break
    return found


def shared(claim: str, evidence: set[str]) -> tuple[int, int]:
    """Of a claim's content terms, how many the evidence has, and how many there are; number words left out."""
    content = list(dict.fromkeys(term(w) for w in words(claim) if not _empty(w)))
    return sum(t in evidence for t in content), len(content)


def _empty(word: str) -> bool:
    figure = word[0].isdigit() or is_number_word(word) or units.is_measure(word)
    return figure or word.casefold() in stop_words()


_FROM_TO_BY = (
    ("from", re.compile(r"\b(?:from|с|со|от|аз)(?: about| around| около)? ?(?:US)?[$€£]?$", re.IGNORECASE)),
    ("to", re.compile(r"\b(?:to|до|то)(?: about| around| около)? ?(?:US)?[$€£]?$", re.IGNORECASE)),
    ("by", re.compile(r"\b(?:by|на)(?: about| around| около)? ?(?:US)?[$€£]?$", re.IGNORECASE)),
)


def exchanged(
    mine: Sequence[quantity.Quantity], claim: str, there: Sequence[quantity.Quantity], evidence: str
) -> bool:
    """Whether what a figure rose or fell from has become what it reached, or by how much it changed."""
    for q in mine:
        said = _preposition(claim, q)
        same = [o for o in there if o.value == q.value and units.one_unit(q.unit, o.unit)]
        known = {_preposition(evidence, o) for o in same}
        if said and known and None not in known and said not in known:
            return True
    return False


def _preposition(text: str, q: quantity.Quantity) -> str | None:
    return next((name for name, pattern in _FROM_TO_BY if pattern.search(text[: q.start])), None)


_CLAUSES = re.compile(r";|\b(?:while|whereas)\b|, а ")  # what begins here has a subject of its own


def moved(claim: str, context: str) -> bool:
    """Whether a figure stands with the words of another one of its kind, and with none of its own.

    Looked at are clauses with a subject of their own: "exports rose to 3, while imports stood at 4".
    """
    there = [(set(map(term, words(c))), quantity.quantities(c)) for c in _CLAUSES.split(context)]
    for clause in _CLAUSES.split(claim):
        own = {term(w) for w in words(clause) if not _empty(w)}
        for q in quantity.quantities(clause):
            with_it = [t for t, found in there if any(o.value == q.value for o in found)]
            if not with_it or any(t & own for t in with_it):
                continue
            rivals = [t for t, found in there if any(_rival(o, q) for o in found)]
            if any(t & own for t in rivals):
                return True
    return False


def _rival(one: quantity.Quantity, other: quantity.Quantity) -> bool:
    return one.value != other.value and one.unit == other.unit


def substituted(claim: str, context: str, known: set[str]) -> bool:
    """Whether a word that the passages do not have stands where the evidence has another behind the same two words."""
    said, there = [term(w) for w in words(claim)], [term(w) for w in words(context)]
    behind: dict[tuple[str, str], set[str]] = {}
    for one, other, third in zip(there, there[1:], there[2:], strict=False):
        behind.setdefault((one, other), set()).add(third)
    for one, other, third in zip(said, said[1:], said[2:], strict=False):
        unknown = third not in known and third not in stop_words() and not _empty(third)
        if unknown and other in _PREPOSITIONS and (one, other) in behind and one not in stop_words():
            return True
    return False
