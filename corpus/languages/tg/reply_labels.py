"""What language models put into replies in Tajik."""

from __future__ import annotations

from corpus.languages.reply_labels import ReplyLabels
from corpus.languages.words import either

REPLY_LABELS = ReplyLabels(answer="ҷавоб", passage="порча", material=either(r"порча\w* мақола\w* матн\w*"))
