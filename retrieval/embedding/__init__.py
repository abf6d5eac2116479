"""Texts -> vectors: the packaged model, and any other of sentence-transformers."""
