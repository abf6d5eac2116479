"""A store in PostgreSQL, with its vectors in a Chroma server.

Generations share rows: an article, a passage or an item says in which generation it came (`born`) and in which it was
no more (`died`), so that a generation holds what `born <= its number < died`.  A refresh writes what changed and no
more, nobody sees rows of a generation that is not published, and publishing is one transaction that marks what died
and moves the pointer.  Rows that died before every generation that is kept or read are deleted a few at a time, which
holds no lock that a reader would wait for.  Partitions, one a generation, could be dropped at once, but each would have
to be filled with a copy of everything.
"""
