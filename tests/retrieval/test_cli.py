"""The command line: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from langchain_core.runnables import RunnableLambda

import retrieval
from retrieval.answer import Answer, Citation, Sentence
from retrieval.cli import main
from retrieval.errors import EmptyStoreError, QuestionError, SettingsError, StoreBusyError
from retrieval.indexing.report import Failure, RefreshReport
from retrieval.links.citation_links import CitationLinks
from retrieval.store.filters import Filters
from retrieval.store.hit import Hit

PRESSCITE = Path(sys.executable).with_name("presscite")
COMMANDS = ("refresh", "ask", "search", "chat", "timeline", "latest", "sources", "doctor", "rollback")
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "chromadb",
    "langchain",
    "langchain_core",
    "pydantic",
)

CITATION = Citation(
    number=1,
    quote="Тоннель «Истиклол» построен.",
    title="Туннель",
    url=None,
    published=datetime(2021, 3, 5, tzinfo=UTC),
    source="Asia-Plus",
    article_id="tunnel",
    start=0,
    end=28,
)
ANSWER = Answer(
    question="?",
    searched_for="?",
    sentences=(Sentence(text="It was built.", citations=(1,)),),
    citations=(CITATION,),
)
REFUSAL = replace(ANSWER, sentences=(), citations=(), refused=True, nearest=(CITATION,))

Given = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings of whoever runs the tests play no part."""
    monkeypatch.chdir(tmp_path)


class ScriptedChain:
    """Stands in for the chain: answers as told, or raises, and records what it was given."""

    def __init__(self) -> None:
        self.asked: list[Given] = []
        self.replies: Callable[[Given], Answer] = lambda given: replace(ANSWER, question=given["question"])

    def build(self, _settings: object) -> RunnableLambda[Given, Answer]:
        return RunnableLambda(self._reply)

    def _reply(self, given: Given) -> Answer:
        self.asked.append(given)
        answer = self.replies(given)
        return replace(answer, searched_for=answer.question)


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that raises this."""

    def run(*_args: object, **_named: object) -> Any:
        raise error

    return run


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> ScriptedChain:
    scripted = ScriptedChain()
    monkeypatch.setitem(vars(retrieval), "build_chain", scripted.build)
    return scripted


@pytest.fixture
def refreshing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., RefreshReport]], None]:
    """Put a function in the place of `retrieval.refresh`."""

    def use(function: Callable[..., RefreshReport]) -> None:
        monkeypatch.setitem(sys.modules, "retrieval.indexing.refresh", SimpleNamespace(refresh=function))

    return use


def presscite(*arguments: str, stdin: str | bytes | None = "") -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(command: str) -> None:
    """Help of every command shows examples, exit codes and where settings come from."""
    result = presscite(command, "--help")
    assert result.exit_code == 0
    for taught in ("Examples:\n", f"  presscite {command}", "Exit codes: 0 ", ".env.example"):
        assert taught in result.stdout


def test_help_names_the_commands_and_first_settings() -> None:
    """The program's own help is where everything starts."""
    result = presscite("--help")
    for taught in (*COMMANDS, "PRESSCITE_HOME", "PRESSCITE_SOURCES", "PRESSCITE_LLM", "Exit codes"):
        assert taught in result.stdout


