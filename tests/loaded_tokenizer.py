"""Imported, it loads the packaged model's tokenizer, for processes that are forked afterwards."""

from __future__ import annotations

from retrieval.embedding.encoder import load_tokenizer
from retrieval.embedding.packaged_model import packaged_encoder
from retrieval.settings import Settings

load_tokenizer(packaged_encoder(Settings().model_cache))
