"""Reckons what strangers bring in a process of its own, whose time and memory have an end, and that keeps nothing."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, cast

from almaden.errors import Fault, InputError, StateError
from almaden.wording import Exact, Text, n_

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

P = ParamSpec("P")
T = TypeVar("T")

#: Seconds and bytes of memory of one reckoning.
SECONDS: Final = 40.0
MEMORY_BYTES: Final = 2 * 1024**3
#: Reckonings at the same time, and seconds that others wait for their turn.
_AT_ONCE: Final = 2
_PATIENCE: Final = 3.0

#: What libraries in C++ say where Python has MemoryError.
_NO_MEMORY: Final = "bad_alloc"

_turn: Final = BoundedSemaphore(_AT_ONCE)
_LOGGER: Final = logging.getLogger("almaden.web.apart")


@dataclass(frozen=True)
class _Told:
    """What the other process tells: what was found, or faults of the input, or where it broke."""

    found: Any = None
    faults: tuple[Fault, ...] = ()
    broken: str = ""


def apart(make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``make`` gives, reckoned in another process.

    Args:
        make: a function of a module, which can be named to the other process.
        *args: its arguments; they and what it gives are sent from process to process.
        **kwargs: the same by name.

    Raises:
        InputError: what ``make`` raised; or it took too much time or memory.
        StateError: too many are being reckoned.
    """
    if not _turn.acquire(timeout=_PATIENCE):
        raise StateError(n_("Others are being computed. Send it again in a minute."))
    try:
        return _reckoned(make, args, kwargs)
    finally:
        _turn.release()


def _reckoned(make: Callable[..., T], args: Any, kwargs: Any) -> T:
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, make, args, kwargs), daemon=True)
    child.start()
    theirs.close()
    told: _Told | None = None
    try:
        if not ours.poll(SECONDS):
            raise _too_much(Text("this takes longer than {seconds} seconds and was stopped", seconds=Exact(SECONDS)))
        with suppress(EOFError):
            told = ours.recv()
    finally:
        ours.close()
        child.kill()
        child.join()
    if told is None:
        raise _too_much(Text("this needs more than {size} MB of memory", size=Exact(MEMORY_BYTES >> 20)))
    if told.broken:
        _LOGGER.error("%s", told.broken)
        raise InputError(
            Fault(n_("this cannot be computed"), advice=n_("look whether the files are what they should be"))
        )
    if told.faults:
        raise InputError(told.faults)
    return cast("T", told.found)


def _work(pipe: Connection, make: Callable[..., Any], args: Any, kwargs: Any) -> None:
    """In the other process: reckon, and tell faults or what was found."""
    _limit()
    try:
        told = _Told(found=make(*args, **kwargs))
    except InputError as error:
        told = _Told(faults=tuple(error.faults))
    except MemoryError:
        # Said by saying nothing: there may be no memory left to say it with.
        return
    except Exception as error:
        if _NO_MEMORY in str(error):
            return
        told = _Told(broken=traceback.format_exc())
    pipe.send(told)


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


def _too_much(problem: str) -> InputError:
    return InputError(Fault(problem, advice=n_("give fewer or simpler files, or use the command line")))
