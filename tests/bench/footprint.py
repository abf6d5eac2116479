"""What the memory of a process that answers is made of: resident megabytes after each step, as JSON (Linux only)."""

from __future__ import annotations

import json
from pathlib import Path

_QUESTIONS = 200


def resident() -> int:
    """Resident memory of this process, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024


def main() -> None:
    """Import, load the model, open the store of `PRESSCITE_HOME`, ask; print what each step came to."""
    seen = {"python": resident()}
    from retrieval import build_retriever

    retriever = build_retriever()
    seen["libraries"] = resident()
    retriever.embeddings.encode_query("What did trade fall to in 2015?")
    seen["model"] = resident()
    retriever.invoke("What did trade fall to in 2015?")
    seen["store, at the first question"] = resident()
    for number in range(_QUESTIONS):
        retriever.invoke(f"What did trade fall to in {1800 + number}?")
    seen[f"{_QUESTIONS} more questions, and the faster engine"] = resident()
    print(json.dumps(seen))  # noqa: T201 - a command's output


if __name__ == "__main__":
    main()
