"""`python -m tests.soak.noted_refresh ARTICLES PHASES`: refresh, and note each phase in a file."""

from __future__ import annotations

import sys
from pathlib import Path

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.soak.phases import Phases

if __name__ == "__main__":
    articles, path = map(Path, sys.argv[1:])
    phases = Phases(path)
    refresh([articles], Settings.load(), progress=lambda progress: phases.note(progress.stage))
    phases.note("ending")
