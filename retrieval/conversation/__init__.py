"""Follow-ups: a question that depends on the conversation becomes one that stands alone."""

from retrieval.conversation.rewriter import Rewriter, by_rules
from retrieval.conversation.rules import standalone
from retrieval.conversation.turns import answer_message, without_courtesies

__all__ = ["Rewriter", "answer_message", "by_rules", "standalone", "without_courtesies"]
