"""Letters that writers of Persian put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

_FORMS_OF = {
    "\u06a9": "\u06aa\u06ad",  # kaf
    "\u06cc": "\u0649\u06cd\u06d0",  # yeh; in Arabic texts it has no dots at the end of a word
    "\u0647": "\u0629\u06be\u06c1\u06c3\u06d5",  # heh
    "\u0627": "\u0671",  # alef
    "": "\u0640",  # the stroke that makes a word longer
}
_DIGITS = (
    "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
)

SPELLING = Spelling(
    same_letters={"\u0643": "\u06a9", "\u064a": "\u06cc"},  # Arabic kaf and yeh in Persian words
    respelled={f"[{forms}]": letter for letter, forms in _FORMS_OF.items()}
    | {
        f"[{persian}{arabic}]": str(digit)
        for digit, (persian, arabic) in enumerate(zip(*_DIGITS, strict=True))
    },
)
