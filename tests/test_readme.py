"""The README is true: its Python runs, and the commands and files it names are there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from PIL import Image

from tests.conftest import REPOSITORY
from tests.pictures.page import WIDTH
from tests.pictures.scene import SCENES
from tests.pictures.screenshot import SCALE

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_python_example_runs(presscite_env: dict[str, str]) -> None:
    """The example prints an answer with its mark and a citation that holds the question's subject."""
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    program = example.replace("Who chairs the joint committee?", "What is the total capacity of Rogun?")
    run = subprocess.run(
        [sys.executable, "-c", program], env=presscite_env, capture_output=True, text=True, check=True
    )
    assert "3,600 megawatts. [1]" in run.stdout.splitlines()[0]
    assert run.stdout.splitlines()[1].startswith("1 ")


def test_shown_answer_is_a_real_one(presscite_env: dict[str, str]) -> None:
    """What the README shows is what the command prints about the samples."""
    shown = re.search(r'\$ presscite ask "What is the total.*?"\n(.*?)\n\n\$', README, re.DOTALL)
    assert shown is not None
    question = "What is the total capacity of Rogun?"
    run = subprocess.run(
        [sys.executable, "-m", "retrieval.cli", "ask", question],
        env=presscite_env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert " ".join(shown[1].split()) in " ".join(run.stdout.split())


def test_links_lead_somewhere() -> None:
    """Every file that the README links to is in the repository."""
    for path in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (REPOSITORY / path).exists(), path


PICTURES = re.findall(r"\(docs/pictures/(\w+)\.png\)", README)


def test_the_readme_shows_what_the_bot_sends() -> None:
    """Every scene that is pictured is shown, and nothing else; each picture has words for who does not see it."""
    assert set(PICTURES) == {scene.name for scene in SCENES}
    assert {"answer", "sources", "refusal", "timeline"} <= set(PICTURES)
    described = re.findall(r"!\[([^\]]{40,})\]\(docs/pictures/", README)
    assert len(described) == len(PICTURES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_pictures_are_sharp_and_small(name: str) -> None:
    """A whole PNG, as wide as a phone with two pixels a CSS pixel, of a few colours and kilobytes."""
    path = REPOSITORY / "docs" / "pictures" / f"{name}.png"
    with Image.open(path) as image:
        image.load()
        assert image.format == "PNG"
        assert image.width == SCALE * WIDTH
        assert 800 < image.height < 2400
        assert len(image.convert("RGBA").getcolors(256) or []) > 50
    assert path.stat().st_size < 120_000


def test_make_targets_exist() -> None:
    """Every `make` target named in the README is one."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)\b", README)) - {"in"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
