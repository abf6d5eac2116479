"""Answers that need no language model: quotes of the sentences that answer, and the decision not to."""
