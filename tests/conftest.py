"""What the tests share: a model converted once, a store of the samples, an environment."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock

from tests.memory_trimmer import MemoryTrimmer
from tests.postgres_process import PostgresProcess, schema_of_its_own
from tests.run import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

REPOSITORY = Path(__file__).parents[1]
SAMPLES = REPOSITORY / "corpus" / "samples" / "articles"
USER_ARTICLES = REPOSITORY.parent / "shared" / "articles"

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("presscite", deadline=None)
hypothesis.settings.load_profile("presscite")


def pytest_configure(config: pytest.Config) -> None:
    """What tests have let go of is given back after each file of them."""
    config.pluginmanager.register(MemoryTrimmer(), "memory-trimmer")


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither read the settings of whoever runs them nor write where their own articles are."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("PRESSCITE_", "TELEGRAM_", "OPENAI_", "ANTHROPIC_")):
                patch.delenv(name)
        patch.setenv("TZ", "UTC")  # wherever the machine stands
        # Where a test names no home, this is it.
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data-home")))
        patch.chdir(tmp_path_factory.mktemp("working-directory"))  # no .env here
        yield


@pytest.fixture(scope="session")
def model_cache() -> Path:
    """The converted model, where `make demo` and the user's own runs keep it too: it is made but once."""
    from retrieval.embedding.packaged_model import packaged_encoder
    from retrieval.settings import Settings

    cache = Settings().model_cache
    packaged_encoder(cache)
    return cache


@pytest.fixture(scope="session")
def embeddings(model_cache: Path) -> SentenceTransformerEmbeddings:
    """The real embedding model, loaded once for all tests."""
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings

    return SentenceTransformerEmbeddings.from_settings(Settings(model_cache=model_cache))


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """A PRESSCITE_HOME with the sample articles in it; tests must not change it.

    A process of its own fills it, for what that loads stays in memory; the parts of a run fill but one, and copy it.
    """
    own = tmp_path_factory.mktemp("samples")
    folder = Path(os.environ.get(SHARED_FOLDER, own))
    filled = folder / "filled"
    with FileLock(folder / "lock"):
        if not filled.exists():
            env = subprocess_env(folder / "home", model_cache)
            subprocess.run(
                [sys.executable, "-m", "retrieval.cli", "refresh", str(SAMPLES)],
                env=env, cwd=folder, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            (folder / "home").rename(filled)
    return shutil.copytree(filled, own / "home")


@pytest.fixture(scope="session")
def presscite_env(sample_home: Path, model_cache: Path) -> dict[str, str]:
    """The complete environment of a subprocess that answers from the samples, with no network to lean on."""
    return subprocess_env(sample_home, model_cache)


def subprocess_env(home: Path, model_cache: Path) -> dict[str, str]:
    """The complete environment of a subprocess that answers from the store in `home`, offline."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "LANG", "TMPDIR", "TZ"} or name.startswith("COVERAGE_")
    }
    return {
        **kept,
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_MODEL_CACHE": str(model_cache),
        "PYTHONPATH": str(REPOSITORY),
        "HF_HUB_OFFLINE": "1",
    }


@pytest.fixture(scope="session")
def user_articles() -> Path:
    """The folder with the article the first user gave."""
    if not USER_ARTICLES.is_dir():
        pytest.skip("the user's own article is not here")
    return USER_ARTICLES


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresProcess]:
    """A PostgreSQL server for all tests; each works in a schema of its own, see `database_url`."""
    with PostgresProcess() as server:
        yield server


_schemas = itertools.count(1)


@pytest.fixture
def database_url(postgres_server: PostgresProcess) -> Iterator[str]:
    """A value of PRESSCITE_DATABASE_URL: nothing is in there yet, and what a test leaves is gone after it."""
    with schema_of_its_own(postgres_server.address, f"test_{next(_schemas)}") as address:
        yield address
