"""The type of python-telegram-bot's application as the bot uses it: whatever is in `bot_data`."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

Bot = Application[Any, Any, Any, Any, Any, Any]
