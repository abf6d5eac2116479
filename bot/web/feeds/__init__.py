"""Feeds of standing questions and searches, for feed readers."""
