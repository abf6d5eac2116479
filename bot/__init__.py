"""Telegram in and out: a question comes as a message, the cited answer goes back as one."""

import os

# python-telegram-bot moves its periods from seconds to timedelta, and until then every flood wait raises a
# deprecation warning from inside the library.  This is its documented way to have timedelta today.
os.environ.setdefault("PTB_TIMEDELTA", "true")
