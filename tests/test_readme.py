"""The README is true: its Python runs, and the commands and files it names are there."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.conftest import REPOSITORY
from tests.pictures.page import WIDTH
from tests.pictures.scene import SCENES
from tests.pictures.screenshot import SCALE

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


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
