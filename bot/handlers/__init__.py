"""What the bot does with each kind of update.  Questions are not here: `bot.updates.ingress` takes them in."""
