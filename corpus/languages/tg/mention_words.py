"""Words by which names in Tajik texts are told."""

from __future__ import annotations

from corpus.languages.mention_words import MentionWords
from corpus.languages.words import words

MENTION_WORDS = MentionWords(
    particles="ва",
    opening=words("""
        оё чаро чӣ чи ки кӣ чанд кадом гӯед бигӯ бигӯед лутфан ҳа не баъд пас имрӯз дирӯз салом раҳмат дар аз ба ва
    """),
    titles="президенти|вазири|раиси|сафири|сарвари",
    surnames="зода|заде",
    place_nouns="вилояти|ноҳияи|шаҳри|дарёи|кӯли",
    other_nouns="бонки|вазорати|кумитаи|донишгоҳи|маҷлиси",
    places=words("""
        афғонистон озарбойҷон арманистон бритониё хитой душанбе аврупо фаронса олмон ҳиндустон эрон ироқ исроил
        итолиё ҷопон кобул қазоқистон хуҷанд қирғизистон маскав покистон фаластин русия самарқанд тоҷикистон тошканд
        теҳрон туркия туркманистон ӯзбекистон ишқобод остона амрико миср истамбул анқара
    """),
    short_places=words("ош"),
)
