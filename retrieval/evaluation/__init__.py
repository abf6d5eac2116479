"""How good it is on a file of questions."""
