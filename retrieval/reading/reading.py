"""What a reading model makes of one passage: where the answer stands, and how sure it is that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Span = tuple[int, int]
    """Where words begin and end in a passage's text, in characters, end exclusive."""
    Floats = NDArray[np.float32]

_LONGEST = 40  # tokens of the longest answer that is marked


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A passage, read.

    Attributes:
        offsets: Spans of the passage's tokens, (tokens, 2).
        starts: Logits that an answer starts at each token, over that of there being none, (tokens,).
        ends: The same of its end.
        answered: Logit that the passage answers the question at all.
    """

    offsets: NDArray[np.int64]
    starts: Floats
    ends: Floats
    answered: float

    @property
    def best(self) -> tuple[Span, float] | None:
        """The words that answer best, and how far above "no answer" they lie; `None` of an empty passage."""
        return self.within((0, int(self.offsets[-1, 1]))) if len(self.offsets) else None

    def within(self, span: Span) -> tuple[Span, float] | None:
        """The words of a part of the passage that answer best, with their margin over "no answer".

        Args:
            span: The part, such as a sentence.

        Returns:
            `None` where no token of it was read, as the passage is too long.
        """
        inside = np.flatnonzero((self.offsets[:, 0] < span[1]) & (self.offsets[:, 1] > span[0]))
        inside = inside[self.offsets[inside, 1] > self.offsets[inside, 0]]
        if not len(inside):
            return None
        first, last = int(inside[0]), int(inside[-1])
        pairs = self.starts[first : last + 1, np.newaxis] + self.ends[np.newaxis, first : last + 1]
        length = np.arange(last - first + 1)
        reach = length[np.newaxis, :] - length[:, np.newaxis]
        pairs = np.where((reach >= 0) & (reach < _LONGEST), pairs, -np.inf)
        start, end = divmod(int(pairs.argmax()), len(length))
        words = (int(self.offsets[first + start, 0]), int(self.offsets[first + end, 1]))
        return words, float(pairs[start, end])

    def margins(self, spans: Sequence[Span]) -> list[float]:
        """For each part of the passage how far its best words lie above "no answer"; minus infinity if unread."""
        found = (self.within(span) for span in spans)
        return [best[1] if best else float("-inf") for best in found]
