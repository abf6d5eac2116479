"""Pages in a real browser, which is closed before other tests run."""
