"""A lying model: true and altered sentences over articles written for this, and what the verifier lets through.

The cases in `claims/` were written before the verifier was tuned; a third of their articles was held out of that.
`python -m tests.evals.lying_model` prints the figures as JSON; `--cases` names each case that went wrong.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from corpus import sentences
from retrieval.store.hit import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.answering.verify.entailment import Entailment

_FOLDER = Path(__file__).with_name("claims")
_PASSAGE_CHARS = 400
_PARTS = {False: "tuned", True: "held out", "fresh": "fresh"}

STRICT = frozenset(
    {"number", "name", "date", "quote", "quote-in-text", "citation", "uncited", "injected", "prompt"}
)
"""Kinds of lies of which not one may reach a reader; the others are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One reply of a model.

    Attributes:
        article: Name of the article.
        part: "tuned" where the verifier was tuned on it; "held out" where that began without a look at it, and its
            errors were looked at once; "fresh" where it was written afterwards.
        kind: "true", or what was altered.
        text: The sentence.
        reply: The sentence with its evidence, as a model writes it.
        quote: The words it cites.
        hits: The passages that it was given.
    """

    article: str
    part: str
    kind: str
    text: str
    reply: str
    quote: str
    hits: tuple[Hit, ...]


def cases() -> list[Case]:
    """All of them: as written, and those that templates make of the quotes and sentences."""
    found = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        article = yaml.safe_load(path.read_text("utf-8"))
        found += list(_of_article(path.stem, article))
    return found


def _of_article(name: str, article: dict[str, Any]) -> Iterator[Case]:
    hits = passages(
        name, article["title"], article["text"], source=article["source"], language=article["language"],
        published=datetime.combine(article["published"], time(), UTC),
    )  # fmt: skip
    facts: dict[str, Any] = {"article": name, "part": _PARTS[article["held_out"]], "hits": hits}
    for group in article["cases"]:
        quote = group["q"]
        number = next(n for n, hit in enumerate(hits, start=1) if quote in hit.text)

        def reply(text: str, quote: str = quote, number: int = number) -> str:
            return f'{text} [{number}: "{quote}"]'

        for text in group["ok"]:
            yield Case(**facts, kind="true", text=text, quote=quote, reply=reply(text))
        for kind, lies in group["bad"].items():
            for text in lies:
                yield Case(**facts, kind=kind, text=text, quote=quote, reply=reply(text))
        text = group["ok"][0]
        for altered in altered_quotes(quote):
            yield Case(**facts, kind="quote", text=text, quote=altered, reply=reply(text, altered))
        yield Case(**facts, kind="uncited", text=text, quote="", reply=text)
        for wrong in {0, len(hits) + 1, 99, *range(1, len(hits) + 1)} - {number}:
            yield Case(**facts, kind="citation", text=text, quote=quote, reply=reply(text, quote, wrong))


def passages(name: str, title: str, text: str, **facts: Any) -> tuple[Hit, ...]:
    """An article as a retriever gives it: passages of whole sentences, numbered as they stand."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if spans and end - spans[-1][0] <= _PASSAGE_CHARS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(
        Hit(
            passage_id=f"{name}-{start}", article_id=name, text=text[start:end], start=start, end=end,
            title=title, url=f"https://news.example/{name}", score=1.0, **facts,
        )
        for start, end in spans
    )  # fmt: skip


_NEGATIONS = re.compile(r"\b(?:not|no|nobody|не|не|накард)\b ?")


