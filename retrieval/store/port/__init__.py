"""What a store asks of whatever keeps it: a folder with SQLite and Chroma, or PostgreSQL with a Chroma server."""
