"""Passages found for a question: fused, with their facts, one of each story."""
