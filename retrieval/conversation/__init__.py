"""Follow-ups: a question that depends on the conversation becomes one that stands alone."""

from retrieval.conversation.rewriter import Rewriter, by_rules
from retrieval.conversation.rules import standalone

__all__ = ["Rewriter", "by_rules", "standalone"]
