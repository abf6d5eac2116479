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
    wish=either(r"нақша ваъда интизор\w* умед\w* метавон\w+ пешбин\w+ мехоҳанд"),
    opposites=(
        (either(r"зиёд\w* афзоиш афзуд\w*"), either("кам коҳиш")),
        (r"шарқ\w*", r"ғарб\w*"),
        (r"шимол\w*", r"ҷануб\w*"),
        ("пеш", "баъд"),
    ),
    reversals=(
        (either(r"қабул тасдиқ"), either(r"рад инкор")),
        (either(r"кушода боз"), either(r"баста маҳкам")),
        (either(r"иҷозат"), either(r"манъ")),
        (either(r"ғолиб"), either(r"мағлуб")),
    ),
    fates=(
        either(r"мурд\w* ҳалок\w* қурбон\w* кушта фавтид\w*"),
        either(r"захм\w+ маҷрӯҳ\w*"),
        either(r"бедарак\w* гумшуд\w*"),
        either(r"дастгир\w* боздошт\w*"),
        either(r"мубтало сироят\w*"),
        either(r"наҷот\w*"),
    ),
    lesser=either(r"муовин\w* собиқ номзад\w*"),
)
