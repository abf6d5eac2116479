"""The mark at a message that is recorded as sent and not yet written."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from bot.jobs.file_instance import FileInstance
from bot.jobs.send_mark import SendMark
from bot.state.unwritten_message import UnwrittenMessage

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_there_while_a_message_is_recorded(tmp_path: Path) -> None:
    """Other processes read it; after that, and after an error, it is gone."""
    path = tmp_path / "mark"
    mark = SendMark(path)
    assert SendMark.found_in(path) is None
    with mark.set(7, 2):
        assert SendMark.found_in(path) == UnwrittenMessage(7, 2)
    assert SendMark.found_in(path) is None
    with pytest.raises(RuntimeError), mark.set(8, 1):
        raise RuntimeError("the state cannot be written")
    assert SendMark.found_in(path) is None
    mark.remove()
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"torn", struct.pack("<qq", 7, 0), struct.pack("<qq", 0, 2)])
def test_half_a_mark_is_none(tmp_path: Path, content: bytes) -> None:
    """Nor is a file that is missing, or cut short."""
    path = tmp_path / "mark"
    assert SendMark.found_in(path) is None
    path.write_bytes(content)
    assert SendMark.found_in(path) is None


def test_an_instance_does_without_where_it_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As on a full disk: the bot starts all the same."""
    instance = FileInstance(tmp_path / "instances")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.jobs.file_instance.SendMark", full)
    instance.start()
    with instance.marking(7, 1):
        pass
    assert "without a mark" in caplog.text
    instance.stop()
