"""How Sphinx makes the documentation site of the pages in this folder: `make docs`."""

from __future__ import annotations

from importlib.metadata import version as installed

project = "presscite"
author = "the presscite maintainers"
copyright = "the presscite maintainers, Apache-2.0"  # noqa: A001 - Sphinx reads this name
release = version = installed("presscite")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.intersphinx"]
exclude_patterns = ["build", "pictures/*.md"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_class_signature = "mixed"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
# No inventories of other projects are fetched: the site is built without a network.
intersphinx_mapping: dict[str, tuple[str, None]] = {}

html_theme = "furo"
html_title = "presscite"
html_show_sphinx = False
# Whoever looks for the reasons behind a page finds them in the repository, not in a copy of its source.
html_copy_source = False
