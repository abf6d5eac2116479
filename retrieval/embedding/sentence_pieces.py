"""The pieces of the packaged model's vocabulary, in a file as SentencePiece reads it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from retrieval.embedding.encoder_files import PADDING

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.packaged_weights import PackagedWeights

START, END = 0, 2
"""The ids of <s> and </s>."""

# Field numbers and values of SentencePiece's model format, sentencepiece_model.proto.
_PIECES, _TRAINER, _NORMALIZER = 1, 2, 3
_PIECE, _SCORE, _TYPE = 1, 2, 3
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_UNKNOWN_ID, _START_ID, _END_ID, _PADDING_ID = 40, 41, 42, 43
_DUMMY_PREFIX, _WITHOUT_EXTRA_SPACES, _ESCAPED_SPACES = 3, 4, 5
_NUMBER, _BYTES, _FLOAT = 0, 2, 5


def pieces_file(folder: Path) -> Path:
    """The file in a folder of the packaged model."""
    return folder / "pieces.model"


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
    pieces_file(folder).write_bytes(
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
