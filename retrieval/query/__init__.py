"""What is known of a question: its words, names, times and outlets, and what would answer it."""
