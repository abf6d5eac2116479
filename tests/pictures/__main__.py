"""`python -m tests.pictures`: play the scenes with the real bot, and take a picture of each chat."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.pictures.chat import Chat
from tests.pictures.page import page
from tests.pictures.scene import SCENES
from tests.pictures.screenshot import screenshot
from tests.pictures.stage import stage


def main() -> None:
    """Make the pictures that are named, or all."""
    names = [scene.name for scene in SCENES]
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(names)}; all where left out")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "pictures")
    parser.add_argument("--pages", type=Path, help="a folder that gets the pages as well, as HTML")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"there is no picture {', '.join(sorted(unknown))}")
    for folder in filter(None, (given.out, given.pages)):
        folder.mkdir(parents=True, exist_ok=True)
    with stage() as telegram:
        for scene in SCENES:
            if given.names and scene.name not in given.names:
                continue
            html = page(Chat.played(scene, telegram))
            if given.pages:
                (given.pages / f"{scene.name}.html").write_text(html, encoding="utf-8")
            png = screenshot(html)
            (given.out / f"{scene.name}.png").write_bytes(png)
            print(f"{scene.name}.png", f"{len(png):,} bytes", flush=True)  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()