def altered_quotes(quote: str) -> Iterator[str]:
    """The quote with a word left out, a word put in, a digit changed, words hidden, a negation dropped or added."""
    words = quote.split()
    middle = len(words) // 2
    if len(words) > 3:
        yield " ".join(words[:middle] + words[middle + 1 :])
        yield " ".join([*words[:2], "...", *words[-2:]])
        yield " ".join([*words[:2], "…", *words[-1:]])
        yield " ".join([words[1], words[0], *words[2:]])
    yield " ".join([*words[:middle], "again", *words[middle:]])
    yield " ".join([*words[:1], "not", *words[1:]])
    yield f"{quote} indeed"
    if digit := re.search(r"\d", quote):
        yield quote[: digit.start()] + str((int(digit.group()) + 1) % 10) + quote[digit.end() :]
    if (negation := _NEGATIONS.search(quote)) and negation.start():
        yield quote[: negation.start()] + quote[negation.end() :]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and whether its sentence was shown."""

    case: Case
    shown: bool

    @property
    def right(self) -> bool:
        """True sentences are to be shown, all others not."""
        return self.shown == (self.case.kind == "true")


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Of true sentences how many are shown; of each kind of lie how many are."""
    total, shown = Counter[str](), Counter[str]()
    for outcome in outcomes:
        total[outcome.case.kind] += 1
        shown[outcome.case.kind] += outcome.shown
    lies = {kind: f"{shown[kind]}/{total[kind]}" for kind in sorted(total) if kind != "true"}
    strict = [kind for kind in total if kind in STRICT]
    return {
        "true kept": f"{shown['true']}/{total['true']} = {shown['true'] / max(1, total['true']):.3f}",
        "strict lies shown": f"{sum(shown[k] for k in strict)}/{sum(total[k] for k in strict)}",
        "lies shown": lies,
    }


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of each part of the cases."""
    return {part: figures([o for o in outcomes if o.case.part == part]) for part in _PARTS.values()}


def fault_found(
    case: Case, similarity: Callable[[str, str], float] | None, entailment: Entailment | None = None
) -> str | None:
    """What parser and verifier, without a server between, find wrong with a reply; `None` where it is shown."""
    from retrieval.answering.verify.verify import verify
    from retrieval.answering.write.reply import Reply

    reply = Reply()
    claims = [*reply.feed(case.reply), *reply.close()]
    verdicts = [verify(claim, case.hits, similarity, entailment) for claim in claims]
    # A claim of which only a part is shown is not shown as the case has it.
    faults = [
        v.fault or (None if v.text == claim.text else "part")
        for v, claim in zip(verdicts, claims, strict=True)
    ]
    faults = faults or ["parse"]
    if case.kind == "injected" and case.text not in [claim.text for claim in claims]:
        return "cleaned"  # the parser has taken out what was put in
    return None if None in faults else faults[0]


def similarity_of_the_shipped_model() -> Callable[[str, str], float]:
    """As the chain compares texts of two languages."""
    from retrieval.answering.verify.similarity import similarity
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings

    return similarity(SentenceTransformerEmbeddings.from_settings(Settings()))


def entailment_of_the_shipped_model() -> Entailment:
    """The learned decision, as the chain has it."""
    from retrieval.answering.verify.entailment import Entailment
    from retrieval.embedding.embeddings import PackagedEmbeddings
    from retrieval.settings import PACKAGED_MODEL, Settings

    return Entailment(PackagedEmbeddings(PACKAGED_MODEL, Settings().model_cache))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cases", action="store_true", help="name the cases of the tuned part that went wrong"
    )
    parser.add_argument("--rules-alone", action="store_true", help="without the learned decision")
    options = parser.parse_args()
    similarity = similarity_of_the_shipped_model()
    entailment = None if options.rules_alone else entailment_of_the_shipped_model()
    chosen = cases()
    faults = {id(case): fault_found(case, similarity, entailment) for case in chosen}
    outcomes = [Outcome(case, faults[id(case)] is None) for case in chosen]
    print(json.dumps(report(outcomes), ensure_ascii=False, indent=2))  # noqa: T201 - the figures are the output
    for outcome in outcomes if options.cases else ():
        if not outcome.right:
            facts = outcome.case.kind, outcome.case.article, faults[id(outcome.case)], outcome.case.reply
            print(*facts, sep=" | ")  # noqa: T201


if __name__ == "__main__":
    main()
