"""Pieces of patterns that several languages share."""

from __future__ import annotations

N = r"""(?:a )?(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|few|several|couple of|од[ин]\w{1,3}|
дв\w{1,2}|тр[иеё]х?|четыр\w{1,2}|пят[ьи]|шест[ьи]|сем[ьи]|вос[еь]м[ьи]|девят[ьи]|десят[ьи]|нескольк\w{1,2}|пар[уы]|
як|ду|се|чор|чаҳор|панҷ|шаш|ҳафт|ҳашт|нӯҳ|даҳ|чанд)"""

Y = r"(?P<y>\d{4})(?!\d|[.,:]\d|[^\W\dг])(?: ?(?:год[ауе]?\b|г\b\.?))?"

TAIL = rf"""(?:(?: ?, ?|(?: of| in)? )(?:соли )?{Y}|(?:,| of)? (?P<ry>(?:last|this) year|
(?:прошл|эт|текущ)\w{{2,3}} года|соли (?:гузашта|ҷорӣ))\b)"""

_TH = "(?:st|nd|rd|th|-?(?:го|е|ум|уми))?"

DAYS_OF = rf"\b(?P<d>\d{{1,2}}){_TH}(?: ?(?:[-–—]|to|and|по|до|и|то|ва) ?(?P<d2>\d{{1,2}}){_TH})?"

# What may stand between "since" and the date.
PART = r"""(?:(?:the|early|late|mid|(?:beginning|start|middle|end) of|начал[ае]|середин[ыае]|конц[ае]|аввали|охири|
моҳи|санаи|рӯзи) ){0,3}"""

AFTER = PART.join([r"\b(?:after|following|later than|после|(?:пас|баъд) аз) ", "$"])

BEFORE = PART.join([r"\b(?:before|prior to|earlier than|до|раньше|(?:пеш|қабл) аз) ", "$"])

UNTIL = PART.join([r"\b(?:until|till?|up to|through|вплоть до|по|то) ", "$"])

SINCE = PART.join([r"\b(?:since|starting (?:in|from|on|with)|начиная с|со?|аз) ", "$"])

OPENING = PART.join([r"\b(?:between|from|между|со?|от|аз|байни|миёни) ", "$"])

ONWARD = r"^,? (?:on|onwards?|to date|ба ин сӯ|инҷониб)\b"

JOIN = f" ?(?:[-–—]|and|to|till|until|through|и|по|до|ва|то) ?{PART}"
AND = ",? ?(?:and|or|и|или|ва|ё) (?:in |в |во |дар )?"
END_OF = "end of|конц[ае]|охири"
