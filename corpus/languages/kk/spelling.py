"""Letters that writers of Kazakh put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

SPELLING = Spelling(
    typed_letters={
        "ә": "а", "і": "и", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
    },
    respelled={"(?<=[а-яәғқңөұүһ])i|i(?=[а-яәғқңөұүһ])": "и"},  # the Latin letter, which looks like the own one
)  # fmt: skip
