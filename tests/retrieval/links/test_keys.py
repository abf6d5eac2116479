"""Keys seal links: what is sealed opens for who has the key, for its purpose and in its time, and for nobody else."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import SettingsError
from retrieval.link_key import LinkKey, parsed_keys
from retrieval.links.keys import KeyFile, LinkKeys

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = "o" * 32, "n" * 32
TODAY = datetime(2026, 3, 5, 23, 59, tzinfo=UTC)


def keys(*given: LinkKey, now: datetime = TODAY) -> LinkKeys:
    return LinkKeys(lambda: given, lambda: now)


@given(st.binary(max_size=300))
def test_what_is_sealed_opens(content: bytes) -> None:
    """With the same token each time, of letters, digits, - and _, that shows nothing of its content."""
    token = keys(LinkKey(OLD)).seal("article", content)
    assert token == keys(LinkKey(OLD)).seal("article", content)
    assert token.replace("-", "").replace("_", "").isalnum()
    assert keys(LinkKey(OLD)).open("article", token) == content
    assert keys(LinkKey(OLD)).open("feed", token) is None
    assert keys(LinkKey(NEW)).open("article", token) is None


@given(st.data())
def test_what_was_altered_does_not_open(data: st.DataObject) -> None:
    """Whichever characters were exchanged, taken away or added."""
    holder = keys(LinkKey(OLD))
    token = holder.seal("article", b'["news/today.md",0,10,1,null]')
    position = data.draw(st.integers(0, len(token)))
    length = data.draw(st.integers(0, 3))
    altered = token[:position] + data.draw(st.text(max_size=4)) + token[position + length :]
    assert (holder.open("article", altered) is not None) == (altered == token)


@pytest.mark.parametrize("token", ["", "A", "=", "AAAA====", "../../etc/passwd", "\0", "é", "A" * 10_000_000])
def test_what_is_no_token_does_not_open(token: str) -> None:
    """Nor does it raise, whatever it is."""
    assert keys(LinkKey(OLD)).open("article", token) is None


def test_a_key_is_changed_with_a_time_in_which_both_hold() -> None:
    """The new one seals; what the old one sealed opens to the end of its last day, and then no more."""
    before = keys(LinkKey(OLD)).seal("article", b"words")
    both = parsed_keys(f"{NEW}, {OLD} until 2026-03-05")
    assert keys(*both).open("article", before) == b"words"
    assert keys(LinkKey(NEW)).open("article", keys(*both).seal("article", b"words")) == b"words"
    assert keys(*both, now=TODAY + timedelta(minutes=1)).open("article", before) is None
    with pytest.raises(SettingsError, match="no key for links that still holds"):
        keys(LinkKey(OLD, date(2026, 3, 4))).seal("article", b"words")


@pytest.mark.parametrize(
    "text", ["brief", "a " * 40, f"{OLD} until tomorrow", f"{NEW},{OLD} until 2026-02-30"]
)
def test_a_bad_key_is_named_without_being_repeated(text: str) -> None:
    """It says how keys are written."""
    with pytest.raises(ValueError, match="write at least 32 characters") as raised:
        parsed_keys(text)
    assert text not in str(raised.value)
    assert OLD not in str(raised.value)


def test_the_file_is_made_where_it_is_missing(tmp_path: Path) -> None:
    """Nobody else can read it, and all who use it have the same key."""
    path = tmp_path / "home" / "link.key"
    first, second = LinkKeys(KeyFile(path)), LinkKeys(KeyFile(path))
    assert second.open("article", first.seal("article", b"words")) == b"words"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["link.key"]


def test_the_file_is_changed_while_it_is_used(tmp_path: Path) -> None:
    """Whoever has it open seals with the new key at once, and opens what the old one sealed for as long as it holds."""
    file = KeyFile(tmp_path / "link.key")
    user = LinkKeys(file, lambda: TODAY)
    before = user.seal("article", b"words")
    KeyFile(tmp_path / "link.key").change(timedelta(days=2), TODAY.date())
    after = user.seal("article", b"words")
    assert after != before
    assert user.open("article", before) == user.open("article", after) == b"words"
    later = LinkKeys(file, lambda: TODAY + timedelta(days=3))
    assert (later.open("article", before), later.open("article", after)) == (None, b"words")
    KeyFile(tmp_path / "link.key").change(timedelta(days=90), TODAY.date())
    assert [key.until for key in file()][1:] == [date(2026, 6, 3), date(2026, 3, 7)]


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """The message says what to do."""
    path = tmp_path / "link.key"
    path.write_text(OLD)
    path.chmod(0o644)
    with pytest.raises(SettingsError, match=r"chmod 600 .*link\.key"):
        KeyFile(path)()
    path.chmod(0o600)
    assert KeyFile(path)() == (LinkKey(OLD),)


@pytest.mark.parametrize(
    ("content", "said"), [("", "holds no key"), ("short", "is not valid"), ("# none", "no key")]
)
def test_a_file_without_a_key_is_named(tmp_path: Path, content: str, said: str) -> None:
    """By its path."""
    path = tmp_path / "link.key"
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(SettingsError, match=said):
        KeyFile(path)()


def test_a_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """With the settings that help."""
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(SettingsError, match="PRESSCITE_LINK_KEY"):
        KeyFile(tmp_path / "home" / "link.key")()
