"""Imported, it loads the packaged model's tokenizer, for processes that are forked afterwards."""

from __future__ import annotations

from retrieval.embedding.packaged_model import packaged_encoder
from retrieval.embedding.text_tokenizer import text_tokenizer
from retrieval.settings import Settings

text_tokenizer(packaged_encoder(Settings().model_cache))
