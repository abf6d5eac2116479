"""Questions and answers as files that need nothing but themselves."""
