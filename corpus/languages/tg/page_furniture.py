"""Words that stand on Tajik pages and are none of an article's."""

from __future__ import annotations

from corpus.languages.page_furniture import PageFurniture

PAGE_FURNITURE = PageFurniture(
    read_on="идомаи хабар",
    read_on_alone="муфассал|идома|бештар",
    page=r"саҳ\.?",
    of_pages="аз",
    view_online=r"дар браузер (?:кушодан|хондан)",
    unsubscribe=r"обунаро (?:бекор|лағв) кардан|аз обуна (?:баромадан|даст кашидан)|шумо ин (?:паём|мактуб)ро гирифтед",
)
