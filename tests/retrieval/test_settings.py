"""Settings: one typed object, equal to .env.example, and strict about names and values."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from bot.settings import BotSettings
from bot.web.settings import WebSettings
from retrieval.errors import SettingsError
from retrieval.settings import PACKAGED_MODEL, Settings
from retrieval.time_zone import machine_zone

EXAMPLE = Path(__file__).parents[2] / ".env.example"
_FRONT_ENDS: tuple[type[Settings], ...] = (BotSettings, WebSettings)
NAME = re.compile(r"^([A-Z_]+)=(.*)$", re.MULTILINE)


def test_example_lists_every_setting() -> None:
    """.env.example and the settings objects have the same names."""
    listed = [name for name, _ in NAME.findall(EXAMPLE.read_text(encoding="utf-8"))]
    known = {str(f.alias) for settings in _FRONT_ENDS for f in settings.model_fields.values()}
    assert sorted(listed) == sorted(known)


def test_example_shows_the_defaults() -> None:
    """Every value that .env.example shows is the one that holds when the name is left out."""
    shown = {n: v for n, v in NAME.findall(EXAMPLE.read_text(encoding="utf-8")) if v}
    token = {"TELEGRAM_BOT_TOKEN": "1:a"}
    for settings in _FRONT_ENDS:
        assert settings.load({**token, **shown}, Path("absent")) == settings.load(token, Path("absent"))


def test_example_comments_every_setting() -> None:
    """No setting stands without a comment right above it."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for above, line in itertools.pairwise(lines):
        assert not NAME.match(line) or above.startswith("#"), line


def test_defaults_need_nothing() -> None:
    """With an empty environment everything has a value and no language model is named."""
    settings = Settings.load({}, Path("absent"))
    assert settings.embedding_model == PACKAGED_MODEL
    assert settings.llm is None
    assert settings.home.is_absolute()


def test_environment_wins_over_file(tmp_path: Path) -> None:
    """A name in both places has the environment's value; one in the file alone counts too."""
    file = tmp_path / ".env"
    file.write_text("PRESSCITE_PASSAGES=3\nPRESSCITE_PASSAGE_CHARS=500\nTELEGRAM_BOT_TOKEN=1:a\n", "utf-8")
    settings = Settings.load({"PRESSCITE_PASSAGES": "4"}, file)
    assert (settings.passages, settings.passage_chars) == (4, 500)


def test_empty_means_not_set() -> None:
    """An empty variable counts as left out."""
    assert Settings.load({"PRESSCITE_LLM": "", "PRESSCITE_PASSAGES": ""}, Path("absent")).passages == 12


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSCITE_PASSAGES", "many"),
        ("PRESSCITE_PASSAGES", "0"),
        ("PRESSCITE_PASSAGE_CHARS", "-1"),
        ("PRESSCITE_CHROMA_URL", "localhost:8000"),
        ("PRESSCITE_REFRESH_EVERY", "often"),
        ("PRESSCITE_REFRESH_EVERY", "5s"),
        ("PRESSCITE_REFRESH_WATCH", "maybe"),
        ("PRESSCITE_LLM", "gpt-4o"),
        ("PRESSCITE_LLM_BASE_URL", "not an address"),
        ("PRESSCITE_LLM_TIMEOUT", "soon"),
        ("PRESSCITE_TIMEZONE", "Asia/Dushanbee"),
    ],
)
def test_bad_value_is_refused_by_name(name: str, value: str) -> None:
    """A bad value is an error that names the variable and shows the value."""
    with pytest.raises(SettingsError, match=rf"{name} = '{value}' is not valid"):
        Settings.load({name: value}, Path("absent"))


def test_the_time_zone() -> None:
    """By a name, an offset or a city; left out, the machine's."""
    for name, shown in (
        ("Asia/Dushanbe", "Asia/Dushanbe"),
        ("+5", "UTC+05:00"),
        ("dushanbe", "Asia/Dushanbe"),
    ):
        assert str(Settings.load({"PRESSCITE_TIMEZONE": name}, Path("absent")).zone) == shown
    assert Settings.load({}, Path("absent")).zone == machine_zone()
    with pytest.raises(SettingsError, match="write one such as Asia/Dushanbe"):
        Settings.load({"PRESSCITE_TIMEZONE": "Mars"}, Path("absent"))


def test_unknown_name_is_refused_with_a_guess() -> None:
    """A mistyped name is an error that names it and the nearest known one."""
    with pytest.raises(SettingsError, match=r"PRESSCITE_HOMME in the environment .* PRESSCITE_HOME\?"):
        Settings.load({"PRESSCITE_HOMME": "x"}, Path("absent"))


def test_unknown_name_in_the_file_names_the_file(tmp_path: Path) -> None:
    """The error says in which file the unknown name stands."""
    file = tmp_path / ".env"
    file.write_text("PRESSCITE_COLOUR=red\n", "utf-8")
    with pytest.raises(SettingsError, match=re.escape(str(file))):
        Settings.load({}, file)


def test_names_of_others_are_left_alone() -> None:
    """Variables without our prefix are nobody's business."""
    Settings.load({"OPENAI_API_KEY": "x", "TELEGRAM_SOMETHING": "y"}, Path("absent"))


def test_secret_is_never_shown() -> None:
    """Neither the object's text nor an error repeats a key."""
    settings = Settings.load({"PRESSCITE_LLM_API_KEY": "sk-verysecret"}, Path("absent"))
    assert "verysecret" not in repr(settings)
    with pytest.raises(SettingsError) as refusal:
        BotSettings.load({"TELEGRAM_BOT_TOKEN": "very secret"}, Path("absent"))
    assert "secret" not in str(refusal.value).replace("TELEGRAM_BOT_TOKEN", "")


def test_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """A .env that is not UTF-8 is an error that names it."""
    file = tmp_path / ".env"
    file.write_bytes(b"PRESSCITE_HOME=\xff\xfe")
    with pytest.raises(SettingsError, match=re.escape(str(file))):
        Settings.load({}, file)


def test_sources_are_split_at_commas() -> None:
    """Several sources stand in one variable."""
    assert Settings.load({"PRESSCITE_SOURCES": "a, b/c ,"}, Path("absent")).sources == ("a", "b/c")


def test_durations_have_units() -> None:
    """Seconds, minutes, hours and days, with or without the unit of seconds."""
    for value, seconds in (("90", 90), ("90s", 90), ("15m", 900), ("1.5h", 5400), ("2 d", 172_800)):
        assert Settings.load({"PRESSCITE_REFRESH_EVERY": value}, Path("absent")).refresh_every == seconds


def test_password_in_an_address_is_never_shown() -> None:
    """Neither the object's text nor an error repeats what stands before the @ of an address."""
    settings = Settings.load(
        {"PRESSCITE_CHROMA_URL": "http://user:verysecret@127.0.0.1:8000"}, Path("absent")
    )
    assert "verysecret" not in repr(settings)
    with pytest.raises(SettingsError, match="PRESSCITE_CHROMA_URL") as refusal:
        Settings.load({"PRESSCITE_CHROMA_URL": "user:verysecret@127.0.0.1"}, Path("absent"))
    assert "verysecret" not in str(refusal.value)
