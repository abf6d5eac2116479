"""Places and institutions by their English names."""

from __future__ import annotations

from corpus.languages.exonyms import Exonyms
from corpus.languages.words import table

EXONYMS = Exonyms(
    words=table("""
        china|chinese=china usa|america|american|states=usa germany|german=germany
        france|french|frenchman=france poland|polish=poland hungary|hungarian=hungary
        georgia|georgian=georgia armenia|armenian=armenia beijing=beijing egypt|egyptian=egypt
        india|indian=india austria|austrian=austria jordan=jordan greece|greek=greece israel=israel
        switzerland|swiss=switzerland sweden|swedish=sweden spain|spanish=spain
        turkey|turkish|turkiye=turkey japan|japanese=japan ashgabat=ashgabat
        britain|british|uk|england|english|kingdom=britain russia|russian=russia geneva=geneva rome=rome
        paris=paris vienna=vienna warsaw=warsaw cyprus=cyprus ukraine|ukrainian=ukraine
        afghanistan|afghan=afghanistan asian|asia=asian european|europe=european norway|norwegian=norway
        denmark|danish=denmark moldova=moldova belarus=belarus bank=bank party=party council=council
        ministry=ministry institute=institute university=university development=development
        renaissance=renaissance italy|italian=italy iran|iranian=iran iraq|iraqi=iraq
        pakistan|pakistani=pakistan canada|canadian=canada korea|korean=korea
        netherlands|dutch=netherlands finland|finnish=finland czech=czech islamic=islamic world=world
        un=un who=who eu=eu nato=nato
    """),
)
