"""Words that stand on English pages and are none of an article's."""

from __future__ import annotations

from corpus.languages.page_furniture import PageFurniture

PAGE_FURNITURE = PageFurniture(
    read_on=r"(?:read|see) (?:more|the full (?:story|article))|continue reading",
    read_on_alone=r"more\s*[»>→]+",
    # What WordPress puts under everything it syndicates.
    syndicated=r"The post .{1,300}? (?:first )?appeared (?:first )?on .{1,200}",
    page=r"page|p\.",
    of_pages="of",
    no_title=r"untitled.*|(?:microsoft (?:word|powerpoint|excel)|layout|slide) ?(?:-|–|\d).*|document\s*\d*"
    r"|(?:scan|img|doc)[\W\d_]*",
    no_author=r"(?:(?:microsoft office |windows )?user|admin\w*|owner|root|guest|author|anonymous|unknown|default"
    r"|scanner|test)",
    view_online=(
        r"view (?:this|it|the|in)\b.{0,40}\b(?:browser|online|web)|having trouble (?:viewing|reading)"
        r"|is this email not displaying"
    ),
    unsubscribe=(
        r"\bunsubscribe\b|you (?:are )?receiv(?:ed|ing) this (?:e-?mail|message|newsletter)"
        r"|(?:update|manage) your (?:e-?mail )?preferences|\bopt out\b|forward(?:ed)? this e-?mail to a friend"
    ),
)
