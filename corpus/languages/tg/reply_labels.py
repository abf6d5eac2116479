"""What language models put into replies in Tajik."""

from __future__ import annotations

from corpus.languages.reply_labels import ReplyLabels

REPLY_LABELS = ReplyLabels(answer="ҷавоб", passage="порча")
