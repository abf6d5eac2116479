"""Words by which Tajik denies, doubts, plans, and says the opposite."""

from __future__ import annotations

from corpus.languages.stance_words import StanceWords
from corpus.languages.words import either

STANCE_WORDS = StanceWords(
    negation=either("нест ҳеҷ"),
    negating_prefix=r"на(\w{4,})",
    prefix_shown_by=either(r"дар ба аз ки ва барои аст шуд кард ду чор ин гуфт \w*[ғӣқӯҳҷ]\w*"),
    doubt=either(r"шояд эҳтимол\w* мумкин метавон\w+"),
    plan=either("нақша ваъда хоҳад хоҳанд"),
    opposites=(
        (either(r"зиёд\w* афзоиш афзуд\w*"), either("кам коҳиш")),
        (r"шарқ\w*", r"ғарб\w*"),
        (r"шимол\w*", r"ҷануб\w*"),
        ("пеш", "баъд"),
    ),
)
