"""`presscite refresh`: what reaches the refresh, and what is said of its report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from retrieval.errors import SettingsError, StoreBusyError
from retrieval.indexing.report import Failure, RefreshReport
from tests.retrieval.cli.program import presscite, raising

Refreshing = Callable[[Callable[..., RefreshReport]], None]


@pytest.fixture
def refreshing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., RefreshReport]], None]:
    """Put a function in the place of `retrieval.refresh`."""

    def use(function: Callable[..., RefreshReport]) -> None:
        monkeypatch.setitem(sys.modules, "retrieval.indexing.refresh", SimpleNamespace(refresh=function))

    return use


def test_refresh_options_reach_the_refresh(refreshing: Refreshing) -> None:
    """--dry-run and --wait are passed on, and the report says that nothing was done."""
    seen: dict[str, object] = {}

    def run(_sources: object, _settings: object, **named: object) -> RefreshReport:
        seen.update(named)
        return RefreshReport(
            added=("a\x1b",), removed=tuple(str(n) for n in range(12)), dry_run=True, notice="Mind."
        )

    refreshing(run)
    result = presscite("refresh", "one", "--dry-run", "--wait", "--timed")
    assert seen["dry_run"] is seen["timed"] is True
    assert callable(seen["waiting"])
    lines = result.stdout.splitlines()
    assert lines[0].startswith("would be: 1 added, 0 updated, 0 unchanged, 12 removed")
    assert lines[1:3] == ["  added a", "  removed 0"]
    assert lines[-2:] == ["  removed 2 more", "Mind."]


@pytest.mark.parametrize("other", ["--dry-run", "--rebuild"])
def test_watching_goes_with_neither(other: str) -> None:
    """Options that make no sense together are refused as wrong usage."""
    assert presscite("refresh", "--watch", other).exit_code == 2


def test_refresh_reports(refreshing: Refreshing) -> None:
    """The sources and options reach the refresh; its report is printed."""
    seen: list[object] = []

    def run(sources: object, settings: object, **named: object) -> RefreshReport:
        seen.extend([sources, named])
        return RefreshReport(added=("a",), articles=1, passages=2, seconds=0.5)

    refreshing(run)
    result = presscite("refresh", "one", "two", "--rebuild")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "1 added, 0 updated, 0 unchanged, 0 removed in 0.5 s; the store holds 1 article"
    )
    options = {"rebuild": True, "dry_run": False, "timed": False, "waiting": None, "progress": None}
    assert seen == [("one", "two"), options]


def test_refresh_partly_failed(refreshing: Refreshing) -> None:
    """Where something could not be taken the exit code says so, in words and in JSON."""
    report = RefreshReport(added=("a",), failed=(Failure(origin="bad\udcff.txt", reason="пусто"),))
    refreshing(lambda *_args, **_named: report)
    result = presscite("refresh", "one")
    assert result.exit_code == 4
    assert "bad\ufffd.txt: пусто" in result.stdout
    result = presscite("refresh", "one", "--json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["failed"] == [{"origin": "bad?.txt", "reason": "пусто"}]


def test_refresh_failed(refreshing: Refreshing) -> None:
    """A store that is busy is a failure; no sources at all is a matter of settings."""
    refreshing(raising(StoreBusyError("another refresh is running")))
    assert presscite("refresh", "one").exit_code == 1
    refreshing(raising(SettingsError("there are no sources")))
    assert presscite("refresh").exit_code == 2
