"""The log file of the command, and what ``--verbose`` shows of it."""

from __future__ import annotations

import logging
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from almaden import __version__

#: A log of this many bytes is set aside as ``almaden.log.1`` and a new one begun.
LOG_BYTES = 1_000_000

_LOGGER = logging.getLogger("almaden")


def log_folder(environment: Mapping[str, str] | None = None, system: str = sys.platform) -> Path:
    """The folder for the log: ``ALMADEN_HOME`` if set, otherwise where the system keeps such things.

    Args:
        environment: the environment variables; those of the process when None.
        system: name of the platform as in :data:`sys.platform`.
    """
    variables = os.environ if environment is None else environment
    if variables.get("ALMADEN_HOME"):
        return Path(variables["ALMADEN_HOME"])
    if system == "win32":
        return Path(variables.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Almaden"
    if system == "darwin":
        return Path.home() / "Library" / "Logs" / "Almaden"
    return Path(variables.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "almaden"


def start_logging(verbose: bool, log_file: Path | None, arguments: Sequence[str]) -> Path | None:
    """Open the log file and write what was asked of which version on which system.

    Args:
        verbose: show the log on the error stream as well.
        log_file: the file to write; ``almaden.log`` in :func:`log_folder` when None.
        arguments: the command line after the name of the program.

    Returns:
        The log file, or None if it cannot be written: a full or locked folder stops no work.
    """
    stop_logging()
    _LOGGER.setLevel(logging.DEBUG)
    _LOGGER.propagate = False
    if verbose:
        shown = logging.StreamHandler(sys.stderr)
        shown.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        _LOGGER.addHandler(shown)
    target = log_file if log_file is not None else log_folder() / "almaden.log"
    written = _open_file(target)
    _LOGGER.info(
        "almaden %s, Python %s, %s: %s",
        __version__,
        platform.python_version(),
        sys.platform,
        " ".join(arguments),
    )
    return written


def stop_logging() -> None:
    """Close the log, so that a later run in the same process starts its own."""
    for handler in list(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()


def _open_file(target: Path) -> Path | None:
    from logging.handlers import RotatingFileHandler

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(target, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError as error:
        _LOGGER.warning("the log file %s cannot be written: %s", target, error)
        return None
    # A disk that fills up, or a second process holding the file on Windows, must not print a traceback.
    handler.handleError = lambda record: None  # type: ignore[method-assign]
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    _LOGGER.addHandler(handler)
    return target
