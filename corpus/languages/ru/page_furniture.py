"""Words that stand on Russian pages and are none of an article's."""

from __future__ import annotations

from corpus.languages.page_furniture import PageFurniture

PAGE_FURNITURE = PageFurniture(
    read_on="читать (?:далее|полностью|дальше)",
    read_on_alone="подробнее|далее",
    syndicated="Запись .{1,300}? впервые появилась .{1,200}",
    page=r"стр\.?|с\.",
    of_pages="из",
    no_title=r"слайд ?(?:-|–|\d).*|документ\s*\d*",
    no_author="пользователь|администратор|автор",
)
