"""Pictures of the bot for the README, made from what it really sends: `python -m tests.pictures`.

    scene.py            what is asked in each picture
    stage.py            a store of the samples, a Bot API server and the real bot, each as it is in the tests
    chat.py             what stands in a chat once a scene was played
    formatted_text.py   a text and its entities as HTML
    page.py             a chat as a page in the manner of a messenger; chat.css and fold.js belong to it
    screenshot.py       a page as a picture, by Chromium

Chromium and the fonts come from Debian: apt-get install chromium fonts-inter fonts-noto-color-emoji.
"""
