"""Refreshes that share their work; the process that their workers are forked from ends with these tests."""
