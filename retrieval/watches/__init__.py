"""Questions that wait for articles to come in."""
