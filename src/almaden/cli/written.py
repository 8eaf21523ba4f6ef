"""Tells which files a command wrote, and what to do next."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from almaden.cli.language import _


def tell_written(paths: Sequence[Path], as_json: bool, following: Sequence[str] = ()) -> None:
    """Name the files that were written, as lines of text or as one JSON object.

    Args:
        paths: the files.
        as_json: print ``{"written": [...]}`` and nothing else.
        following: lines of text that come after.
    """
    if as_json:
        typer.echo(json.dumps({"written": [str(path) for path in paths]}, ensure_ascii=False, indent=2))
        return
    for path in paths:
        typer.echo(_("Written: {path}").format(path=path))
    for line in following:
        typer.echo(line)


def program() -> str:
    """How the user can call this program again: by its name if the shell finds it, otherwise by its place."""
    name = Path(sys.argv[0])
    if shutil.which("almaden") or not name.exists():
        return "almaden"
    here = os.path.relpath(name)
    return here if not here.startswith("..") else str(name)
