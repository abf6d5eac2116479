"""Texts -> tokens of the packaged model, with SentencePiece, for which its pieces were made.

The tokenizers library cuts alike, but takes five times the memory: 300 MB in every process that answers.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from retrieval.embedding.encoder_files import PADDING

if TYPE_CHECKING:
    from pathlib import Path

    from sentencepiece import SentencePieceProcessor

    from retrieval.embedding.packaged_weights import PackagedWeights

START, END = 0, 2
"""The ids of <s> and </s>."""

_FILE = "pieces.model"
# Field numbers and values of SentencePiece's model format, sentencepiece_model.proto.
_PIECES, _TRAINER, _NORMALIZER = 1, 2, 3
_PIECE, _SCORE, _TYPE = 1, 2, 3
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_UNKNOWN_ID, _START_ID, _END_ID, _PADDING_ID = 40, 41, 42, 43
_DUMMY_PREFIX, _WITHOUT_EXTRA_SPACES, _ESCAPED_SPACES = 3, 4, 5
_NUMBER, _BYTES, _FLOAT = 0, 2, 5
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
        folder: Where `write_pieces` wrote.
    """

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._pieces: SentencePieceProcessor = SentencePieceProcessor(model_file=str(folder / _FILE))

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


def write_pieces(weights: PackagedWeights, folder: Path) -> None:
    """Write the pieces as SentencePiece reads them, with its own rules of normalisation, by which the model learned."""
    from sentencepiece import SentencePieceNormalizer

    types = dict.fromkeys((START, PADDING, END), _CONTROL) | {weights.unknown: _UNKNOWN}
    pieces = [
        _message(
            _PIECES,
            _message(_PIECE, piece.encode())
            + _field(_SCORE, _FLOAT, struct.pack("<f", score))
            + _number(_TYPE, types.get(n, _NORMAL)),
        )
        for n, (piece, score) in enumerate(weights.pieces)
    ]
    special = {_UNKNOWN_ID: weights.unknown, _START_ID: START, _END_ID: END, _PADDING_ID: PADDING}
    switches = (_DUMMY_PREFIX, _WITHOUT_EXTRA_SPACES, _ESCAPED_SPACES)
    (folder / _FILE).write_bytes(
        b"".join(pieces)
        + _message(_TRAINER, b"".join(_number(*of) for of in special.items()))
        # Messages that stand one after the other are one message: this one brings the rules alone.
        + SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto()
        + _message(_NORMALIZER, b"".join(_number(switch, 1) for switch in switches))
    )


def _message(number: int, content: bytes) -> bytes:
    """A field that holds bytes, a text or a message."""
    return _field(number, _BYTES, _varint(len(content)) + content)


def _number(number: int, value: int) -> bytes:
    return _field(number, _NUMBER, _varint(value))


def _field(number: int, kind: int, content: bytes) -> bytes:
    return _varint(number << 3 | kind) + content


def _varint(value: int) -> bytes:
    """Protocol Buffers' form of a whole number: seven bits a byte, the lowest first."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
