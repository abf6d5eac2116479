"""Answers of several articles: what there is about a topic, and the newest."""
