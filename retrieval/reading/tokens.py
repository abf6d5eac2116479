"""Question and passage as one sequence of tokens, the same for training and for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.embedding.sentence_pieces import END, START
from retrieval.embedding.text_tokenizer import TokenizedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.embedding.text_tokenizer import TextTokenizer

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
        tokenizer: That of the packaged model.
    """

    def __init__(self, tokenizer: TextTokenizer) -> None:
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
        asked = self._tokenizer.ids(question)[:QUESTION_TOKENS]
        found = []
        for title, text in passages:
            head = [START, *asked, END, END]
            if title:
                head += [*self._tokenizer.ids(title)[:TITLE_TOKENS], END]
            found.append(
                [
                    TokenPair([*head, *part.ids, END], len(head), part.offsets)
                    for part in _cut(self._tokenizer.tokens(text))
                ]
            )
        return found


def _cut(text: TokenizedText) -> Iterator[TokenizedText]:
    """Each 256 tokens of a text, at least once."""
    for start in range(0, max(1, len(text.ids)), TEXT_TOKENS):
        end = start + TEXT_TOKENS
        yield TokenizedText(text.ids[start:end], text.offsets[start:end])
