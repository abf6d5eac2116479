"""A question -> an answer with cited passages.

    from retrieval import build_chain

    answer = build_chain().invoke("Who chairs the joint committee?")

Names are loaded when they are first used, so that importing this package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.answer import Answer, Citation, Sentence
    from retrieval.chain import build_chain
    from retrieval.errors import RetrievalError
    from retrieval.indexing.refresh import refresh
    from retrieval.indexing.report import RefreshReport
    from retrieval.retriever import HybridRetriever, build_retriever
    from retrieval.settings import Settings
    from retrieval.store.vector_store import build_vector_store
    from retrieval.timelines.builder import build_timeline
    from retrieval.timelines.timeline import Timeline

_HOMES = {
    "Answer": "retrieval.answer",
    "Citation": "retrieval.answer",
    "HybridRetriever": "retrieval.retriever",
    "RefreshReport": "retrieval.indexing.report",
    "RetrievalError": "retrieval.errors",
    "Sentence": "retrieval.answer",
    "Settings": "retrieval.settings",
    "Timeline": "retrieval.timelines.timeline",
    "build_chain": "retrieval.chain",
    "build_retriever": "retrieval.retriever",
    "build_timeline": "retrieval.timelines.builder",
    "build_vector_store": "retrieval.store.vector_store",
    "refresh": "retrieval.indexing.refresh",
}

__all__ = [
    "Answer",
    "Citation",
    "HybridRetriever",
    "RefreshReport",
    "RetrievalError",
    "Sentence",
    "Settings",
    "Timeline",
    "build_chain",
    "build_retriever",
    "build_timeline",
    "build_vector_store",
    "refresh",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
