"""Train the classifier that tells messages apart, and judge it.

    python -m retrieval.query.training train
    python -m retrieval.query.training train-subjects
    python -m retrieval.query.training judge

Training learns from two thirds of the messages in `tests/evals/kinds` and from questions of
`tests/evals/reading`.  What tells subjects can be learned anew alone, which needs no encoder and is what
training makes of it too.  Judging shows what the shipped weights make of the third that is left.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval.query.kind_weights import WEIGHTS, KindWeights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.embeddings import PackagedEmbeddings
    from retrieval.query.training.figures import KindJudgement

_EVALS = Path(__file__).parents[3] / "tests" / "evals"


@click.group()
def main() -> None:
    """Train and judge the classifier of messages."""


@main.command()
@click.option("--messages", type=click.Path(exists=True, path_type=Path), default=_EVALS / "kinds")
@click.option(
    "--questions",
    type=click.Path(exists=True, path_type=Path),
    default=_EVALS / "reading" / "questions.jsonl",
)
@click.option("--seed", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
def train(messages: Path, questions: Path, seed: int, out: Path) -> None:
    """Learn the weights; the held-out messages are left alone."""
    import numpy as np

    from retrieval.query.training.augmentation import TypingHabits
    from retrieval.query.training.labelled import read_messages, read_reading_questions
    from retrieval.query.training.trainer import KindTrainer

    encoder = _embeddings().encoder
    embedded: dict[str, NDArray[np.float32]] = {}

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in embedded]
        if new:
            embedded.update(zip(new, encoder.many([f"query: {text}" for text in new]), strict=True))
        return np.array([embedded[text] for text in texts])

    written = [message for message in read_messages(messages) if not message.is_held_out]
    known = read_reading_questions(questions, messages / "reading_kinds.json")
    further = [message for message in known if not message.is_held_out]
    click.echo(f"{len(written):,} messages and {len(further):,} further questions to learn from")
    KindTrainer(embed, TypingHabits.read(messages / "typing.json"), seed).train(written, further).write(out)
    _say_written(out)


@main.command()
@click.option("--messages", type=click.Path(exists=True, path_type=Path), default=_EVALS / "kinds")
@click.option("--weights", type=click.Path(exists=True, path_type=Path), default=WEIGHTS, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
def train_subjects(messages: Path, weights: Path, seed: int, out: Path) -> None:
    """Learn what tells subjects; the other weights stay as they are in a file."""
    from dataclasses import replace

    from retrieval.query.training.augmentation import TypingHabits
    from retrieval.query.training.labelled import read_messages
    from retrieval.query.training.subject_fit import fit_subject

    written = [message for message in read_messages(messages) if not message.is_held_out]
    fitted = fit_subject(written, TypingHabits.read(messages / "typing.json"), seed)
    replace(KindWeights.read(weights), **fitted._asdict()).write(out)
    _say_written(out)


@main.command()
@click.option("--messages", type=click.Path(exists=True, path_type=Path), default=_EVALS / "kinds")
@click.option("--weights", type=click.Path(exists=True, path_type=Path), default=WEIGHTS, show_default=True)
@click.option("--grams-alone", is_flag=True, help="Without vectors, as where there is no packaged encoder.")
@click.option("--mistakes", is_flag=True, help="Show what was taken for something else.")
def judge(messages: Path, weights: Path, *, grams_alone: bool, mistakes: bool) -> None:
    """Tell the held-out messages apart."""
    from retrieval.query.training.figures import QUESTIONS, calibration_error, f1, macro_f1

    judged = _judged(messages, KindWeights.read(weights), grams_alone=grams_alone)
    for language in sorted({one.language for one in judged}):
        own = [one for one in judged if one.language == language]
        by_kind = ", ".join(f"{kind} {value:.2f}" for kind, value in f1(own).items())
        click.echo(f"{language}: macro F1 {macro_f1(own):.3f} over {len(own)} messages ({by_kind})")
    click.echo(f"expected calibration error {calibration_error(judged):.3f}")
    questions = [one for one in judged if one.right in QUESTIONS]
    lost = [one for one in questions if not one.taken.searches]
    click.echo(f"questions that are not searched for: {len(lost)} of {len(questions)}")
    subjects = _subjects(messages, KindWeights.read(weights))
    click.echo(f"subjects: {sum(subjects)} of {len(subjects)} to the letter")
    for one in judged if mistakes else ():
        if one.right is not one.taken:
            click.echo(f"{one.right} taken for {one.taken} ({one.likelihood:.2f}): {one.text}")


def _say_written(out: Path) -> None:
    click.echo(f"wrote {out}: {out.stat().st_size:,} bytes, SHA-256 {sha256(out.read_bytes()).hexdigest()}")


def _judged(messages: Path, weights: KindWeights, *, grams_alone: bool) -> list[KindJudgement]:
    from retrieval.query.kind_classifier import KindClassifier
    from retrieval.query.training.figures import KindJudgement
    from retrieval.query.training.labelled import read_messages

    classifier = KindClassifier(None if grams_alone else _embeddings(), weights)
    return [
        KindJudgement(
            text=message.text,
            language=message.language,
            right=message.kinds[0],
            taken=classifier.kind(message.text),
            likelihood=float(classifier.probabilities(message.text).max()),
        )
        for message in read_messages(messages)
        if message.is_held_out
    ]


def _subjects(messages: Path, weights: KindWeights) -> list[bool]:
    """Whether the subject of each held-out message that has one, or none, is found."""
    from retrieval.query.subject import subject
    from retrieval.query.training.labelled import read_messages
    from retrieval.question_kind import QuestionKind

    return [
        subject(
            message.text, weights, certain=message.kinds == (QuestionKind.OVERVIEW,) and bool(message.subject)
        )
        == message.subject
        for message in read_messages(messages)
        if message.is_held_out and message.subject is not None
    ]


def _embeddings() -> PackagedEmbeddings:
    from retrieval.embedding.embeddings import PackagedEmbeddings
    from retrieval.settings import PACKAGED_MODEL, Settings

    return PackagedEmbeddings(PACKAGED_MODEL, Settings.load().model_cache)


if __name__ == "__main__":
    main()
