"""The streams that a command writes to: UTF-8 on every console, and a reader that went away is no fault."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: What a shell reports for a program whose reader went away, as in ``almaden factors list | head``.
READER_GONE = 141


def prepare_streams() -> None:
    """Make every text printable: UTF-8 on Windows, and elsewhere a substitute for what the terminal lacks."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if sys.platform == "win32":
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")


def reader_went_away(error: BaseException) -> bool:
    """Whether an exit or an error comes from writing to a pipe that nobody reads any more.

    Typer and Rich turn the broken pipe into an exit of their own, with the cause behind it.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, BrokenPipeError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def drop_output() -> None:
    """Send what is still buffered to nowhere, so that Python does not complain at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    except (OSError, ValueError):
        # Without a real standard output there is nothing buffered that could complain.
        return


@contextmanager
def solver_silenced() -> Iterator[None]:
    """Drop what the solver prints past Python onto the standard output: it would stand before the JSON of a command."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        for handle in (kept, nowhere):
            os.close(handle)
