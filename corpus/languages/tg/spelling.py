"""Letters that writers of Tajik put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

SPELLING = Spelling(
    typed_letters={"ҳ": "х", "қ": "к", "ғ": "г", "ӣ": "и", "ӯ": "у", "ҷ": "ч"},
    transcribed={"дж": "ч"},
)
