"""Answers that a language model writes: its prompt, its stream, its reply taken apart."""
