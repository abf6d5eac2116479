"""`python -m tests.e2e.bot_api --token TOKEN [--port PORT]`."""

from __future__ import annotations

import argparse
import asyncio

from tests.e2e.bot_api.server import serve

if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--token", required=True)
    arguments.add_argument("--port", type=int, default=0)
    given = arguments.parse_args()
    asyncio.run(serve(given.token, given.port))
