"""Tajik."""

from __future__ import annotations

from corpus.languages.language import Language

LANGUAGE = Language(code="tg", name="Tajik")
