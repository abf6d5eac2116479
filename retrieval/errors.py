"""What can go wrong between a question and its answer.

* `RetrievalError`: everything below; its text is for the person who runs presscite and says what to do
    * `SettingsError`: a setting that is unknown or has a bad value, by name
    * `ModelError`: an embedding model or a language model that cannot be loaded or used
    * `StoreError`: a store that cannot be opened or written
        * `EmptyStoreError`: there is no store yet, or nothing is in it
        * `ModelMismatchError`: the store was made by another embedding model
        * `NewerFormatError`: the store was made by a newer presscite
        * `StoreBusyError`: another refresh is running
        * `ServerUnreachableError`: the Chroma server is down, or does not answer
    * `DatabaseError`: the PostgreSQL database refuses what is asked of it
        * `DatabaseUnreachableError`: it is down, or cannot be written for the moment
    * `BaselineError`: a kept baseline of a watch that cannot be read any more
    * `QuestionError`: an input that is not a question (empty, far too long, of a wrong type)
"""


class RetrievalError(Exception):
    """Anything presscite refuses or fails to do, in words that say what to do about it."""


class SettingsError(RetrievalError):
    """A setting that is unknown or has a bad value."""


class ModelError(RetrievalError):
    """A model that cannot be loaded or used."""


class StoreError(RetrievalError):
    """A store that cannot be opened or written."""


class EmptyStoreError(StoreError):
    """There is no store yet, or it holds no articles."""


class ModelMismatchError(StoreError):
    """The store was made by another embedding model than the one configured."""


class NewerFormatError(StoreError):
    """The store was made by a newer presscite, in a format that this one does not know."""


class StoreBusyError(StoreError):
    """Another refresh is writing to this store."""


class ServerUnreachableError(StoreError):
    """The Chroma server that holds the vectors is down, or does not answer; later the same may succeed."""


class DatabaseError(RetrievalError):
    """The PostgreSQL database refuses what is asked of it."""


class DatabaseBusyError(DatabaseError):
    """Somebody else holds for too long what is asked of the PostgreSQL database; later the same may succeed."""


class DatabaseUnreachableError(DatabaseError):
    """The PostgreSQL database is down, or cannot be written for the moment; later the same may succeed."""


class BaselineError(RetrievalError):
    """A kept baseline of a watch that is damaged or of another version."""


class QuestionError(RetrievalError):
    """An input that is not a question."""
