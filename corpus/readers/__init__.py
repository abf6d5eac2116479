"""What is read: one file a format, each of them into articles."""
