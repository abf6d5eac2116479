"""The store: generations of an index of articles, passages, keywords and vectors."""
