"""Words by which a Tajik question shows that it names an outlet."""

from __future__ import annotations

from corpus.languages.outlet_words import OutletWords
from corpus.languages.words import words

OUTLET_WORDS = OutletWords(
    ordinary=words("азия паём овоз озоди озодагон садо самак ҳақиқат ҷумҳурият фараж ховар"),
    before=(
        "(?:гузориш|хабар|иттилоъ|маълумот|мақола|навишта)(?:ҳо)?и|нақл аз"
        "|(?:рӯзнома|нашрия|оҷонсӣ|оҷонси|сомона|маҷалла|агентӣ|агенти)и?"
    ),
    between="рӯзномаи|оҷонсии|сомонаи|амит|ниат",
    behind=r"менавис\w+|навишт\w*|(?:хабар|гузориш) (?:дод|меди)\w*|мегӯяд|гуфт\w*",
    joining="ва|ё",
    lone=words("ва дар аз ба оё чӣ кӣ чаро"),
    sounds=dict(zip("ғӣқӯҳҷ", "gikuhj", strict=True)),
)
