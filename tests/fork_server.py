"""Programs in processes that are forked from one which has their libraries loaded already.

Importing what the bot needs takes two seconds and 120 MB, its tokenizer another third of a second and 60 MB.  A fork
starts in a hundredth of a second and shares that memory.  It is a process like any other: with a number, signals, files
and an exit code of its own, and what it does after its imports is what the program does.

`python -m tests.fork_server MODULE...` is the server: it imports the modules; then each line of its input is a request,
and each line of its output says that a process was started or has ended.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import itertools
import json
import os
import runpy
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).parents[1]
PRELOADED = (
    "bot.ops.feedback_export",
    "bot.wiring",
    "chromadb",
    "langchain_openai",
    "matplotlib.backends.backend_agg",
    "retrieval.commands.refresh",
    "tests.e2e.bot_api.server",
    "tests.loaded_tokenizer",
)
"""What the server of a test run loads before any fork.

Not the programs themselves, which are run as `__main__`; nor onnxruntime, of whose threads the forks would have none.
"""

_START_SECONDS = 240.0
_RUN_SECONDS = 240.0


class ForkedProcess:
    """A process that the server started; it is waited for as `subprocess.Popen` is.

    Args:
        server: The server.
        pid: The process's number.
    """

    def __init__(self, server: ForkServer, pid: int) -> None:
        self.pid = pid
        self._server = server

    def poll(self) -> int | None:
        """The exit code, negative for a signal; `None` while the process runs."""
        return self._server.exit_code(self.pid)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, as soon as there is one.

        Raises:
            TimeoutExpired: There was none in that many seconds.
        """
        return self._server.wait(self.pid, timeout)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal; harmless where the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class ForkServer:
    """The server's side in the process of the tests; safe to use from several threads.

    Args:
        preloaded: The modules that the server imports.
    """

    def __init__(self, preloaded: Sequence[str] = PRELOADED) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fork_server", *preloaded],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "HF_HUB_OFFLINE": "1"},
        )
        self._codes: dict[int, int] = {}
        self._numbers = itertools.count()
        self._started: dict[int, int] = {}  # by the numbers of requests
        self._news = threading.Condition()
        self._starting = threading.Lock()
        self._reader = threading.Thread(target=self._read, name="fork-server", daemon=True)
        self._reader.start()

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(
        self,
        module: str,
        arguments: Sequence[str],
        *,
        env: Mapping[str, str],
        folder: Path,
        output: Path,
        errors: Path | None = None,
        stdin: Path = Path(os.devnull),
    ) -> ForkedProcess:
        """Run a module as a program.

        Args:
            module: Its name, as behind `python -m`.
            arguments: Its arguments.
            env: Its whole environment.
            folder: Its working directory.
            output: The file that takes everything it writes.
            errors: The file that takes what it writes to standard error, where that is not to be with the rest.
            stdin: The file that it reads.
        """
        output.touch()  # it is there as soon as this returns
        request = {"module": module, "arguments": list(arguments), "env": dict(env)}
        files = {"stdin": str(stdin), "output": str(output), "errors": str(errors or output)}
        assert self._process.stdin is not None
        with self._starting:
            number = next(self._numbers)
            line = json.dumps({**request, **files, "folder": str(folder), "number": number})
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            with self._news:
                there = self._news.wait_for(
                    lambda: number in self._started or self._process.poll() is not None, _START_SECONDS
                )
                assert there, "the fork server does not answer"
                assert number in self._started, "the fork server has ended"
                return ForkedProcess(self, self._started[number])

    def run(
        self,
        module: str,
        arguments: Sequence[str | bytes],
        *,
        env: Mapping[str, str],
        folder: Path,
        stdin: bytes = b"",
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a module as a program to its end, as `subprocess.run` does.

        Args:
            module: Its name, as behind `python -m`.
            arguments: Its arguments.
            env: Its whole environment.
            folder: Its working directory.
            stdin: What it reads.
        """
        with tempfile.TemporaryDirectory() as name:
            given, output, errors = (Path(name) / file for file in ("stdin", "output", "errors"))
            given.write_bytes(stdin)
            words = [os.fsdecode(argument) for argument in arguments]
            process = self.start(
                module, words, env=env, folder=folder, output=output, errors=errors, stdin=given
            )
            try:
                code = process.wait(_RUN_SECONDS)
            finally:
                process.kill()
            return subprocess.CompletedProcess(
                [module, *words], code, output.read_bytes(), errors.read_bytes()
            )

    def exit_code(self, pid: int) -> int | None:
        """The exit code of a process that has ended."""
        with self._news:
            return self._codes.get(pid)

    def wait(self, pid: int, timeout: float | None) -> int:
        """See `ForkedProcess.wait`."""
        with self._news:
            if not self._news.wait_for(lambda: pid in self._codes, timeout):
                raise subprocess.TimeoutExpired(f"process {pid}", timeout or 0.0)
            return self._codes[pid]

    def close(self) -> None:
        """End the server, and every process of it that still runs."""
        self._process.communicate()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            news: dict[str, int] = json.loads(line)
            with self._news:
                if "started" in news:
                    self._started[news["number"]] = news["started"]
                else:
                    self._codes[news["ended"]] = news["code"]
                self._news.notify_all()
        with self._news:
            self._news.notify_all()


@cache
def fork_server() -> ForkServer:
    """The one server of a test run, started when it is first needed."""
    return ForkServer()


def close_fork_server() -> None:
    """End that server, which has half a gigabyte, where it runs; the next one who needs it starts another."""
    if fork_server.cache_info().currsize:
        fork_server().close()
        fork_server.cache_clear()


atexit.register(close_fork_server)


def _preload(modules: Sequence[str]) -> None:
    for name in modules:
        importlib.import_module(name)
    # The collector would write into pages that the forks share.
    gc.collect()
    gc.freeze()


def _serve() -> dict[str, Any] | None:
    """Fork for each request, and say what becomes of the forks; returns twice: in each fork with its request."""
    awake, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children: set[int] = set()
    with selectors.DefaultSelector() as selector:
        selector.register(awake, selectors.EVENT_READ)
        selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        with os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0) as requests:
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if awake in ready:
                    os.read(awake, 4096)
                    _reap(children)
                if sys.stdin.fileno() in ready:
                    line = requests.readline()
                    if not line:
                        break
                    request: dict[str, Any] = json.loads(line)
                    pid = os.fork()
                    if not pid:
                        return request
                    children.add(pid)
                    _say(started=pid, number=request["number"])
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return None


def _reap(children: set[int]) -> None:
    for pid in list(children):
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            children.discard(pid)
            _say(ended=pid, code=os.waitstatus_to_exitcode(status))


def _say(**news: int) -> None:
    os.write(sys.stdout.fileno(), f"{json.dumps(news)}\n".encode())


def _become(request: Mapping[str, Any]) -> None:
    """Be the program of a request from now on."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, (name, mode) in enumerate([("stdin", "rb"), ("output", "ab"), ("errors", "ab")]):
        with open(request[name], mode) as file:  # noqa: PTH123 - numbers are wanted
            os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["folder"])
    sys.argv = [request["module"], *request["arguments"]]
    code = _run(request["module"])
    # What an interpreter does at its end, but for freeing everything: that would copy what the forks share.
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _run(module: str) -> int:
    """The exit code of a module that is run as a program."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as error:
        if error.code is None or isinstance(error.code, int):
            return error.code or 0
        sys.stderr.write(f"{error.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - as an interpreter ends
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    _preload(sys.argv[1:])
    if (wanted := _serve()) is not None:
        _become(wanted)
