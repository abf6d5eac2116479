"""feedparser's own samples of dates and encodings: what presscite reads of them.

python -m tests.evals.feed_samples FOLDER

FOLDER is `tests` of feedparser's source distribution (`pip download feedparser --no-binary :all: --no-deps`);
nothing of it is part of the project.  A sample says what is expected of it in a comment.  Of its dates, those of
entries are compared, and beside them the table of dates in `runtests.py`, each as that of an entry; a date is right,
none, or wrong.  Of its texts, those with letters beyond ASCII: right, refused, or wrong.  Where only the encoding is
expected, the text is what the bytes say in it.
"""

from __future__ import annotations

import ast
import codecs
import html
import re
from collections import Counter
from datetime import UTC, datetime
from email.parser import Parser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from corpus.clean import clean
from corpus.errors import CorpusError
from corpus.readers.html_tree import text_of_fragment
from corpus.readers.record import Record
from corpus.web.feed import feed_items
from corpus.web.fetched import Fetched, content_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.article import Article
    from corpus.web.fetcher import Fetcher

_ADDRESS = "https://a.example/feed"
_EXPECTED = re.compile(r"Expect:\s*(.*)")
_HEADER = re.compile(r"^\s*Header:\s*(.*)$", re.MULTILINE)
_NEEDED = re.compile(r"SkipUnless:.*lookup\('([^']+)'\)")
_DATE = re.compile(r"entries\[0\]\['(published|updated)_parsed'\] == (\([\d, ]+\))")
_TEXT = re.compile(
    r"(entries\[0\]|feed)\['(title|summary|description)'\] == (u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")"
)
_ENCODING = re.compile(r"encoding == '([\w-]+)'")
_SUMMARY = re.compile(r"<(description|summary|content)\b[^>]*>(.*?)</\1>", re.DOTALL)
_ENDS = {
    "</feed>": "<entry><title>Added</title><summary>Words.</summary></entry>",
    "</channel>": "<item><title>Added</title></item>",
}
_CODECS = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


class Outcome(NamedTuple):
    """How one thing was read: "right", "none" or "refused", or "wrong"; and what there is to say of it."""

    word: str
    detail: str


def samples_of(folder: Path) -> Iterator[tuple[str, Outcome]]:
    """Every date and every text of the samples, as "date" or "text", with how it was read."""
    for path in sorted(folder.rglob("*.xml")):
        body = path.read_bytes()
        shown = body.replace(b"\0", b"").decode("latin-1")
        expected = _EXPECTED.search(shown)
        if expected is not None and _is_for_us(shown):
            yield from _of_sample(body, shown, expected[1], path.relative_to(folder).as_posix())
    table = folder / "runtests.py"
    for stated, moment in _table(table.read_text("utf-8")) if table.exists() else ():
        item = f"<item><title>T</title><pubDate>{html.escape(stated)}</pubDate></item>"
        read = _read(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), {})
        yield "date", _compared_date(read.published if read is not None else None, moment, f"{stated!r}")


def _is_for_us(shown: str) -> bool:
    """Whether Python knows the encoding without which a sample is to be skipped."""
    needed = _NEEDED.search(shown)
    try:
        return needed is None or codecs.lookup(needed[1]) is not None
    except LookupError:
        return False


def _of_sample(body: bytes, shown: str, expected: str, name: str) -> Iterator[tuple[str, Outcome]]:
    headers = Parser().parsestr("\n".join(found[1] for found in _HEADER.finditer(shown)))
    article = _read(body, dict(headers))
    for which, stated in _DATE.findall(expected):
        found = getattr(article, which) if article is not None else None
        yield "date", _compared_date(found, ast.literal_eval(stated), name)
    texts = list(_expected_texts(expected, body))
    if any(not text.isascii() for _, text in texts):
        whole = article or _read(_with_entry(body), dict(headers))
        for field, text in texts:
            found = getattr(whole, field) if whole is not None else None
            yield "text", _compared_text(found, text, name)


def _expected_texts(expected: str, body: bytes) -> Iterator[tuple[str, str]]:
    """What the texts of an article should be, by its fields."""
    for of, name, literal in _TEXT.findall(expected):
        field = ("title" if name == "title" else "text") if of.startswith("entries") else "source"
        if field != "source" or name == "title":
            yield field, ast.literal_eval(literal)
    encoding = _ENCODING.search(expected)
    if encoding is not None and not _TEXT.search(expected):
        try:
            summary = _SUMMARY.search(body.decode(encoding[1]))
        except (LookupError, UnicodeDecodeError):
            return
        if summary is not None:
            yield "text", summary[2]


def _read(body: bytes, headers: Mapping[str, str]) -> Article | None:
    """The first article of a feed, of what the feed itself says; `None` where there is none, or it is refused."""
    stated = {name.lower(): value for name, value in headers.items()}
    media_type, charset = content_type(stated.get("content-type", ""))
    found = Fetched(address=_ADDRESS, body=body, media_type=media_type, charset=charset)
    try:
        for item in feed_items(found, _ADDRESS, cast("Fetcher", None)):
            if not isinstance(item, CorpusError):
                text = item.entry.teaser or "Words."
                return Record({**item.entry.fields, "text": text}, path=_ADDRESS).article()
    except CorpusError:
        pass
    return None


def _with_entry(body: bytes) -> bytes:
    """A feed with an entry at its end, so that what it says of itself is said of an article."""
    for end, entry in _ENDS.items():
        for codec in _CODECS:
            at = body.rfind(end.encode(codec))
            if at >= 0:
                return body[:at] + entry.encode(codec) + body[at:]
    return body


def _table(source: str) -> Iterator[tuple[str, tuple[int, ...] | None]]:
    """The dates in feedparser's tests, with what they are in UTC."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == "date_tests"
        ):
            for value in cast("ast.Dict", node.value).values:
                yield from ast.literal_eval(value)


def _compared_date(found: datetime | None, expected: tuple[int, ...] | None, name: str) -> Outcome:
    moment = None
    if expected is not None:
        year, month, day, hour, minute, second = expected[:6]
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    detail = f"{name}: {found} for {moment}"
    if found is None:
        return Outcome("none", detail) if moment is not None else Outcome("right", detail)
    return Outcome("right" if moment == found.replace(microsecond=0) else "wrong", detail)


def _compared_text(found: str | None, expected: str, name: str) -> Outcome:
    wanted = " ".join(
        (text_of_fragment(expected) if "<" in expected else clean(html.unescape(expected))).split()
    )
    got = " ".join((found or "").split())
    detail = f"{name}: {got[:80]!r} for {wanted[:80]!r}"
    if found is None or got in ("Words.", "Added") or (found.isascii() and not wanted.isascii()):
        return Outcome("refused", detail)
    return Outcome("right" if got in wanted or wanted in got else "wrong", detail)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Print the figures, and whatever is not right."""
    counts: Counter[tuple[str, str]] = Counter()
    for kind, outcome in samples_of(folder):
        counts[kind, outcome.word] += 1
        if outcome.word != "right":
            click.echo(f"{kind} {outcome.word}: {outcome.detail}")
    for (kind, word), count in sorted(counts.items()):
        click.echo(f"{kind}s {word}: {count:,}")


if __name__ == "__main__":
    main()
