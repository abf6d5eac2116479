"""`python -m tests.soak.noted_refresh ARTICLES PHASES THREADS`: refresh, and note each phase in a file."""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.soak.phases import Phases

if __name__ == "__main__":
    articles, path, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    phases = Phases(Path(path))
    refresh([Path(articles)], Settings.load(), progress=lambda progress: phases.note(progress.stage))
    phases.note("ending")
