"""Mutated inputs of every kind: none brings presscite down or holds it up, and each failure names its input.

The inputs are read in a child process, which reports each of them; one that is silent for too long is a hang, one
that ends is a crash, and the run goes on behind it in a new child.
"""

from __future__ import annotations

import json
import random
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import Article, CorpusError, Fetcher, SkippedError, open_source
from corpus.web.fetched import Fetched
from tests.soak.mutation import mutated, seeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus import Item

INPUTS, SEED = 2000, 5
MAX_SECONDS = 90.0
"""For one input; a PDF may take a minute until its reader is stopped."""

_ROOT = Path(__file__).parents[2]
_MEDIA_TYPES = ["application/xml", "application/rss+xml", "text/html; charset=utf-8", "text/html", ""]


class Canned(Fetcher):
    """The edge: answers every address with the same bytes, so that pages, feeds and sitemaps need no server."""

    def __init__(self, body: bytes, stated: str) -> None:
        super().__init__()
        self._content = body
        self._stated, _, charset = stated.partition("; charset=")
        self._charset = charset or None

    def fetch(self, address: str) -> Fetched:
        return Fetched(address=address, body=self._content, media_type=self._stated, charset=self._charset)


def run(inputs: int = INPUTS, seed: int = SEED) -> dict[str, Any]:
    """Read so many inputs and tell how it went; `faults` is empty where all is well."""
    outcomes: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    slowest: dict[str, float] = {}
    reasons: Counter[str] = Counter()
    for result in _results(inputs, seed):
        kinds[result["kind"]] += 1
        outcomes[result["outcome"]] += 1
        slowest[result["kind"]] = max(slowest.get(result["kind"], 0.0), result["seconds"])
        reasons.update(result.get("reasons", []))
        if result["outcome"] not in ("articles", "errors", "both", "nothing"):
            faults.append(result)
    with tempfile.TemporaryDirectory() as folder:
        faults += [
            {"kind": kind, "outcome": "unread", "detail": errors}
            for kind, errors in unread(Path(folder)).items()
        ]
    return {
        "inputs": sum(outcomes.values()),
        "seed": seed,
        "outcomes": dict(outcomes),
        "kinds": dict(kinds),
        "slowest_seconds": {kind: round(seconds, 2) for kind, seconds in slowest.items()},
        "commonest_reasons": dict(reasons.most_common(12)),
        "faults": faults,
    }


def unread(folder: Path) -> dict[str, list[str]]:
    """Seeds that are not read as they are, by kind, with what is said of them."""
    faults: dict[str, list[str]] = {}
    for kind, data in _seeds():
        if "." not in kind or kind == "sitemap.gz":
            continue  # read over the web, which has tests of its own
        path = folder / kind
        path.write_bytes(data)
        found = [one for item in open_source(path).items() for one in _of(item)]
        errors = [
            str(one) for one in found if isinstance(one, CorpusError) and not isinstance(one, SkippedError)
        ]
        if errors or not any(isinstance(one, Article) for one in found):
            faults[kind] = errors
    return faults


def _of(item: Item | CorpusError) -> Iterable[Article | CorpusError]:
    return [item] if isinstance(item, CorpusError) else item.read()


def _results(inputs: int, seed: int) -> Iterator[dict[str, Any]]:
    done = 0
    while done < inputs:
        command = [sys.executable, "-W", "error", "-m", "tests.soak.fuzz", str(done), str(inputs), str(seed)]
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, cwd=_ROOT) as child,
        ):
            assert child.stdout is not None
            while done < inputs:
                ready, _, _ = select.select([child.stdout], [], [], MAX_SECONDS)
                line = child.stdout.readline() if ready else b""
                if line:
                    yield json.loads(line)
                    done += 1
                    continue
                child.kill()
                errors.seek(0)
                said = errors.read()[-1000:].decode(errors="replace")
                outcome = "crash" if ready else "hang"
                kind = _chosen(done, seed)[0]
                yield {
                    "number": done,
                    "kind": kind,
                    "outcome": outcome,
                    "seconds": MAX_SECONDS,
                    "detail": said,
                }
                done += 1
                break
            errors.seek(0)
            if done == inputs and child.wait() == 0 and errors.read(1):
                errors.seek(0)
                detail = errors.read(1000).decode(errors="replace")
                yield {"kind": "all", "outcome": "noise", "seconds": 0.0, "detail": detail}


@cache
def _seeds() -> Sequence[tuple[str, bytes]]:
    return seeds()


def _chosen(number: int, seed: int) -> tuple[str, bytes, random.Random]:
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - to be repeated, not to be secret
    known = _seeds()
    kind, data = known[number % len(known)]
    return kind, mutated(data, [other for _, other in known], chance), chance


def _read(kind: str, data: bytes, chance: random.Random, folder: Path) -> tuple[str, list[Any]]:
    """Where the input is, and all that comes of it."""
    if "." in kind and kind != "sitemap.gz":
        path = folder / kind
        path.write_bytes(data)
        name, fetcher = str(path), None
    else:
        prefix = (
            {"rss": "feed:", "atom": "feed:", "page": "page:"}.get(kind, "sitemap:")
            if chance.random() < 0.7
            else ""
        )
        name, fetcher = f"{prefix}https://a.example/input", Canned(data, chance.choice(_MEDIA_TYPES))
    found: list[Any] = []
    for item in open_source(name, fetcher).items():
        found += [item] if isinstance(item, CorpusError) else item.read()
    return name.partition("https://")[2] or name, found


def _outcome(number: int, seed: int, folder: Path) -> dict[str, Any]:
    kind, data, chance = _chosen(number, seed)
    began = time.monotonic()
    result: dict[str, Any] = {"number": number, "kind": kind, "bytes": len(data)}
    try:
        name, found = _read(kind, data, chance, folder)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return {**result, "outcome": "exception", "detail": repr(error), "seconds": time.monotonic() - began}
    errors = [one for one in found if isinstance(one, CorpusError)]
    articles = [one for one in found if isinstance(one, Article)]
    result["seconds"] = time.monotonic() - began
    result["reasons"] = [one.reason[:40] for one in errors[:1]]
    for one in found:
        complaint = _complaint(one, name)
        if complaint:
            return {**result, "outcome": "unclear", "detail": complaint}
    result["outcome"] = (
        ("both" if articles else "errors") if errors else ("articles" if articles else "nothing")
    )
    return result


def _complaint(one: Article | CorpusError, name: str) -> str | None:
    """What is wrong with an outcome: it must name its input, be fit to print and to store."""
    # Entries of a feed and pages of a sitemap have addresses of their own.
    if isinstance(one, CorpusError):
        at_home = name in one.origin or one.origin.startswith(("http://", "https://"))
        printable = one.reason and "\n" not in one.reason and "Traceback" not in one.reason
        return (
            None if at_home and printable and len(one.reason) < 1000 else f"{one.origin}: {one.reason}"[:500]
        )
    try:
        one.text.encode()
        one.id.encode()
        one.title.encode()
    except UnicodeEncodeError as error:
        return f"{one.origin}: {error}"
    return None if one.origin and "\0" not in one.text else f"{one.origin}: a zero byte in the text"


def _child() -> None:
    first, behind_last, seed = (int(argument) for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, behind_last):
            sys.stdout.write(json.dumps(_outcome(number, seed, Path(folder))) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _child()
