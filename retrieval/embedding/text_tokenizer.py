"""Texts -> tokens of the packaged model, with SentencePiece, for which its pieces were made.

The tokenizers library cuts alike, but takes five times the memory: 300 MB in every process that answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from retrieval.embedding.sentence_pieces import END, START, pieces_file

if TYPE_CHECKING:
    from pathlib import Path

    from sentencepiece import SentencePieceProcessor

# SentencePiece's rules have the joiner within an emoji as a piece that is unknown; the model's authors' had a space.
_JOINER = {0x200D: " "}


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """A text as tokens.

    Attributes:
        ids: Ids of the tokens.
        offsets: Spans of them in the text's characters, end exclusive; a space before a word is the word's.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]

    def first(self, most: int) -> TokenizedText:
        """The first so many."""
        return TokenizedText(self.ids[:most], self.offsets[:most])

    def enclosed(self) -> TokenizedText:
        """The same between <s> and </s>, whose spans are empty."""
        return TokenizedText([START, *self.ids, END], [(0, 0), *self.offsets, (0, 0)])


class TextTokenizer:
    """Cuts texts into tokens.

    Args:
        folder: Where `write_pieces` of `retrieval.embedding.sentence_pieces` wrote.
    """

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._pieces: SentencePieceProcessor = SentencePieceProcessor(model_file=str(pieces_file(folder)))

    def tokens(self, text: str) -> TokenizedText:
        """All tokens of a text, without <s> and </s>."""
        found = self._pieces.encode(text.translate(_JOINER), return_type="offset_mapping")
        return TokenizedText(found["ids"], found["offsets"])

    def ids(self, text: str) -> list[int]:
        """Their ids."""
        ids: list[int] = self._pieces.encode(text.translate(_JOINER), return_type=int)
        return ids


@cache
def text_tokenizer(folder: Path) -> TextTokenizer:
    """The tokenizer in a folder; a process loads it once, because that takes a third of a second and 60 MB."""
    return TextTokenizer(folder)
