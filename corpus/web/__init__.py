"""The web: addresses fetched politely, feeds, sitemaps and pages."""
