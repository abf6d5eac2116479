"""Train the reading model on a folder of question sets.

    python -m retrieval.reading.training prepare DATA --out build/reading
    python -m retrieval.reading.training train build/reading --steps 6000

A stopped run goes on where it was when the same command is given again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from retrieval.reading.training.batches import EncodedExample

_LAYERS, _FROZEN = 12, 4
_DEVELOPMENT_PAGES = 0.04  # of the pages of each set


@click.group()
def main() -> None:
    """Train the reading model."""


@main.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/reading"), show_default=True)
@click.option("--own-articles", type=click.Path(exists=True, path_type=Path), help="Articles of our own.")
@click.option(
    "--own-questions",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Questions of our own, over these and over the aligned articles.",
)
@click.option(
    "--own-claims",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Claims of our own, over the same articles.",
)
@click.option("--seed", default=1, show_default=True)
def prepare(
    data: Path,
    *,
    out: Path,
    own_articles: Path | None,
    own_questions: tuple[Path, ...],
    own_claims: tuple[Path, ...],
    seed: int,
) -> None:
    """Make examples of the sets in the folder DATA, and a manifest that says what they are made of."""
    from retrieval.embedding.encoder import Encoder
    from retrieval.embedding.packaged_model import packaged_encoder
    from retrieval.reading.training import measured, sets
    from retrieval.reading.training import prepare as preparation
    from retrieval.reading.training.annotated_texts import AnnotatedTexts
    from retrieval.reading.training.claims import claims
    from retrieval.settings import Settings

    chosen = [one for one in sets.SETS if (data / one.file).is_file()]
    if own_articles:
        chosen += [sets.own_set(own_articles, questions) for questions in own_questions]
    texts = AnnotatedTexts(data, own_articles.resolve() if own_articles else None)
    squad2 = measured.squad2_pages(data)
    path = preparation.prepare(
        chosen,
        data,
        out,
        seed=seed,
        encoder=Encoder(packaged_encoder(Settings.load().model_cache)),
        measured=measured.texts(data, squad2),
        squad2_measured=squad2,
        say=click.echo,
        claimed=[claim for file in own_claims for claim in claims(file, texts)],
    )
    click.echo(f"wrote {path}")


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--steps", default=6_000, show_default=True, help="Batches in all.")
@click.option("--tokens", default=3_072, show_default=True, help="Tokens of a batch.")
@click.option("--rate", default=1e-4, show_default=True, help="The steady learning rate.")
@click.option("--layers", default=_LAYERS, show_default=True, help="Layers of the encoder that are kept.")
@click.option("--frozen", default=_FROZEN, show_default=True, help="Layers that are left as they are.")
@click.option("--sets", help="Learn from these sets alone, with commas; by default from all.")
@click.option("--seed", default=1, show_default=True)
@click.option("--threads", default=2, show_default=True)
@click.option(
    "--further",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A reading model to train further, as `export` writes it; by default the packaged encoder.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where checkpoints go; by default the folder's `run`."
)
def train(
    folder: Path,
    *,
    steps: int,
    tokens: int,
    rate: float,
    layers: int,
    frozen: int,
    sets: str | None,
    seed: int,
    threads: int,
    further: Path | None,
    out: Path | None,
) -> None:
    """Train on the examples in FOLDER, with checkpoints in its folder `run`."""
    import torch

    from retrieval.embedding.packaged_model import packaged_encoder
    from retrieval.embedding.packaged_weights import PackagedWeights
    from retrieval.embedding.text_tokenizer import text_tokenizer
    from retrieval.reading.delta import ReadingWeights
    from retrieval.reading.tokens import PairTokenizer
    from retrieval.reading.training.batches import encode
    from retrieval.reading.training.network import ReadingNetwork
    from retrieval.reading.training.prepare import read_examples
    from retrieval.reading.training.trainer import Schedule, Trainer
    from retrieval.settings import Settings

    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    examples = read_examples(folder / "examples.jsonl")
    kept = _development_pages({example.page for example in examples})
    tokenizer = PairTokenizer(text_tokenizer(packaged_encoder(Settings.load().model_cache)))
    learned: list[EncodedExample] = []
    development: list[EncodedExample] = []
    chosen = None if sets is None else frozenset(sets.split(","))
    for example in examples:
        if chosen is not None and example.source not in chosen:
            continue
        encoded = encode(example, tokenizer)
        if encoded is not None:
            (development if example.page in kept else learned).append(encoded)
    click.echo(f"{len(learned):,} examples to learn from, {len(development):,} to look at")
    base = PackagedWeights()
    network = ReadingNetwork(ReadingWeights(base, further) if further else base, layers, frozen)
    schedule = Schedule(steps=steps, tokens=tokens, rate=rate, seed=seed)
    finished = Trainer(
        network,
        learned,
        development=development,
        schedule=schedule,
        folder=out or folder / "run",
        say=click.echo,
    ).run()
    click.echo(f"wrote {finished}")


@main.command()
@click.argument("checkpoint", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def export(checkpoint: Path, out: Path) -> None:
    """Write what training changed in CHECKPOINT to the file OUT, which is what is shipped."""
    from hashlib import sha256

    from retrieval.reading.training.export import export as write

    write(checkpoint, out)
    click.echo(f"wrote {out}: {out.stat().st_size:,} bytes, SHA-256 {sha256(out.read_bytes()).hexdigest()}")


def _development_pages(pages: set[str]) -> set[str]:
    """The few pages that are looked at on the way and never learned from."""
    from hashlib import sha256

    return {
        page
        for page in pages
        if sha256(f"development:{page}".encode()).digest()[0] < 256 * _DEVELOPMENT_PAGES
    }


if __name__ == "__main__":
    main()
