"""Which of the languages presscite knows best a text is written in."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://[^\s)]+|[\w.-]*@[\w.-]+")
_SAMPLE_CHARS = 4000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words("""
    the of and to is was were are be been has have had did does do will would can could should who whom whose
    what when where which why how that this these those with from by for at it its he she they his her their
    not but or if about after before into between than there we you i said says an
""")
# Words of the neighbours in Latin script that do not mean the same in English.
_NOT_ENGLISH = _words("""
    der die das und ist nicht ein eine mit von den dem des auf für le la les et est une dans pour que qui sur
    el los las y en por con para del il di che per della non e ve bir bu için ile olarak va bilan uchun ham
    bo'ldi edi da bo‘yicha w na się jest je och som är de het van een
""")
_RUSSIAN = _words("""
    в во и на не что с со по для из от до к ко о об за у как это этот эта эти он она они оно его её ее их был
    была было были есть кто где когда сколько почему зачем какой какая какие какое чем чего который которая
    которые при после перед между если или но же ли бы нет да так также уже ещё еще все весь году года лет мы
    вы я ты мне нам вам них нём нем ним под над без про через чтобы
""")
_TAJIK = _words("""
    ва дар аз ба бо барои ки кӣ чӣ чист кист кучо кай чанд чаро кадом ин он онҳо мо шумо ман ту вай аст буд
    буданд мебошад мебошанд шуд шуда шудааст кард карда кардааст кунад мекунад карданд гуфт дорад дошт
    нест набуд хоҳад хоҳанд ҳам низ то бар соли сол рӯзи моҳи байни пас баъд пеш агар вале аммо ё ҳар ҳама
    як ду се бояд метавонад оид миёни тибқи ҷумҳурии тоҷикистон кишвар вазири раиси кай куҷо ҳаст
""")
_PERSIAN = _words("""
    است این که را از به با در و برای آن شد بود کرد می خود تا یک هم چه کجا کی چرا چند شده گفت نیست دارد باید
    بین او ها های ایران کشور
""")

_TAJIK_LETTERS = re.compile("[ғӣқӯҳҷ]")
_RUSSIAN_LETTERS = re.compile("[ыщць]")
_OTHER_CYRILLIC = re.compile("[әіңөүұһїєґўјљњђћџѓќѕ]")
_OTHER_ARABIC = re.compile("[ٹڈڑںےټډړښګۍېځڅڼ]")
_PERSIAN_LETTERS = re.compile("[پچژگ]")

# Tajik binds a noun to its attribute with -и and makes plurals in -ҳо, -он; verbs carry ме-.
_TAJIK_ENDING = re.compile(r"(?:ҳо(?:и|ро)?|ро|иву|онро|истон|истони)$")
_TAJIK_START = re.compile(r"^(?:ме|наме)[а-яғӣқӯҳҷ]{3,}(?:ад|анд|ам|ем|ед)$")
_RUSSIAN_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ями|ами|ях|ах|ой|ей|ую|юю|ая|яя|ое|ее|ые|ие|ый|ий|ов|ев|ешь|ют|ят|ция|ции|ость|"
    r"ился|лся|лись|лась|лось|тся|ться|ла|ли)$"
)


def detect_language(text: str) -> str | None:
    """Tell the language of a text by its script, its letters and its little words.

    Made for news and for questions of one short sentence.  Other languages in the same scripts come out as
    `None` where they show it; Cyrillic that shows nothing is taken for Russian.

    Args:
        text: Any text; its first 4,000 characters are looked at.

    Returns:
        "en", "ru", "tg" or "fa", or `None` where the text is none of these or cannot be told.
    """
    sample = _ADDRESS.sub(" ", text[:_SAMPLE_CHARS].lower())
    latin = len(re.findall("[a-zà-ÿāēīōūşğıčšžʻ]", sample))
    cyrillic = len(re.findall("[\u0400-\u04ff]", sample))
    arabic = len(re.findall("[\u0620-\u06d5\u06ee-\u06ff]", sample))
    most = max(latin, cyrillic, arabic)
    if most == 0:
        return None
    words = _WORD.findall(sample)
    if most == arabic:
        return _arabic_script(sample, words)
    if most == cyrillic:
        return _cyrillic_script(sample, words)
    return _latin_script(words)


def _latin_script(words: list[str]) -> str | None:
    english = sum(word in _ENGLISH for word in words)
    other = sum(word in _NOT_ENGLISH for word in words)
    return "en" if english > other and english * 12 >= len(words) else None


def _cyrillic_script(sample: str, words: list[str]) -> str | None:
    if len(_OTHER_CYRILLIC.findall(sample)) * 100 > len(sample):
        return None
    return "tg" if _tajik_score(sample, words) > _russian_score(sample, words) else "ru"


def _tajik_score(sample: str, words: list[str]) -> float:
    score = 2.0 * len(_TAJIK_LETTERS.findall(sample))
    for word in words:
        if word in _TAJIK:
            score += 2
        elif _TAJIK_ENDING.search(word) or _TAJIK_START.search(word):
            score += 1
        elif len(word) > 3 and re.search(r"[бвгджзклмнпрстфхчш]и$", word):
            # Weak: the same letters end many Russian plurals.
            score += 0.4
    return score


def _russian_score(sample: str, words: list[str]) -> float:
    score = 1.0 * len(_RUSSIAN_LETTERS.findall(sample))
    for word in words:
        if word in _RUSSIAN and word not in _TAJIK:
            score += 2
        elif len(word) > 3 and _RUSSIAN_ENDING.search(word):
            score += 1
    return score


def _arabic_script(sample: str, words: list[str]) -> str | None:
    if len(_OTHER_ARABIC.findall(sample)) * 100 > len(sample):
        return None
    persian = sum(word in _PERSIAN for word in words)
    if _PERSIAN_LETTERS.search(sample) or "\u06a9" in sample or "\u06cc" in sample:
        return "fa"
    return "fa" if persian * 5 >= len(words) else None
