"""The web server: reading pages, a page to ask, an API and MCP; a second front end, which the extra `web` brings."""
