"""Whether the words that are cited carry what is said."""
