"""What language models put into replies in Esperanto."""

from __future__ import annotations

from corpus.languages.reply_labels import ReplyLabels
from corpus.languages.words import either

REPLY_LABELS = ReplyLabels(
    answer="respondo", passage="fonto", open_passage="fonto", material=either("tekstoj? fontoj?")
)
