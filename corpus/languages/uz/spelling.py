"""Letters that writers of Uzbek put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

SPELLING = Spelling(
    # In the Cyrillic letters of older texts.
    typed_letters={"ў": "у", "қ": "к", "ғ": "г", "ҳ": "х"},
    # The sign of o‘, g‘ and the glottal stop is written by five characters and often left out.  English endings stay.
    respelled={r"(?<=[a-z])['`\u2018\u02bb](?=[a-z])(?!(?:s|t|d|m|ll|re|ve)$)": ""},
)
