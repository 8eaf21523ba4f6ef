"""A progress bar on the error stream, for work that takes over two seconds on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds of quiet before the bar appears.
PATIENCE = 2.0


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function to be told what is done of what; None where nobody looks at the error stream."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(title)
    try:
        yield bar.update
    finally:
        bar.close()


class _Bar:
    """Draws itself over one line, at most ten times a second."""

    WIDTH = 40

    def __init__(self, title: str) -> None:
        self._title = title
        self._next = time.monotonic() + PATIENCE
        self._drawn = False

    def update(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.1
        self._drawn = True
        filled = self.WIDTH * done // max(of, 1)
        bar = "#" * filled + "." * (self.WIDTH - filled)
        sys.stderr.write(f"\r{self._title} [{bar}] {done:,}/{of:,}")
        sys.stderr.flush()

    def close(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
