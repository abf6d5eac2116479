"""Whether reports answer a question differently, before a reader is told so."""
