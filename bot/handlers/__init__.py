"""What the bot does with each kind of update.  Questions are not here: `bot.reception` takes them in."""
