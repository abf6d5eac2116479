"""Places and institutions by their Russian names."""

from __future__ import annotations

from corpus.languages.exonyms import Exonyms
from corpus.languages.words import table

EXONYMS = Exonyms(
    stems=table("""
        кита=china сша|соединенн|америк|штат|има=usa герман|немец|немк=germany франц=france польш=poland
        венгр=hungary грузи=georgia армен|армян=armenia пекин=beijing егип=egypt инди|индус=india
        австри=austria иордан=jordan грец|греч=greece израил=israel швейц=switzerland швец|швед=sweden
        испан=spain турц|турк=turkey япон=japan ашхабад=ashgabat
        британ|англи|великобритан|королевств=britain росси|русск=russia женев=geneva рим=rome
        париж=paris вен=vienna варшав=warsaw кипр=cyprus украин=ukraine афган=afghanistan ази|аз=asian
        европ=european норвег|норвеж=norway дани|датск=denmark молдав|молдов=moldova
        белорус|беларус=belarus банк=bank парти=party совет=council министерств=ministry
        институт=institute университет=university развити=development возрожд=renaissance итал=italy
        иран=iran ирак=iraq пакистан=pakistan канад=canada коре=korea голланд|нидерланд=netherlands
        финлянд|финск=finland чех|чешск=czech ислам=islamic мир|всемирн=world оон=un воз=who ес=eu
        нато=nato
    """),
)
