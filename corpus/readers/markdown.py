"""Markdown: one article a file, with or without front matter."""

from __future__ import annotations

import re
import tomllib
from itertools import count
from typing import TYPE_CHECKING

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler
from markdown_it import MarkdownIt

from corpus.clean import clean
from corpus.errors import ArticleError
from corpus.readers.contents import decode, load
from corpus.readers.fields import record_fields
from corpus.readers.inline_markup import raised
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

    from corpus.article import Article
    from corpus.errors import CorpusError

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_UNSEEN_BEGINS = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
_UNSEEN_ENDS = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}
_INLINE_TAG = re.compile(r"<(?P<end>/?)\s*(?P<name>\w+)")
_STRUCK = ("del", "s", "strike")
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]+\S)))*", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
# From the beginning of a word only: else each letter of a long one is looked from to its end.
_CARETS = re.compile(r"(?<!\w)(\w*)\^([+-]?\d{1,3})\^")
_TAG = re.compile(r"<[^<>]*>")
_FIELD_FIRST = re.compile(r"\s*(?:---[ \t]*\n\w+:|\+\+\+[ \t]*\n\w+\s*=)")


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a Markdown file.

    The title is the one in the front matter, else the first heading.  A first heading that is the title does
    not stand in the text again.  Of the markup only the words stay: those of links, of code and of tables,
    whose cells are set apart by " | "; pictures go.

    Raises:
        CorpusError: If the file is not the text of an article, or its front matter is broken.
        OSError: If it cannot be read.
    """
    fields, body = _front_matter(decode(load(path, origin), origin), origin)
    blocks = _Blocks(_tokens(_FOOTNOTE.sub("", body), origin))
    fields["text"] = "\n\n".join(blocks.texts)
    if blocks.first_heading is not None and blocks.texts:
        heading = clean(blocks.texts[blocks.first_heading])
        title = fields.setdefault("title", heading)
        others = "\n\n".join(blocks.texts[1:])
        if blocks.first_heading == 0 and title == heading and others.strip():
            fields["text"] = others
    yield from Record(fields, path=origin).read()


def _front_matter(content: str, origin: str) -> tuple[dict[str, object], str]:
    content = content.replace("\r\n", "\n").lstrip("\ufeff")
    handler = next((kind for kind, opened in _OPENED.items() if opened.match(content)), None)
    if handler is None:
        return {}, content
    name = "YAML" if handler is YAMLHandler else "TOML"
    try:
        stated, body = frontmatter.parse(content, handler=handler())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ArticleError(origin, f"its front matter is not {name} ({_problem(error)}); mend it") from error
    if not stated:
        if _FIELD_FIRST.match(content):
            raise ArticleError(
                origin, f"its front matter does not end; close it with a line of three {_MARKS[name]}"
            )
        # What stands between two rules is not always front matter.
        return {}, content
    fields = record_fields({str(name): value for name, value in stated.items()})
    fields.pop("text", None)
    return fields, body


class TomlHandler(BaseHandler):
    """Front matter as Hugo and Zola write it; python-frontmatter's own handler needs another library for it."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, object]:
        """Read it."""
        return tomllib.loads(fm)


_OPENED = {
    YAMLHandler: re.compile(r"\s*---[ \t]*\r?\n"),
    TomlHandler: re.compile(r"\s*\+\+\+[ \t]*\r?\n"),
}
_MARKS = {"YAML": "hyphens", "TOML": "plus signs"}


