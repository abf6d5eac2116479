"""What the bot remembers between two messages and two runs: SQLite, through SQLAlchemy, with Alembic's migrations."""
