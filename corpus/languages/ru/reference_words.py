"""Russian words that stand for somebody or something named elsewhere."""

from __future__ import annotations

from corpus.languages.reference_words import ReferenceWords
from corpus.languages.words import either, words

REFERENCE_WORDS = ReferenceWords(
    one_person=either("он она"),
    openers=either(r"""
        он она оно они его её ее их это эт[аоиу] этот эт(?:ого|ой|их|им) такой такая такие там тогда оба обе при\sэтом
    """),
    personal=either(r"он она они ему ей им по\s(?:его|её|ее|их)\s(?:словам|мнению|данным)"),
    possessive=either("его её ее их"),
    speakers=words("его ее их он она они"),
    titles=either(r"президент\w* министр\w* генерал\w* директор\w* председател\w* глав[аы]"),
    no_person=either(r"""
        республик\w* област\w* район\w* министерств\w* комитет\w* совет\w* университет\w* банк\w* парти\w* агентств\w*
        союз\w* федераци\w*
    """),
)
