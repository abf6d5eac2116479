"""Where articles come from: one file a kind of source."""
