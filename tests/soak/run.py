"""Long runs, a file each beside this one: python -m tests.soak.run PART [ARGUMENT ...]."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

PARTS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem != "run")


def main() -> None:
    """Run a part, or all of them, and print their figures as JSON."""
    name, *arguments = sys.argv[1:] or ["all"]
    if name not in (*PARTS, "all"):
        sys.exit(f"there is no part {name}; the parts are {', '.join(PARTS)}, all")
    parts = PARTS if name == "all" else [name]
    figures = {part: importlib.import_module(f"tests.soak.{part}").run(*arguments) for part in parts}
    sys.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
