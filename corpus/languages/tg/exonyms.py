"""Places and institutions by their Tajik names."""

from __future__ import annotations

from corpus.languages.exonyms import Exonyms
from corpus.languages.words import table

EXONYMS = Exonyms(
    stems=table("""
        чин|хитой=china олмон=germany фаронс=france гурҷ=georgia арман=armenia миср=egypt ҳинд=india
        юнон=greece швейтс=switzerland туркия=turkey ҷопон=japan ашқобод=ashgabat русия=russia
        порис=paris афғон=afghanistan осиё=asian аврупо=european бонк=bank ҳизб=party шӯро=council
        вазорат=ministry донишкада=institute донишгоҳ=university рушд=development наҳзат=renaissance
        эрон=iran покистон=pakistan исломӣ=islamic ҷаҳон=world
    """),
)
