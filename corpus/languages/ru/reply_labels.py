"""What language models put into replies in Russian."""

from __future__ import annotations

from corpus.languages.reply_labels import ReplyLabels
from corpus.languages.words import either

REPLY_LABELS = ReplyLabels(
    answer="ответ",
    passage=either("отрывок источник"),
    open_passage=either("отрывок источник"),
    material=either(r"отрыв\w+ стать\w+ текст\w*"),
)
