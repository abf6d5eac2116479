"""The signs by which a text is told to be in Tajik."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        ва дар аз ба бо барои ки кӣ чӣ чист кист кучо кай чанд чаро кадом ин он онҳо мо шумо ман ту
        вай аст буд буданд мебошад мебошанд шуд шуда шудааст кард карда кардааст кунад мекунад
        карданд гуфт дорад дошт нест набуд хоҳад хоҳанд ҳам низ то бар соли сол рӯзи моҳи байни пас
        баъд пеш агар вале аммо ё ҳар ҳама як ду се бояд метавонад оид миёни тибқи ҷумҳурии
        тоҷикистон кишвар вазири раиси кай куҷо ҳаст
    """),
    forms={
        # Tajik binds a noun to its attribute with -и and makes plurals in -ҳо, -он; verbs carry ме-.
        r".*(?:ҳо(?:и|ро)?|ро|иву|онро|истони?)": 1.0,
        r"(?:ме|наме)[а-яғӣқӯҳҷ]{3,}(?:ад|анд|ам|ем|ед)": 1.0,
        # Weak: the same letters end many Russian plurals.
        r"(?=.{4}).*[бвгджзклмнпрстфхчш]и": 0.4,
    },
    letters="ғӣқӯҳҷ",
    foreign_letters="әіңөүұһїєґўјљњђћџѓќѕ",
    commonest_letters="аиорнтдмшксл",
)
