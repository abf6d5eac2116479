"""A program of its own: reads a document on standard input, writes JSON to standard output, within bounds.

It runs as a child process, because a hostile or merely broken document can keep a parser busy for hours or fill the
memory, and only a process can be stopped from outside.  It needs nothing of presscite: which reader it runs, a file
with a function `extract(data, **options)`, stands in its arguments.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from contextlib import suppress


def main() -> None:
    """Run a reader: its path, the memory it may take, how long a file it may write, and its options as JSON."""
    path, memory, written, options = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # By its path: its folder holds files that are called like modules of the standard library.
    spec = importlib.util.spec_from_file_location("document_reader", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no program")
    reader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reader)
    found = reader.extract(sys.stdin.buffer.read(), **options)
    sys.stdout.buffer.write(json.dumps(found).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
