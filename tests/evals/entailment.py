"""Learn and judge the decision whether a written sentence follows from the words that it cites.

python -m tests.evals.entailment collect DATA build/entailment
python -m tests.evals.entailment judge build/entailment
python -m tests.evals.entailment train build/entailment

`collect` embeds the words of all claims and of what they rest on, and asks the rules; `judge` learns from four fifths
of the articles and tells how well the fifth that is left is decided, with the rules alone, with the network alone, and
with both; `train` learns from all of them and writes the file that is shipped.  The claims that somebody else wrote
("opened") are judged and never learned from.  DATA is laid out as for the reading model.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from sklearn.metrics import roc_auc_score

from retrieval.answering.verify.entailment import LEAST, pair_features
from retrieval.answering.verify.entailment_network import WEIGHTS
from retrieval.answering.verify.verify import Checks, same_language
from retrieval.answering.verify.word_pairs import EncodedWords
from retrieval.answering.verify.wording import WORD
from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.settings import PACKAGED_MODEL, Settings
from tests.evals.entailment_examples import (
    WRITTEN,
    Alterations,
    ClaimedArticles,
    EntailmentExample,
    is_plain,
    of_cases,
    of_opened,
    of_texts,
)
from tests.evals.lying_model import similarity_of_the_shipped_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from tests.evals.entailment_trainer import TrainingPair

    Floats = NDArray[np.float32]

_FOLDS = 5
_WEIGHT = {"altered": 0.3}
_SHARES = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4)
_AT_ONCE = 256
_LEARNED_FROM_ONLY = {"altered"}


@click.group()
def main() -> None:
    """Learn and judge."""


@main.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=3, show_default=True)
def collect(data: Path, out: Path, seed: int) -> None:
    """Embed all texts and ask the rules."""
    embeddings = PackagedEmbeddings(PACKAGED_MODEL, Settings().model_cache)
    articles = ClaimedArticles(data)
    examples = [example for name in WRITTEN for example in articles.written(name)]
    examples += [*of_cases(), *of_texts(articles, seed)]
    words = _embedded(_texts(examples), embeddings)
    examples += [*Alterations(_vocabulary(examples, words), seed).of(examples)]
    words |= _embedded([text for text in _texts(examples) if text not in words], embeddings)
    opened = list(of_opened())
    words |= _embedded([text for text in _texts(opened) if text not in words], embeddings)
    examples += opened
    similarity = similarity_of_the_shipped_model()
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "wholes.npy", np.array([of.whole for of in words.values()], dtype=np.float16))
    np.save(out / "words.npy", np.concatenate([of.vectors for of in words.values()]).astype(np.float16))
    (out / "texts.json").write_text(json.dumps(list(words), ensure_ascii=False), "utf-8")
    with (out / "examples.jsonl").open("w", encoding="utf-8") as file:
        for example in examples:
            print(json.dumps(_row(example, words, similarity), ensure_ascii=False), file=file)


def _texts(examples: Sequence[EntailmentExample]) -> list[str]:
    return list(
        dict.fromkeys(text for example in examples for text in (example.claim, example.cited.context))
    )


def _embedded(texts: Sequence[str], embeddings: PackagedEmbeddings) -> dict[str, EncodedWords]:
    found: dict[str, EncodedWords] = {}
    for at in range(0, len(texts), _AT_ONCE):
        some = texts[at : at + _AT_ONCE]
        found.update(zip(some, EncodedWords.of(some, embeddings), strict=True))
    return found


def _vocabulary(
    examples: Sequence[EntailmentExample], words: dict[str, EncodedWords]
) -> dict[str, dict[str, Floats]]:
    """Words of each language that stand in two texts or more, with their mean vectors."""
    seen: dict[str, dict[str, list[Floats]]] = defaultdict(lambda: defaultdict(list))
    languages = {example.cited.context: example.languages[1] for example in examples}
    languages |= {example.claim: example.languages[0] for example in examples}
    for text, language in languages.items():
        for match, vector in zip(WORD.finditer(text), words[text].vectors, strict=True):
            if is_plain(match.group()):
                seen[language][match.group()].append(vector)
    return {
        language: {word: np.mean(vectors, axis=0) for word, vectors in of.items() if len(vectors) > 1}
        for language, of in seen.items()
        if language in ("en", "ru", "tg")
    }


def _row(
    example: EntailmentExample, words: dict[str, EncodedWords], similarity: Callable[[str, str], float]
) -> dict[str, Any]:
    cited = example.cited
    same = same_language(example.claim, cited.wide)
    claim, evidence = words[example.claim], words[cited.context]
    fault = None
    if example.source not in _LEARNED_FROM_ONLY:
        shown, fault = Checks(cited, similarity, None).standing(example.claim)
        fault = fault or (None if shown == example.claim else "part")
    return {
        "source": example.source, "article": example.article, "kind": example.kind, "follows": example.follows,
        "languages": example.languages, "claim": example.claim, "context": cited.context,
        "known": pair_features(example.claim, cited, claim, evidence, same=same).tolist(),
        "fault": fault,
    }  # fmt: skip


class _Stored:
    """Embeds words as they were collected."""

    def __init__(self, folder: Path) -> None:
        self.texts: list[str] = json.loads((folder / "texts.json").read_text("utf-8"))
        wholes, words = np.load(folder / "wholes.npy"), np.load(folder / "words.npy")
        counts = [len(WORD.findall(text)) for text in self.texts]
        parts = np.split(words, np.cumsum(counts)[:-1])
        self.known = dict(zip(self.texts, zip(wholes, parts, strict=True), strict=True))
        self.sample = words[::4].astype(np.float32)

    def encode_words(
        self, texts: Sequence[str], words: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Floats, Sequence[Floats]]:
        return np.array([self.known[text][0] for text in texts]), [self.known[text][1] for text in texts]


def _learned(folder: Path) -> tuple[list[dict[str, Any]], list[TrainingPair], Any, dict[str, EncodedWords]]:
    """The rows of the examples, their tensors, the axes of the vectors, and the words of the texts."""
    from tests.evals.entailment_trainer import Axes, TrainingPair

    stored = _Stored(folder)
    axes = Axes.of(stored.sample)
    words = dict(zip(stored.texts, EncodedWords.of(stored.texts, stored), strict=True))
    rows = [json.loads(line) for line in (folder / "examples.jsonl").read_text("utf-8").splitlines()]
    pairs = [
        TrainingPair.of(
            axes, words[row["claim"]], words[row["context"]], np.array(row["known"], dtype=np.float32),
            follows=row["follows"], weight=_WEIGHT.get(row["source"], 1.0),
        )
        for row in rows
    ]  # fmt: skip
    return rows, pairs, axes, words


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
@click.option("--networks", default=2, show_default=True)
def train(folder: Path, out: Path, networks: int) -> None:
    """Learn from all claims."""
    from tests.evals import entailment_trainer

    rows, pairs, axes, _ = _learned(folder)
    own = [pair for row, pair in zip(rows, pairs, strict=True) if row["source"] != "opened"]
    entailment_trainer.train(own, axes, range(networks)).write(out)
    click.echo(sha256(out.read_bytes()).hexdigest())


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--networks", default=1, show_default=True)
@click.option("--folds", default=_FOLDS, show_default=True, help="how many of the five are looked at")
def judge(folder: Path, networks: int, folds: int) -> None:
    """Learn from four fifths of the articles and look at the others."""
    from tests.evals import entailment_trainer

    rows, pairs, axes, words = _learned(folder)
    # What is never learned from is judged once.
    fold = [0 if row["source"] == "opened" else zlib.crc32(row["article"].encode()) % _FOLDS for row in rows]
    looked_at: list[tuple[dict[str, Any], float]] = []
    for n in range(folds):
        network = entailment_trainer.train(
            [
                pair
                for row, pair, of in zip(rows, pairs, fold, strict=True)
                if of != n and row["source"] != "opened"
            ],
            axes,
            range(networks),
        )
        for row, of in zip(rows, fold, strict=True):
            if of == n and row["source"] != "altered":
                known = np.array(row["known"], dtype=np.float32)
                looked_at.append((row, network.logit(words[row["claim"]], words[row["context"]], known)))
        (folder / "judged.json").write_text(json.dumps(looked_at, ensure_ascii=False), "utf-8")
    for line in figures(looked_at):
        click.echo(line)


def figures(judged: Sequence[tuple[dict[str, Any], float]]) -> Iterator[str]:
    """What is said of claims of articles that were not learned from."""
    for source in ("claims", "opened", "predicates", "cases", "texts"):
        if of_source := _where(judged, "source", source):
            yield from _of_source(source, of_source)
    for source in ("claims", "opened"):
        claims = _where(judged, "source", source)
        for key in ("kind", "languages"):
            for value in sorted({str(row[key]) for row, _ in claims}):
                of_value = _where(claims, key, value)
                yield f"{source}, {value}: rules {_by_rules(of_value)}, both {_by_both(of_value)}"


def _of_source(source: str, judged: Sequence[tuple[dict[str, Any], float]]) -> Iterator[str]:
    follows = [row["follows"] for row, _ in judged]
    yield f"{source}: {len(follows)}, AUROC {roc_auc_score(follows, [logit for _, logit in judged]):.3f}"
    yield f"  rules alone: {_by_rules(judged)}"
    yield f"  both: {_by_both(judged)}"
    for name, value in (("alone", lambda _, logit: logit), ("both", _sureness)):
        lies = sorted((value(row, logit) for row, logit in judged if not row["follows"]), reverse=True)
        for share in _SHARES:
            least = lies[min(len(lies) - 1, int(share * len(lies)))]
            shown = [(row, value(row, logit) > least) for row, logit in judged]
            yield f"  {name}, above {least:.2f}: {_kept_and_shown(shown)}"


def _where(
    judged: Sequence[tuple[dict[str, Any], float]], key: str, value: str
) -> list[tuple[dict[str, Any], float]]:
    return [(row, logit) for row, logit in judged if str(row[key]) == value]


def _by_rules(judged: Sequence[tuple[dict[str, Any], float]]) -> str:
    return _kept_and_shown([(row, row["fault"] is None) for row, _ in judged])


def _by_both(judged: Sequence[tuple[dict[str, Any], float]]) -> str:
    return _kept_and_shown([(row, _both(row, logit)) for row, logit in judged])


def _both(row: dict[str, Any], logit: float) -> bool:
    return _sureness(row, logit) >= LEAST


def _sureness(row: dict[str, Any], logit: float) -> float:
    """The logit where the rules find no fault; else minus infinity."""
    return logit if row["fault"] is None else -math.inf


def _kept_and_shown(shown: Sequence[tuple[dict[str, Any], bool]]) -> str:
    true = [kept for row, kept in shown if row["follows"]]
    lies = [kept for row, kept in shown if not row["follows"]]
    return f"true kept {np.mean(true or [False]):.3f}, altered shown {np.mean(lies or [False]):.3f}"


if __name__ == "__main__":
    main()
