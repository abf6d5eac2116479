"""Pages on which articles are read, each behind a sealed link."""
