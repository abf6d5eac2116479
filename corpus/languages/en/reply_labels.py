"""What language models put into replies in English."""

from __future__ import annotations

from corpus.languages.reply_labels import ReplyLabels
from corpus.languages.words import either

REPLY_LABELS = ReplyLabels(
    answer="final answer|answer",
    passage=either("passages? sources?"),
    open_passage=either("passage source"),
    material=either("passages? articles? texts?"),
)
