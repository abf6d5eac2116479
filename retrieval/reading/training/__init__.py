"""How the reading model is trained: `python -m retrieval.reading.training`.  Needs torch; nothing else here does."""
