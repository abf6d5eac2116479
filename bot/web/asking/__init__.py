"""The page to ask: behind a password, an answer sentence by sentence, follow-ups, timelines with their charts."""