def _problem(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"{error.problem}, line {error.problem_mark.line + 1}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error).partition("\n")[0]


def _tokens(body: str, origin: str) -> list[Token]:
    try:
        return _PARSER.parse(body)
    except (RecursionError, ValueError, IndexError) as error:
        raise ArticleError(origin, f"its Markdown cannot be read ({type(error).__name__})") from error


class _Blocks:
    """The text of each block (a heading, a paragraph, a list, a table) in order."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.texts: list[str] = []
        self.first_heading: int | None = None
        self._lists: list[Iterator[int] | None] = []
        self._marker = ""
        self._lines: list[str] = []
        self._cells: list[str] = []
        self._in_table = False
        for token in tokens:
            self._take(token)

    def _take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(count(int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._close_block()
            case "list_item_open":
                numbers = self._lists[-1]
                self._marker = "- " if numbers is None else f"{next(numbers)}. "
            case "heading_open" if self.first_heading is None:
                self.first_heading = len(self.texts)
            case "table_open":
                self._in_table = True
            case "tr_close":
                self._lines.append(" | ".join(self._cells))
                self._cells = []
            case "table_close":
                self._in_table = False
                if not self._lists:
                    self._close_block()
            case _:
                self._take_text(token)

    def _take_text(self, token: Token) -> None:
        if token.type == "inline":
            self._take_inline(token)
        elif token.type in ("fence", "code_block"):
            self._add(token.content)
        elif token.type == "html_block":
            self._add(_TAG.sub(" ", _seen(token.content)))

    def _take_inline(self, token: Token) -> None:
        text = "".join(_words(token.children or []))
        if self._in_table:
            self._cells.append(" ".join(text.split()))
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if not text.strip():
            return
        self._lines.append(self._marker + text.strip("\n"))
        self._marker = ""
        if not self._lists:
            self._close_block()

    def _close_block(self) -> None:
        if self._lines:
            self.texts.append("\n".join(self._lines))
        self._lines = []


def _seen(markup: str) -> str:
    """A piece of HTML without its comments, scripts and styles; one that does not end is left as it is."""
    kept: list[str] = []
    at = looked_at = 0
    endless: set[str] = set()  # each end is looked for in vain but once
    while (begins := _UNSEEN_BEGINS.search(markup, looked_at)) is not None:
        looked_at = begins.end()
        kind = (begins[1] or "").lower()
        ends = None if kind in endless else _UNSEEN_ENDS[kind].search(markup, looked_at)
        if ends is None:
            endless.add(kind)
            continue
        kept += [markup[at : begins.start()], " "]
        at = looked_at = ends.end()
    return "".join([*kept, markup[at:]])


def _words(children: Sequence[Token]) -> Iterator[str]:
    """The words of a line: without what was struck out and the marks of footnotes, powers as such."""
    line = InlineText()
    for child in children:
        text = line.words_of(child)
        if text:
            yield text


class InlineText:
    """What is open at a place in a line."""

    def __init__(self) -> None:
        self._struck = 0
        self._lifted = False
        self._before = ""

    def words_of(self, child: Token) -> str:
        """The words of the next piece; empty where it has none or they were struck out."""
        opens = self._opens(child)
        if opens is not None:
            self._struck += opens
            return ""
        tag = _INLINE_TAG.match(child.content) if child.type == "html_inline" else None
        if tag and tag["name"].lower() == "sup":
            self._lifted = not tag["end"]
            return ""
        if self._struck > 0:
            return ""
        text = _word(child)
        text = raised(self._before, text) if self._lifted else _without_marks(text)
        self._before = text or self._before
        return text

    @staticmethod
    def _opens(child: Token) -> int | None:
        """1 where words that were struck out begin, -1 where they end, else `None`."""
        if child.type in ("s_open", "s_close"):
            return 1 if child.type == "s_open" else -1
        tag = _INLINE_TAG.match(child.content) if child.type == "html_inline" else None
        if tag is None or tag["name"].lower() not in _STRUCK:
            return None
        return -1 if tag["end"] else 1


def _word(child: Token) -> str:
    if child.type in ("text", "code_inline", "text_special"):
        return child.content
    if child.type == "softbreak":
        return " "
    line_break = child.type == "html_inline" and child.content[:3].lower() == "<br"
    return "\n" if child.type == "hardbreak" or line_break else ""


def _without_marks(text: str) -> str:
    """A piece of text without the marks of footnotes, powers between carets as such."""
    text = _FOOTNOTE_MARK.sub("", text)
    return _CARETS.sub(lambda found: found[1] + (raised(found[1], found[2]) or f"^{found[2]}"), text)
