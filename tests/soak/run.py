"""`make soak`: long runs of what the suite does in short; each part prints its figures as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.soak import (
    bot_kill,
    damage,
    fault_injection,
    fuzz,
    kill,
    live,
    live_machines,
    machines,
    smollm,
    web_fuzz,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = {
    "kill": lambda size: kill.run(size or 200),
    "damage": lambda size: damage.run(size or damage.PASSAGES),
    "live": lambda size: live.run(size or 100),
    "botkill": lambda size: bot_kill.run(size or 200),
    "machines": lambda size: machines.run(size or 200),
    "livemachines": lambda size: live_machines.run(size or 1000),
    "promotions": lambda size: machines.run_promotions(size or 20),
    "faults": lambda size: fault_injection.run(size or 500),
    "fuzz": lambda size: fuzz.run(size or fuzz.INPUTS),
    "web": lambda size: web_fuzz.run(size or web_fuzz.REQUESTS),
    "smollm": lambda size: smollm.run(size or len(smollm.QUESTIONS)),
}


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.run", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where left out")
    parser.add_argument("--size", type=int, help="how many of a part's turns, instead of the full number")
    parser.add_argument("--out", type=Path, default=Path("build/soak"))
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):  # `choices` refuses none at all (Python 3.11)
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    given.out.mkdir(parents=True, exist_ok=True)
    wrong = False
    for part in given.parts or PARTS:
        began = time.monotonic()
        figures: dict[str, Any] = PARTS[part](given.size)
        figures["minutes"] = round((time.monotonic() - began) / 60, 1)
        print(part, json.dumps(figures), flush=True)  # noqa: T201 - a command's output
        (given.out / f"{part}.json").write_text(json.dumps(figures, indent=2), encoding="utf-8")
        wrong = wrong or _wrong(part, figures)
    sys.exit(1 if wrong else 0)


def _wrong(part: str, figures: dict[str, Any]) -> bool:
    return _JUDGES.get(part, _has_faults)(figures)


def _has_faults(figures: dict[str, Any]) -> bool:
    return bool(figures["faults"])


def _harmed(figures: dict[str, Any]) -> bool:
    return any(arena["wrong"] for arena in figures.values() if isinstance(arena, dict))


def _failed_or_grown(figures: dict[str, Any]) -> bool:
    memory = figures["memory_mb"]
    return bool(figures["failed"] or figures["not_found_in_2_s"] or not all(map(live.flat, memory)))


_JUDGES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "kill": _harmed,
    "live": _failed_or_grown,
    "botkill": lambda figures: any(bot_kill.is_wrong(figures[source]) for source in bot_kill.UPDATE_SOURCES),
    "machines": machines.is_wrong,
    "promotions": machines.is_wrong,
    "livemachines": live_machines.is_wrong,
    "faults": fault_injection.is_wrong,
}


if __name__ == "__main__":
    main()
