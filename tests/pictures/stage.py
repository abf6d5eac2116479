"""The processes behind a picture: a Bot API server, and the real bot over a store of the samples."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.conftest import SAMPLES, subprocess_env
from tests.e2e.conftest import BotProcess, env_of_bot, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.telegram import Telegram


@contextmanager
def stage() -> Iterator[Telegram]:
    """The server's control side while the bot answers there; all is gone afterwards.

    Raises:
        RuntimeError: A sample could not be read, or the bot did not end well.
    """
    with tempfile.TemporaryDirectory() as folder, serving() as telegram:
        home = Path(folder) / "home"
        cache = Settings().model_cache
        embeddings = SentenceTransformerEmbeddings.from_settings(Settings(model_cache=cache))
        report = refresh([SAMPLES], Settings(home=home), embeddings=embeddings)
        if report.failed:
            raise RuntimeError(f"samples that could not be read: {report.failed}")
        env = env_of_bot(telegram, subprocess_env(home, cache), Path(folder) / "bot.db")
        bot = BotProcess.start(env, Path(folder) / "log")
        try:
            yield telegram
        finally:
            code = bot.stop()
        if code:
            raise RuntimeError(f"the bot ended with exit code {code}: {bot.output}")
