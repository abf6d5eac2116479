"""Names of countries and of cities, in English, Russian and Tajik."""

from __future__ import annotations

from retrieval.text.analysis import fold

# Of the world, and of the region that is read about most; beginnings of words, as cases change their ends.
_BEGINNINGS = tuple(
    """
    afghanistan|афганистан|афғонистон azerbaijan|азербайджан|озарбойҷон armenia|армени|арманистон
    australia|австрали austria|австри beijing|пекин belarus|белару|белорус bishkek|бишкек brazil|бразили
    britain|британ|бритониё canada|канад china|китай|китае|китаю|китая|хитой dushanbe|душанбе england|англи
    europe|европ|аврупо france|франци|фаронса georgia|грузи germany|германи|олмон
    india|индия|индии|индию|индией|ҳиндустон
    indonesia|индонези iran|иран|эрон iraq|ирак|ироқ israel|израил|исроил italy|итали|итолиё japan|япони|ҷопон
    kabul|кабул|кобул kazakhstan|казахстан|қазоқистон khujand|худжанд|хуҷанд
    kyrgyzstan|киргизи|кыргызстан|қирғизистон london|лондон mexico|мексик mongolia|монголи moscow|москв|маскав
    norway|норвеги pakistan|пакистан|покистон palestine|палестин|фаластин poland|польш qatar|катар
    russia|росси|русия samarkand|самарканд|самарқанд spain|испани sweden|швеци switzerland|швейцари syria|сири
    tajikistan|таджикистан|тоҷикистон tashkent|ташкент|тошканд tehran|тегеран|теҳрон turkey|турци|туркия
    turkmenistan|туркмени|туркманистон ukraine|украин uzbekistan|узбекистан|ӯзбекистон washington|вашингтон
    yemen|йемен almaty|алматы|алма-ат ashgabat|ашхабад|ашгабад|ишқобод astana|астан|остона america|америк|амрико
    korea|коре vietnam|вьетнам egypt|егип|миср saudi|саудовск paris|париж
    berlin|берлин geneva|женев brussels|брюссел istanbul|стамбул|истамбул ankara|анкар|анқара
    """.replace("|", " ").split()
)
_SHORT = frozenset("us u.s. usa uk u.k. uae osh eu сша оаэ ош оше оша ес".split())
_LONGEST_ENDING = 3


def is_place(word: str) -> bool:
    """Whether a word is the name of a country or of a city that is known here, in any of its cases."""
    folded = fold(word)
    return folded in _SHORT or any(
        folded.startswith(one) and len(folded) <= len(one) + _LONGEST_ENDING for one in _BEGINNINGS
    )
