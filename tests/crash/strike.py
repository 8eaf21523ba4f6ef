"""Where a process kills itself: before or after a commit of the database, or a renaming of a file.

Moments that a clock would hit only by luck. The signal is the one that ``kill -9`` sends: nothing is tidied up.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

#: What the process is told: ``commit before 3``, ``rename after 1``; empty where another process kills it.
VARIABLE: Final = "CRASH_AT"
KINDS: Final = ("commit", "rename")

#: How often each happened so far in this process.
passed: Counter[str] = Counter()


def arm() -> None:
    """Count commits and renamings from now on, and strike where the environment says."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    wrapper: Any = BaseDatabaseWrapper
    wrapper._commit = _counted("commit", wrapper._commit)
    os.replace = _counted("rename", os.replace)


def _counted(kind: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        passed[kind] += 1
        _strike_at(f"{kind} before {passed[kind]}")
        found = function(*arguments, **options)
        _strike_at(f"{kind} after {passed[kind]}")
        return found

    return call


def _strike_at(moment: str) -> None:
    if os.environ.get(VARIABLE) == moment:
        os.kill(os.getpid(), signal.SIGKILL)
