"""Links that open an article at the quoted words: text fragments, after WICG's "Text Fragments" draft.

`https://example.org/news#:~:text=prefix-,start,end,-suffix`: browsers scroll to the text and mark it; those that do not
know it open the page.  https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

_DIRECTIVE = ":~:"
_LONGEST_WHOLE = 100  # characters of a quote that is written out; of a longer one only its ends are
_END_WORDS = 5
_CONTEXT_WORDS = 4
_WORD = re.compile(r"\w+(?:[’'.,\-–/]\w+)*", re.UNICODE)
_LONGEST_URL = 2_000  # mail and chat programs break longer ones


def text_fragment(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address that opens an article at a quote.

    Args:
        url: The article's address.
        text: The article's text, or as much of it around the quote as is known.
        start: Offset of the quote's first character in it.
        end: Its exclusive end.

    Returns:
        The address with a text directive; `url` unchanged where it is none of the web or the quote has no words.
    """
    if url is None or not is_of_the_web(url):
        return url
    directive = _directive(text, start, end)
    if not directive:
        return url
    base, mark, fragment = url.partition("#")
    fragment = fragment.partition(_DIRECTIVE)[0]
    linked = f"{base}{mark or '#'}{fragment}{_DIRECTIVE}text={directive}"
    return linked if len(linked) <= _LONGEST_URL else url


def is_of_the_web(url: str | None) -> bool:
    """Whether an address is one of the web, which a browser opens."""
    if url is None or any(c.isspace() or not c.isprintable() for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _directive(text: str, start: int, end: int) -> str:
    """`[prefix-,]start[,end][,-suffix]`, each part percent-encoded."""
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return ""
    # Browsers match whole words only; signs at the ends of a quote are left out.
    start, end = words[0].start(), words[-1].end()
    quoted = text[start:end]
    if len(quoted) <= _LONGEST_WHOLE and "\n" not in quoted:
        before, after = _context(text, start, end) if _occurrences(text, quoted) > 1 else ("", "")
        return _joined(before, [quoted], after)
    first, last = _ends(words, text)
    # The first match of the start counts; where that may be another place, words before it tell them apart.
    before = _context(text, start, end)[0] if _occurrences(text, first) > 1 else ""
    return _joined(before, [first, last], "")


def _ends(words: list[re.Match[str]], text: str) -> tuple[str, str]:
    """The first and the last words of a long quote, each from one line."""
    count = min(_END_WORDS, max(1, len(words) // 2))
    head = text[words[0].start() : words[count - 1].end()]
    tail = text[words[-count].start() : words[-1].end()]
    return head.split("\n", 1)[0].rstrip(), tail.rsplit("\n", 1)[-1].lstrip()


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Words of the same paragraph right before and after: as few as tell this occurrence from the others."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    ahead = list(_WORD.finditer(text, line_start, start))[-_CONTEXT_WORDS:]
    following = list(_WORD.finditer(text, end, line_end))[:_CONTEXT_WORDS]
    before = text[ahead[0].start() : start].rstrip() if ahead else ""
    after = text[end : following[-1].end()].lstrip() if following else ""
    return before, after


def _occurrences(text: str, words: str) -> int:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return len(re.findall(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))


def _joined(before: str, quoted: list[str], after: str) -> str:
    parts = [_encoded(part) for part in quoted]
    if before:
        parts.insert(0, f"{_encoded(before)}-")
    if after:
        parts.append(f"-{_encoded(after)}")
    return ",".join(parts)


def _encoded(words: str) -> str:
    """Percent-encoded, white space as one space: `-`, `,` and `&` have a meaning of their own in a directive."""
    plain = re.sub(r"\s+", " ", words)
    return percent_encoded(plain, safe="", errors="replace").replace("-", "%2D")