def test_help_and_version_load_nothing_heavy() -> None:
    """Help is there at once: no model, no vector store, no LangChain, no pydantic is imported for it."""
    code = (
        "import sys\nfrom retrieval.cli import main\n"
        "for arguments in (['--help'], ['--version'], *([c, '--help'] for c in sys.argv[1].split(','))):\n"
        "    try: main(arguments)\n"
        "    except SystemExit as done: assert done.code == 0\n"
        "print('HEAVY', *(name for name in sys.argv[2].split(',') if name in sys.modules))"
    )
    arguments = [sys.executable, "-c", code, ",".join(COMMANDS), ",".join(HEAVY)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "HEAVY"
    assert "presscite 0." in run.stdout


# ask


def test_ask_prints_the_answer(chain: ScriptedChain) -> None:
    """An answer is printed with its sources; the program ends with 0."""
    result = presscite("ask", "Who built", "it?")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("It was built. [1]\n\nSources\n[1] “Тоннель")
    assert chain.asked[0]["question"] == "Who built it?"


def test_ask_json_is_the_answer(chain: ScriptedChain) -> None:
    """JSON is the whole answer, letters as they are."""
    result = presscite("ask", "--json", "Who?")
    assert result.exit_code == 0
    expected = replace(ANSWER, question="Who?", searched_for="Who?").to_dict()
    assert json.loads(result.stdout) == json.loads(json.dumps(expected))
    assert "Истиклол" in result.stdout
    assert chain.asked


def test_ask_refused(chain: ScriptedChain) -> None:
    """A refusal is no failure, but has its own exit code."""
    chain.replies = lambda _: REFUSAL
    result = presscite("ask", "Who?")
    assert result.exit_code == 3
    assert "The articles do not say." in result.stdout
    assert presscite("ask", "--json", "Who?").exit_code == 3


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_ask_reads_standard_input(arguments: tuple[str, ...], chain: ScriptedChain) -> None:
    """Without a question, or with "-", the question comes from a pipe; bytes that are not UTF-8 do no harm."""
    assert presscite("ask", *arguments, stdin="Кто?\n".encode() + b"\xff\n").exit_code == 0
    assert chain.asked[0]["question"] == "Кто?\n\ufffd"


@pytest.mark.parametrize("question", ["", "  \n\t "])
def test_empty_question_is_misuse(question: str, chain: ScriptedChain) -> None:
    """Nothing is asked where there is no question."""
    result = presscite("ask", question)
    assert result.exit_code == 2
    assert "The question is empty." in result.stderr
    assert presscite("ask", stdin=question).exit_code == 2
    assert not chain.asked


@pytest.mark.parametrize(
    "question",
    [
        "a" * 100_000,
        "🦊🦊🦊",
        "\x1b]0;owned\x07\x00\x08",
        "'; DROP TABLE passages; --",
        "<script>alert(1)</script> [bold]",
        "سلام دنیا؟",
        "\udcff\udc80 \ud800",
    ],
)
def test_no_question_is_too_odd(question: str, chain: ScriptedChain) -> None:
    """Every question reaches the chain, as whole characters."""
    result = presscite("ask", question)
    assert result.exit_code == 0
    assert result.stderr == ""
    chain.asked[0]["question"].encode()


def test_ask_filters(chain: ScriptedChain) -> None:
    """Dates and outlets go to the chain; what is no date is misuse."""
    options = ("--published-after", "2021-03-01", "--source", "Asia-Plus", "--source", "IRNA")
    assert presscite("ask", *options, "Who?").exit_code == 0
    assert chain.asked[0]["published_after"] == datetime(2021, 3, 1)  # noqa: DTZ001 - the retriever sets the zone
    assert chain.asked[0]["published_before"] is None
    assert chain.asked[0]["sources"] == ("Asia-Plus", "IRNA")
    assert presscite("ask", "--published-after", "yesterday", "Who?").exit_code == 2


# Errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EmptyStoreError("there are no articles yet; run: presscite refresh"), 1),
        (QuestionError("the question is too long"), 2),
        (SettingsError("PRESSCITE_HOEM is not a setting"), 2),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_are_one_line(error: BaseException, code: int, chain: ScriptedChain) -> None:
    """What goes wrong is said in one line on standard error, and standard output stays empty."""
    chain.replies = raising(error)
    result = presscite("ask", "--json", "Who?")
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr == f"presscite: {error if str(error) else 'stopped'}\n"


def test_unexpected_error_shows_its_traceback_on_demand(chain: ScriptedChain) -> None:
    """A defect is one line too, which says how to learn more; --debug shows where it is."""
    chain.replies = raising(ZeroDivisionError("a\nb\x1b[0m"))
    result = presscite("ask", "Who?")
    assert result.exit_code == 1
    assert result.stderr.startswith("presscite: unexpected error: ZeroDivisionError: a b[0m (")
    assert "Traceback" not in result.stderr
    result = presscite("--debug", "ask", "Who?")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr


def test_bad_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown setting ends every command with 2."""
    monkeypatch.setenv("PRESSCITE_HOEM", "x")
    for arguments in (("ask", "Who?"), ("search", "Who?"), ("chat",), ("refresh", "a")):
        result = presscite(*arguments)
        assert result.exit_code == 2
        assert "PRESSCITE_HOEM" in result.stderr


# search


class ScriptedRetriever:
    """Stands in for the retriever."""

    def __init__(self, *found: Hit) -> None:
        self.found = list(found)
        self.limit = 12
        self.links = CitationLinks()
        self.asked: list[tuple[str, int, Filters]] = []

    def hits(self, question: str, limit: int, filters: Filters) -> list[Hit]:
        self.asked.append((question, limit, filters))
        return self.found


@pytest.fixture
def retriever(monkeypatch: pytest.MonkeyPatch) -> ScriptedRetriever:
    dated = Hit(
        passage_id="p", article_id="tunnel", text="Тоннель построен.", start=0, end=17, title="Туннель",
        url="https://example.org/a", source="Asia-Plus", published=datetime(2021, 3, 5, tzinfo=UTC), language="ru",
        score=0.5,
    )  # fmt: skip
    scripted = ScriptedRetriever(dated, replace(dated, text="Two", end=3, source=None, published=None))
    monkeypatch.setitem(vars(retrieval), "build_retriever", lambda _settings: scripted)
    return scripted


def test_search_prints_passages(retriever: ScriptedRetriever) -> None:
    """Passages are numbered, best first, with what is known of their articles."""
    result = presscite("search", "--limit", "3", "tunnel")
    assert result.exit_code == 0
    assert result.stdout == (
        "[1] “Тоннель построен.”\n    Туннель — Asia-Plus, 5 March 2021\n    https://example.org/a\n"
        "\n[2] “Two”\n    Туннель\n    https://example.org/a\n"
    )
    assert retriever.asked == [("tunnel", 3, Filters())]


def test_search_json_is_a_list_of_passages(retriever: ScriptedRetriever) -> None:
    """A program gets text and facts of every passage."""
    found = json.loads(presscite("search", "--json", "--source", "Asia-Plus", "tunnel").stdout)
    assert found == [{"text": hit.text, **hit.facts()} for hit in retriever.found]
    assert found[0]["published"] == "2021-03-05T00:00:00+00:00"
    assert retriever.asked == [("tunnel", 12, Filters(sources=("Asia-Plus",)))]


def test_search_that_finds_nothing(retriever: ScriptedRetriever) -> None:
    """Nothing found is said to a person, and is an empty list to a program; it is no failure."""
    retriever.found.clear()
    result = presscite("search", "tunnel")
    assert (result.exit_code, result.stdout) == (0, "No passage was found.\n")
    assert json.loads(presscite("search", "--json", "tunnel").stdout) == []


@pytest.mark.parametrize("limit", ["0", "51", "x"])
def test_search_limit_is_checked(limit: str) -> None:
    """A limit out of range is misuse."""
    assert presscite("search", "--limit", limit, "tunnel").exit_code == 2


# refresh

Refreshing = Callable[[Callable[..., RefreshReport]], None]


def test_refresh_options_reach_the_refresh(refreshing: Refreshing) -> None:
    """--dry-run and --wait are passed on, and the report says that nothing was done."""
    seen: dict[str, object] = {}

    def run(_sources: object, _settings: object, **named: object) -> RefreshReport:
        seen.update(named)
        return RefreshReport(
            added=("a\x1b",), removed=tuple(str(n) for n in range(12)), dry_run=True, notice="Mind."
        )

    refreshing(run)
    result = presscite("refresh", "one", "--dry-run", "--wait", "--timed")
    assert seen["dry_run"] is seen["timed"] is True
    assert callable(seen["waiting"])
    lines = result.stdout.splitlines()
    assert lines[0].startswith("would be: 1 added, 0 updated, 0 unchanged, 12 removed")
    assert lines[1:3] == ["  added a", "  removed 0"]
    assert lines[-2:] == ["  removed 2 more", "Mind."]


@pytest.mark.parametrize("other", ["--dry-run", "--rebuild"])
def test_watching_goes_with_neither(other: str) -> None:
    """Options that make no sense together are refused as wrong usage."""
    assert presscite("refresh", "--watch", other).exit_code == 2


def test_refresh_reports(refreshing: Refreshing) -> None:
    """The sources and options reach the refresh; its report is printed."""
    seen: list[object] = []

    def run(sources: object, settings: object, **named: object) -> RefreshReport:
        seen.extend([sources, named])
        return RefreshReport(added=("a",), articles=1, passages=2, seconds=0.5)

    refreshing(run)
    result = presscite("refresh", "one", "two", "--rebuild")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "1 added, 0 updated, 0 unchanged, 0 removed in 0.5 s; the store holds 1 article"
    )
    options = {"rebuild": True, "dry_run": False, "timed": False, "waiting": None, "progress": None}
    assert seen == [("one", "two"), options]


def test_refresh_partly_failed(refreshing: Refreshing) -> None:
    """Where something could not be taken the exit code says so, in words and in JSON."""
    report = RefreshReport(added=("a",), failed=(Failure(origin="bad\udcff.txt", reason="пусто"),))
    refreshing(lambda *_args, **_named: report)
    result = presscite("refresh", "one")
    assert result.exit_code == 4
    assert "bad\ufffd.txt: пусто" in result.stdout
    result = presscite("refresh", "one", "--json")
    assert result.exit_code == 4
    assert json.loads(result.stdout)["failed"] == [{"origin": "bad?.txt", "reason": "пусто"}]


def test_refresh_failed(refreshing: Refreshing) -> None:
    """A store that is busy is a failure; no sources at all is a matter of settings."""
    refreshing(raising(StoreBusyError("another refresh is running")))
    assert presscite("refresh", "one").exit_code == 1
    refreshing(raising(SettingsError("there are no sources")))
    assert presscite("refresh").exit_code == 2


# chat


def test_chat_remembers_and_forgets(chain: ScriptedChain) -> None:
    """A follow-up comes with what was said before; /new forgets it."""
    result = presscite("chat", stdin="Who?\n\n  And in 2015? \n/new\nWhy?\n/quit\nnever asked\n")
    assert result.exit_code == 0
    assert [given["question"] for given in chain.asked] == ["Who?", "And in 2015?", "Why?"]
    assert [[m.content for m in given["history"]] for given in chain.asked] == [
        [],
        ["Who?", ANSWER.text],
        [],
    ]
    assert result.stdout.startswith("> Who?\nIt was built. [1]\n")


def test_chat_goes_on_after_an_error(chain: ScriptedChain) -> None:
    """A question that fails is reported; the next one is answered, and the failed one is not remembered."""

    def reply(given: Given) -> Answer:
        if given["question"] == "bad":
            raise ZeroDivisionError
        return ANSWER

    chain.replies = reply
    result = presscite("chat", stdin=b"bad\n/nonsense\n\xff\x1b[0m\ngood")
    assert result.exit_code == 1  # whoever piped the questions learns that one of them failed
    assert result.stderr.splitlines()[0].startswith("presscite: unexpected error: ZeroDivisionError (")
    assert "/nonsense is not a command" in result.stderr
    assert [given["question"] for given in chain.asked] == ["bad", "\ufffd\x1b[0m", "good"]
    assert len(chain.asked[-1]["history"]) == 2
    assert "\x1b" not in result.stdout


def test_chat_history_is_bounded(chain: ScriptedChain) -> None:
    """A long conversation does not grow what is sent with every question without end."""
    presscite("chat", stdin="Who?\n" * 30)
    assert len(chain.asked) == 30
    assert len(chain.asked[-1]["history"]) == 20


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_chat_leaves_cleanly(
    end: type[BaseException], chain: ScriptedChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-D and Ctrl-C end a conversation without complaint."""
    monkeypatch.setattr("builtins.input", raising(end()))
    result = presscite("chat")
    assert (result.exit_code, result.stderr) == (0, "")
    assert not chain.asked
