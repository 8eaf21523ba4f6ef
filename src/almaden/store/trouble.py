"""What disk and database complain of, in the words of the program: no room, nothing may be written, busy for long."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from almaden.errors import OutputError
from almaden.store.home import home
from almaden.wording import Text, n_

_FULL: Final = n_("There is no room left on the disk. Nothing of this was kept. Make room, then do it again.")
_READ_ONLY: Final = n_("{path} cannot be read or written. Nothing of this was kept. See who may write there.")
_BUSY: Final = n_("Somebody else has been writing for long. Nothing of this was kept. Try again in a minute.")
_DISK: Final = n_(
    "The database could not read or write its files. Nothing of this was kept. "
    "See that the disk is not full; almaden doctor examines the rest."
)
_AWAY: Final = n_("The database cannot be reached. Nothing of this was kept. See that its server runs.")

#: Primary result codes of SQLite: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
_SQLITE: Final = {5: _BUSY, 6: _BUSY, 8: _READ_ONLY, 10: _DISK, 13: _FULL, 14: _READ_ONLY}
#: Codes of PostgreSQL: disk full, read-only transaction, lock not available, shut down.
_POSTGRESQL: Final = {"53100": _FULL, "25006": _READ_ONLY, "55P03": _BUSY, "57P01": _AWAY, "57P02": _AWAY}
_SYSTEM: Final = {
    errno.ENOSPC: _FULL,
    errno.EFBIG: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOTDIR: _READ_ONLY,
}


def output_error(error: BaseException) -> OutputError | None:
    """What to tell of an error of the system or of the database; None for one that is no such trouble.

    Args:
        error: as the system, or Django, raised it.
    """
    text = _SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else _of_database(error)
    if text is _READ_ONLY:
        return OutputError(Text(text, path=str(getattr(error, "filename", None) or home())))
    return OutputError(text) if text else None


def _of_database(error: BaseException) -> str | None:
    # Django wraps what the database said and leaves it as the cause.
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF)
    if type(cause).__name__ == "OperationalError" and getattr(cause, "sqlstate", "") is None:
        # Only what never reached the server has no code.
        return _AWAY
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "")


@contextmanager
def told() -> Iterator[None]:
    """Raise :class:`~almaden.errors.OutputError` for the troubles of disk and database."""
    from django.db import Error

    try:
        yield
    except (Error, OSError) as error:
        if (clear := output_error(error)) is None:
            raise
        raise clear from error
