"""The processes that benchmarks compare: their environment, and the processor time they take (Linux only)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from retrieval.settings import Settings


def environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that answers from the store of some settings, offline."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "PRESSCITE_HOME": str(settings.home),
        "PRESSCITE_MODEL_CACHE": str(settings.model_cache),
        "PYTHONPATH": str(REPOSITORY),
        "HF_HUB_OFFLINE": "1",
    }


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
