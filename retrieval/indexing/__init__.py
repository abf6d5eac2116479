"""Sources -> the next generation of the store."""
