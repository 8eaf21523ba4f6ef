"""Long reckonings beside the requests: begun once, waited for a little, and kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from threading import Lock
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")

#: Results that are kept, the latest asked for.
KEPT: Final = 24

_kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
_lock: Final = Lock()
#: So that what is short does not wait for what is long; more would take the processor from the pages.
_worker: Final = ThreadPoolExecutor(2, thread_name_prefix="reckoning")


def ask(key: Hashable, make: Callable[[], T], patience: float) -> T | None:
    """What ``make`` gives; None while it takes longer than one wants to wait.

    It runs in a thread of its own, goes on when nobody waits any more, and is done once for a key. It must not touch
    the database, whose connections belong to requests.

    Args:
        key: what the result depends on.
        make: reckons it.
        patience: seconds to wait.

    Raises:
        Exception: what ``make`` raised; the next who asks lets it try again.
    """
    with _lock:
        if key not in _kept:
            _kept[key] = _worker.submit(make)
        _kept.move_to_end(key)
        asked = _kept[key]
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    try:
        return cast("T", asked.result(timeout=patience))
    except NotDone:
        return None
    except Exception:
        with _lock:
            _kept.pop(key, None)
        raise


def has(key: Hashable) -> bool:
    """Whether something was asked for, and is kept or on its way."""
    with _lock:
        return key in _kept


def forget() -> None:
    """Throw away what is kept."""
    with _lock:
        _kept.clear()
