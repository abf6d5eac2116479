"""Question and passage as one sequence of tokens, the same for training and for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tokenizers import Encoding, Tokenizer

START, END = 0, 2
"""The ids of <s> and </s>."""

QUESTION_TOKENS, TITLE_TOKENS, TEXT_TOKENS = 64, 32, 256


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A question and a passage: `<s> question </s> </s> title </s> text </s>`.

    Attributes:
        ids: The token ids of the whole sequence.
        first: Position of the first token of the text.
        offsets: Spans in the text's characters of its tokens, end exclusive.
    """

    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]


class PairTokenizer:
    """Puts questions and passages into token pairs.

    Args:
        tokenizer: That of the packaged model, without padding.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def pairs(self, question: str, passages: Sequence[tuple[str, str]]) -> list[TokenPair]:
        """The pairs of one question with each of several passages.

        Args:
            question: Any text; what exceeds 64 tokens is cut.
            passages: Title and text of each; cut at 32 and 256 tokens.
        """
        return [parts[0] for parts in self.parts(question, passages)]

    def parts(self, question: str, passages: Sequence[tuple[str, str]]) -> list[list[TokenPair]]:
        """The same without cutting texts: for each passage one pair for every 256 tokens of its text."""
        asked = self._ids(question, QUESTION_TOKENS)
        encoded = self._tokenizer.encode_batch([text for _, text in passages], add_special_tokens=False)
        found = []
        for (title, _), text in zip(passages, encoded, strict=True):
            head = [START, *asked, END, END]
            if title:
                head += [*self._ids(title, TITLE_TOKENS), END]
            found.append([TokenPair([*head, *ids, END], len(head), spans) for ids, spans in _cut(text)])
        return found

    def _ids(self, text: str, most: int) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids[:most]


def _cut(text: Encoding) -> Iterator[tuple[list[int], list[tuple[int, int]]]]:
    """The ids and the spans of each 256 tokens of a text, at least once."""
    parts = (text, *text.overflowing)  # what the tokenizer cut off itself, as it may be set to, comes after
    ids = [id_ for part in parts for id_ in part.ids]
    offsets = [span for part in parts for span in part.offsets]
    for start in range(0, max(1, len(ids)), TEXT_TOKENS):
        yield ids[start : start + TEXT_TOKENS], offsets[start : start + TEXT_TOKENS]
