"""Links that open an article at the quoted words."""
