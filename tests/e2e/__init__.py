"""The whole, in processes of its own."""
