"""The twenty behaviours of the bot, each proven against the real process, polling and with a webhook.

A test carries the numbers of what it proves as `@pytest.mark.behaviour(...)`; test_all_twenty.py holds
docs/behaviours.md true to these marks, and none of the twenty may be missing in either mode.

    world.py             a bot of one mode with the server of its updates, its articles, its language model
    scripted_model.py    the language model: it writes what stands in the passages, and waits where a test says so
    noise.py             what people write in a group that is not meant for the bot
    conftest.py          one world with a language model and one without, for each mode
"""
