"""What was reported when, and what is newest."""
