"""Questions worked off, each once."""
