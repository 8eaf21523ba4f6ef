"""Settings of the documentation: sphinx-build docs docs/_build."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import almaden

project = "Almaden"
author = "The Almaden contributors"
copyright = "The Almaden contributors"
release = almaden.__version__
version = almaden.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "tools.reference_pages.extension"]
exclude_patterns = ["_build"]

# No mathematics: what draws it would be loaded from another host.
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"Almaden {release}"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
