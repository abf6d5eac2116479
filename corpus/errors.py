"""What can go wrong on the way in.

* `CorpusError`: everything below
    * `SourceError`: a source that cannot be read at all (missing, unreadable, not text)
        * `FetchError`: an address that cannot be fetched
    * `ArticleError`: one article inside a source that cannot be taken (a broken line, a missing field)
    * `SkippedError`: what is left out on purpose, such as a file of a kind presscite does not read; named in the
      report, but no failure
    * `ArticleWarning`: something about an article that was taken, such as a date that cannot be read and is left
      out; counted and named in the report, but no failure

All carry the `origin`, the place a reader can look at ("news.jsonl:12"), and a `reason` in plain words that
says what to do.  Reading goes on after any of them: the good articles of a folder come in beside the bad.
"""


class CorpusError(Exception):
    """An article or a source that could not be read.

    Args:
        origin: Where it was found: a path, `path:line` or an address.
        reason: Why it was not taken and what to do about it, in plain words, without a final full stop.
    """

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class SourceError(CorpusError):
    """A whole source (a file, a folder, a feed) that cannot be read."""


class FetchError(SourceError):
    """An address that cannot be fetched.

    Args:
        origin: The address that was asked for, without user and password.
        reason: As for every `CorpusError`.
        status: The HTTP status, where there was an answer.
        temporary: Whether it is worth another try at the next refresh.
    """

    def __init__(self, origin: str, reason: str, *, status: int | None = None, temporary: bool) -> None:
        super().__init__(origin, reason)
        self.status = status
        self.temporary = temporary


class ArticleError(CorpusError):
    """One article inside a readable source that cannot be taken."""


class SkippedError(CorpusError):
    """Something left out on purpose, such as a file of a kind presscite does not read, met in a folder."""


class ArticleWarning(CorpusError):  # noqa: N818 - the article came in; nothing failed
    """Something about an article that was taken all the same, such as an optional field that was left out."""
