"""Follow-ups: a question that leans on the conversation becomes one that stands alone."""

from retrieval.follow_up.rewriter import Rewriter
from retrieval.follow_up.rules import standalone

__all__ = ["Rewriter", "standalone"]
