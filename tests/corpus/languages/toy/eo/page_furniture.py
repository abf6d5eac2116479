"""Words that stand on pages in Esperanto and are none of an article's."""

from __future__ import annotations

from corpus.languages.page_furniture import PageFurniture

PAGE_FURNITURE = PageFurniture(read_on="legu pli")
