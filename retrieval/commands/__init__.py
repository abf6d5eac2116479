"""The commands of `presscite`, and how they look on a terminal."""
