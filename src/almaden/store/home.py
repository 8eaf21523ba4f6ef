"""The folder in which an installation keeps everything: database, uploads, archive, editions."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def home() -> Path:
    """The folder of this installation: ``ALMADEN_HOME``, or the usual place for a user's data."""
    named = os.environ.get("ALMADEN_HOME")
    if named:
        return Path(named).expanduser().resolve()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Almaden"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Almaden"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "almaden"


def uploads() -> Path:
    """Files that people brought in, each under its SHA-256."""
    return home() / "uploads"


def archive() -> Path:
    """Observations as immutable Parquet files."""
    return home() / "archive"


def editions() -> Path:
    """Published editions, one folder each."""
    return home() / "editions"


def scratch() -> Path:
    """Files on their way; whatever lies here when nothing runs may be deleted."""
    return home() / "scratch"
