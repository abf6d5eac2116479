"""The comparison with feedparser's samples tells what is right from what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.evals.feed_samples import samples_of

if TYPE_CHECKING:
    from pathlib import Path

_RSS = '<?xml version="1.0" encoding="{}"?>\n<!--\nExpect: {}\n-->\n<rss><channel>{}</channel></rss>'
_ITEM = "<item><title>{}</title><description>Words.</description><pubDate>{}</pubDate></item>"
_DATE = "not bozo and entries[0]['published_parsed'] == (2004, 7, 8, 23, 56, 58, 3, 190, 0)"
_TITLE = "not bozo and entries[0]['title'] == u'\\u041c\\u043e\\u0441\\u0442'"


def test_samples_are_compared(tmp_path: Path) -> None:
    """Dates and texts are right, none or wrong, each by what its sample expects; the table of dates counts too."""
    samples = {
        "a.xml": _RSS.format("utf-8", _DATE, _ITEM.format("T", "Thu, 08 Jul 2004 23:56:58 GMT")),
        "b.xml": _RSS.format("utf-8", _DATE, _ITEM.format("T", "Thu, 08 Jul 2004 23:56:58 EST")),
        "c.xml": _RSS.format("windows-1251", _TITLE, _ITEM.format("Мост", "")),
        "d.xml": _RSS.format("windows-1251", _TITLE, _ITEM.format("Дом", "")),
    }
    for name, sample in samples.items():
        (tmp_path / name).write_text(sample, "windows-1251")
    dates = [
        ("", None),
        ("8 July 2004 23:56:58", (2004, 7, 8, 23, 56, 58)),
        ("one day", (2004, 7, 8, 0, 0, 0)),
    ]
    (tmp_path / "runtests.py").write_text(f"date_tests = {{print: {tuple(dates)}}}", "utf-8")
    assert [(kind, outcome.word) for kind, outcome in samples_of(tmp_path)] == [
        ("date", "right"),
        ("date", "wrong"),
        ("text", "right"),
        ("text", "wrong"),
        ("date", "right"),
        ("date", "right"),
        ("date", "none"),
    ]
