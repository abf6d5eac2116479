"""A process that asks questions while others refresh; see `live.py`."""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.chain import build_chain
from retrieval.retriever import build_retriever
from retrieval.settings import Settings
from tests.soak.live import FOUND_SECONDS

if TYPE_CHECKING:
    from retrieval.answer import Answer

_CHAIN_EVERY = 10  # questions; the others ask the retriever alone, so that two cores keep up
_SAMPLES = 40  # of the memory, at most, over the whole run


def main(folder: Path, number: int, a_second: float) -> None:
    """Ask until the file `stop` is there, then write down how it went."""
    settings = Settings.load()
    retriever, chain = build_retriever(settings), build_chain(settings)
    chain.invoke("What is the name of the probe?")
    retriever.invoke("What is the name of the probe?")
    (folder / f"ready-{number}").touch()
    asked, answered, failed, times = 0, 0, [], []
    found: dict[int, float] = {}
    memory: list[float] = []
    began = time.monotonic()
    while not (folder / "stop").exists():
        due = began + (asked + 1) / a_second
        probe = json.loads((folder / "probe").read_text())
        question = f"What is the name of the probe {probe['word'] or ''}?"
        started = time.monotonic()
        answerable = probe["word"] and time.time() > probe["since"] + FOUND_SECONDS
        try:
            if asked % _CHAIN_EVERY:
                texts = [document.page_content for document in retriever.invoke(question)]
            else:
                answer = chain.invoke(question)
                texts = _shown(answer)
                answered += not answer.refused
                if answerable and answer.refused:
                    failed.append(f"refused: {question}")
        except Exception as error:  # noqa: BLE001 - each counts
            failed.append(f"{type(error).__name__}: {error}")
            texts = []
        asked += 1
        times.append(time.monotonic() - started)
        if probe["word"] and probe["number"] not in found and any(probe["word"] in text for text in texts):
            found[probe["number"]] = time.time() - probe["since"]
        if asked % 20 == 0:
            memory.append(_resident_mb())
        time.sleep(max(0.0, due - time.monotonic()))
    step = max(1, len(memory) // _SAMPLES)
    report = {
        "asked": asked,
        "answered": answered,
        "failed": failed,
        "found": found,
        "seconds": time.monotonic() - began,
        "median_ms": statistics.median(times) * 1000,
        "memory_mb": [round(value) for value in memory[::step]],
    }
    (folder / f"reader-{number}.json").write_text(json.dumps(report))


def _shown(answer: Answer) -> list[str]:
    return [answer.text, *(citation.quote for citation in (*answer.citations, *answer.nearest))]


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
