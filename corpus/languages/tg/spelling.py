"""Letters that writers of Tajik put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

SPELLING = Spelling(
    typed_letters={"ҳ": "х", "қ": "к", "ғ": "г", "ӣ": "и", "ӯ": "у", "ҷ": "ч"},
    font_letters={"њ": "ҳ", "ќ": "қ", "ѓ": "ғ", "ї": "ӣ", "ў": "ӯ", "љ": "ҷ"},
    transcribed={"дж": "ч"},
)
