"""Russian words that stand for something said before."""

from __future__ import annotations

from corpus.languages.anaphor_words import AnaphorWords

# "В этом году" speaks of now, not of what was said.
_NOT_NOW = "(?! (?:год|месяц|недел|утр|вечер|весн|лет|осен|зим|век|раз))"
_PREPOSITION = "(?:у|о|об|от|для|из|с|к|за|на|про|в|при|после|до|перед|через|по|под|над) "
# "Он" is "he" in Russian and "that" in Tajik.
_RUSSIAN_BEFORE = r"(?<!дар )(?<!аз )(?<!ба )(?<!бо )(?<!\wи )"
_RUSSIAN_BEHIND = r"(?! (?:чист|кист|чӣ|кай|чанд|кадом|дар|аз|ба)\b)"

ANAPHOR_WORDS = AnaphorWords(
    time=(
        r"тогда|в то(?: же)? время|(?:в|на|с) (?:тот|том|того|следующ\w+)(?: же)? (?:год\w?|день|месяц\w?|момент)"
        r"|(?:после|до) этого(?=\W|$)|с тех пор"
    ),
    place="там|туда|оттуда",
    many=rf"они|им|ими|{_PREPOSITION}ни(?:х|ми|м)|их|эт(?:и|их|им|ими){_NOT_NOW}|об[ае]|обоих",
    woman=rf"она|{_PREPOSITION}(?:неё|нее|ней|нею)|её|ее|ей",
    one=rf"{_RUSSIAN_BEFORE}он{_RUSSIAN_BEHIND}|{_PREPOSITION}(?:него|нему|н[её]м|ним)|его|ему",
    thing=rf"оно|это(?! правда)|это(?:го|му)|этим|этом{_NOT_NOW}|эт(?:от|а|у|ой){_NOT_NOW}|так(?:ой|ая|ие)(?= \w)",
    other=(
        r"(?:перв|втор|трет)\w{2,3}(?=\W*$)|остальны[ехм]\w?|други[ехм]|друго[йг]о?(?=\W*$)|то же(?: самое)?"
        "|так(?:ой|ая|ое|ие) же"
    ),
    demonstratives=r"эт\w+|об[ае]|обоих",
    links="и|но|или",
)
