"""What the fields of an article are called in Tajik tables."""

from __future__ import annotations

from corpus.languages.column_names import ColumnNames
from corpus.languages.words import in_order

COLUMN_NAMES = ColumnNames(
    id=in_order("рақам рамз шумора"),
    text=in_order("матн матни_мақола матни_хабар мундариҷа мақола хабар матни_пурра"),
    title=in_order("сарлавҳа унвон ном мавзӯъ мавзуъ"),
    url=in_order("пайванд нишонӣ суроға истинод"),
    published=in_order("сана таърих рӯз санаи_нашр таърихи_нашр нашр_шуд санаи_интишор нашршуда"),
    updated=in_order("нав_шуд тағйир санаи_тағйир таҷдид навшуда"),
    source=in_order("манбаъ манбаи_хабар нашрия рӯзнома расона воситаи_ахбор хабаргузорӣ"),
    author=in_order("муаллиф муаллифон хабарнигор рӯзноманигор"),
    language=in_order("забон"),
)
