"""What the bot does with each kind of update.  Questions are not here: `bot.receiving.reception` takes them in."""
