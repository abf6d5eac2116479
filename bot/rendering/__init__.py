"""Answers, timelines and overviews as Telegram messages."""
