"""The command `presscite worker`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retrieval.commands import terminal
from retrieval.commands.command import SETTINGS_HELP, epilog_of
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from retrieval.errors import StoreError


@click.command(
    "worker",
    epilog=epilog_of(
        """
        Examples:
          presscite worker
        """,
        """
        Exit codes: 0 stopped as asked; 1 failed; 2 wrong usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
def worker_command() -> None:
    """Embed passages for refreshes on whatever machine, until told to stop.

    For a store in PostgreSQL (PRESSCITE_DATABASE_URL): as many workers as there are processors share the embedding of
    what a refresh has read. They need the same embedding model, and neither articles nor a folder of the store. A
    worker that is killed loses nothing; while the database is down, it waits. Ctrl-C or SIGTERM ends it after the
    batch in work.
    """
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings
    from retrieval.store.postgres.embedding_worker import EmbeddingWorker
    from retrieval.store.postgres.engine import postgres_engine

    settings = Settings.load()
    if settings.database_address is None or settings.chroma_address is None:
        raise SettingsError(
            "presscite worker needs PRESSCITE_DATABASE_URL and PRESSCITE_CHROMA_URL: a store in a folder is refreshed "
            "by one process"
        )
    out = terminal.console(stderr=True)

    def say(error: StoreError) -> None:
        terminal.show_error(out, f"{error}; trying again")

    engine = postgres_engine(settings.database_address, settings.chroma_address)
    worker = EmbeddingWorker(engine, SentenceTransformerEmbeddings.from_settings(settings), say)
    out.print("Working; Ctrl-C ends it.", style="dim")
    worker.run()
