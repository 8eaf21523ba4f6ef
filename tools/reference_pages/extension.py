"""The Sphinx extension that puts the generated parts into the pages while they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from tools.reference_pages import asks_for_parts, with_parts


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect with Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _always)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = with_parts(source[0])


def _always(app: Sphinx, env: Any, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Pages with generated parts are read anew each time: Sphinx cannot see that the program has changed."""
    known = env.found_docs - removed
    return [name for name in known if asks_for_parts(Path(env.doc2path(name)).read_text(encoding="utf-8"))]
