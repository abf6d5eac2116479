"""A tiny real sentence-transformers model, made in seconds, for tests that need another model.

Torch and its libraries are imported when it is made, and not where tests are only collected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedTokenizerFast

DIMENSION = 16


def letter_tokenizer() -> PreTrainedTokenizerFast:
    """A tokenizer that knows the small letters and separates pairs of texts."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[SEP]"]
    letters = {c: n for n, c in enumerate([*special, *"abcdefghijklmnopqrstuvwxyz"])}
    tokenizer = Tokenizer(models.WordLevel(letters, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A", pair="$A [SEP] $B:1", special_tokens=[("[SEP]", 2)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", sep_token="[SEP]"
    )


def save_tiny_model(folder: Path) -> Path:
    """Write a BERT of one layer with random weights, vectors of 16 values, and a tokenizer of letters."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    network = folder / "network"
    fast = letter_tokenizer()
    fast.save_pretrained(network)
    BertModel(
        BertConfig(
            vocab_size=len(fast),
            hidden_size=DIMENSION,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=64,
        )
    ).save_pretrained(network)
    transformer = Transformer(str(network), max_seq_length=64)
    model = SentenceTransformer(modules=[transformer, Pooling(DIMENSION), Normalize()])
    model.save(str(folder / "model"))
    return folder / "model"
