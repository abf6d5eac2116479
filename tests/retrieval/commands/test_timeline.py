"""The commands `presscite timeline` and `presscite latest`, over the real store of the samples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from retrieval.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_home: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSCITE_HOME", str(sample_home))


def presscite(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_timeline_is_told() -> None:
    """A line a month with its mark, then the sources; words of a topic need no quotation marks."""
    result = presscite("timeline", "Rogun", "hydropower")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("November 2018: Tajikistan on 16 November 2018 put the first unit")
    assert lines[0].endswith(" [1]")
    assert lines[1].startswith("September 2019: ")
    assert "Sources" in lines
    assert "    https://samples.presscite.example/2018/11/rogun-first-unit" in lines


def test_timeline_speaks_the_topic_s_language() -> None:
    """Months are named as the topic's reader does."""
    assert presscite("timeline", "Что писали о Рогуне?").stdout.startswith("ноябрь 2018 г.: ")


def test_timeline_as_json() -> None:
    """Everything, on standard output and nothing else."""
    result = presscite("timeline", "--json", "--limit", "1", "Rogun")
    facts = json.loads(result.stdout)
    assert (len(facts["entries"]), facts["omitted"], facts["unit"]) == (1, 1, "month")
    assert "Not shown: 1 month; --limit shows more." in presscite("timeline", "--limit", "1", "Rogun").stdout


def test_timeline_of_nothing() -> None:
    """It says so, shows what is nearest, and ends with 3, as `ask` does."""
    result = presscite("timeline", "Wimbledon")
    assert result.exit_code == 3
    assert result.stdout.startswith("The articles do not say. Nothing in them speaks of “Wimbledon”.")
    assert "Closest passages" in result.stdout
    assert presscite("timeline", "--json", "Wimbledon").exit_code == 3


@pytest.mark.parametrize("arguments", [(), ("  ",), ("--limit", "0", "Rogun"), ("--limit", "x", "Rogun")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """No topic, or a limit that is none, is the caller's mistake."""
    assert presscite("timeline", *arguments).exit_code == 2


def test_latest() -> None:
    """The newest first, with outlet, date and address."""
    result = presscite("latest", "--limit", "2")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "Tajikistan and Kyrgyzstan sign a treaty on their border — Presscite Samples — 31 March 2025",
        "  https://samples.presscite.example/2025/03/tajik-kyrgyz-border",
    ]
    assert len(result.stdout.splitlines()) == 4


def test_latest_as_json_of_an_outlet() -> None:
    """Of one outlet by its name in any case; of an unknown one, nothing, which is said."""
    listed = json.loads(
        presscite("latest", "--json", "--source", "presscite samples", "--limit", "100").stdout
    )
    dates = [headline["published"] for headline in listed]
    assert len(dates) == 13
    assert dates == sorted(dates, reverse=True)
    assert {headline["future"] for headline in listed} == {False}
    result = presscite("latest", "--source", "Nobody")
    assert (result.exit_code, result.stdout) == (0, "No article of these outlets has a date.\n")


def test_without_a_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Both say how to put articles in, and end with 1."""
    monkeypatch.setenv("PRESSCITE_HOME", str(tmp_path / "nothing"))
    for arguments in (("timeline", "Rogun"), ("latest",)):
        result = presscite(*arguments)
        assert result.exit_code == 1
        assert "presscite refresh" in result.stderr
