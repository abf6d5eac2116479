"""Trains the reading model: warm-up, a steady rate for as long as one likes, then a decay to the end.

A run that was stopped goes on from its newest checkpoint.  A run that has come to its end can be made longer: it
goes on from the checkpoint before the decay.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from retrieval.reading.training.batches import batches, collate
from retrieval.reading.training.judgement import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from retrieval.reading.training.batches import Batch, EncodedExample
    from retrieval.reading.training.network import Logits, ReadingNetwork

_DECAYED = 0.2  # the last part of the steps
_WARM_UP = 200  # steps
_CLIPPED = 1.0  # norm of the gradient
_ANSWERED_LOSS = 0.5  # weight of "is there an answer" beside "where does it stand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long and how fast to learn.

    Attributes:
        steps: Batches in all.
        tokens: Tokens of a batch, padding included.
        rate: The steady learning rate.
        seed: Of the order of the examples and of the heads.
        saved_every: Steps between checkpoints.
        judged_every: Steps between looks at the development examples.
    """

    steps: int
    tokens: int = 3_072
    rate: float = 1e-4
    seed: int = 1
    saved_every: int = 100
    judged_every: int = 500

    def rate_at(self, step: int) -> float:
        """The learning rate of a step."""
        if step < _WARM_UP:
            return self.rate * (step + 1) / _WARM_UP
        return self.rate * min(1.0, (self.steps - step) / max(1.0, _DECAYED * self.steps))

    @property
    def decay_begins(self) -> int:
        """The first step of the decay."""
        return int(self.steps * (1 - _DECAYED))


class Trainer:
    """One run of training.

    Args:
        network: What is trained.
        examples: What it learns from.
        development: What it is looked at with on the way; never learned from.
        schedule: How long and how fast.
        folder: Where checkpoints and the log are.
        say: Where progress goes.
    """

    def __init__(
        self,
        network: ReadingNetwork,
        examples: Sequence[EncodedExample],
        *,
        development: Sequence[EncodedExample],
        schedule: Schedule,
        folder: Path,
        say: Callable[[str], None],
    ) -> None:
        self._network = network
        self._examples = examples
        self._development = development
        self._schedule = schedule
        self._folder = folder
        self._say = say
        self._trained = [p for p in network.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(self._trained, lr=schedule.rate, weight_decay=0.01)
        self._step = 0

    def run(self) -> Path:
        """Train to the end of the schedule; the file with the finished weights."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._resume()
        began, seen = time.monotonic(), 0
        loss = 0.0
        for batch in self._rest():
            loss = 0.98 * loss + 0.02 * self._learn(batch) if loss else self._learn(batch)
            seen += len(batch.start)
            self._step += 1
            if self._step == self._schedule.decay_begins:
                self._save("steady.pt")
            if self._step % self._schedule.saved_every == 0:
                self._save("newest.pt")
                pace = seen / (time.monotonic() - began)
                self._say(
                    f"step {self._step:,} of {self._schedule.steps:,}: loss {loss:.3f}, {pace:.1f} a second"
                )
            if self._step % self._schedule.judged_every == 0:
                self._judge()
        self._judge()
        return self._save("finished.pt")

    def _rest(self) -> Iterator[Batch]:
        """The batches from the current step on: epoch by epoch, each in an order of its own."""
        step = epoch = 0
        while True:
            for examples in batches(
                self._examples, self._schedule.tokens, self._schedule.seed * 1_000 + epoch
            ):
                if step >= self._schedule.steps:
                    return
                if step >= self._step:
                    yield collate(examples)
                step += 1
            epoch += 1

    def _learn(self, batch: Batch) -> float:
        self._network.train()
        for group in self._optimizer.param_groups:
            group["lr"] = self._schedule.rate_at(self._step)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits: Logits = self._network(batch.ids, batch.mask)
        loss = loss_of(logits, batch)
        self._optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._trained, _CLIPPED)
        self._optimizer.step()
        return float(loss.detach())

    def _judge(self) -> None:
        figures = judge(self._network, self._development, self._schedule.tokens)
        line = {"step": self._step, **asdict(figures)}
        with (self._folder / "development.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self._say(f"step {self._step:,}: {figures}")

    def _resume(self) -> None:
        """Go on from the newest checkpoint; from the one before the decay where that is over."""
        for name in ("newest.pt", "steady.pt"):
            path = self._folder / name
            if not path.is_file():
                continue
            kept: dict[str, Any] = torch.load(path, weights_only=True)
            # A step within another schedule's decay was made at rates that this schedule does not have.
            if kept["step"] <= self._schedule.decay_begins or kept["steps"] == self._schedule.steps:
                self._network.load_state_dict(kept["network"])
                self._optimizer.load_state_dict(kept["optimizer"])
                self._step = kept["step"]
                self._say(f"going on from step {self._step:,}")
                return

    def _save(self, name: str) -> Path:
        path = self._folder / name
        kept = {
            "step": self._step,
            "steps": self._schedule.steps,
            "network": self._network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        torch.save(kept, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)  # noqa: PTH105 - in one step, so that a stop leaves no half one
        return path


def loss_of(logits: Logits, batch: Batch) -> Tensor:
    """The mean loss of a batch; of questions where the answer stands and whether there is one, of claims the rest."""
    span = logits.span.float().masked_fill(~batch.readable[..., None], -1e9)
    start = functional.cross_entropy(span[..., 0], batch.start, reduction="none")
    end = functional.cross_entropy(span[..., 1], batch.end, reduction="none")
    answered = _binary(logits.answered, batch.answered)
    of_question = (start + end) / 2 + _ANSWERED_LOSS * answered
    return torch.where(batch.claims, _binary(logits.follows, batch.follows), of_question).mean()


def _binary(logits: Tensor, right: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits.float(), right, reduction="none")
