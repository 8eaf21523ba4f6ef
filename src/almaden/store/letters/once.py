"""Messages that go out once, also where the program dies in between.

A message is written into the outbox under a name that is not sent. Then its row is kept, and only what has a row
gets the name under which it is sent. So a message without a row never goes out, and a row is never made twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from django.db import IntegrityError, transaction

from almaden.store.mail import Sent, deliver, keep, outbox
from almaden.store.models import MatchLetter, NewsDelivery
from almaden.store.trouble import told

_HELD: Final = ".held"
#: Seconds after which a message without a row is left over by a program that died.
_LEFT_OVER_S: Final = 3600
#: The tables of messages that go out once.
_LETTERS: Final = (NewsDelivery, MatchLetter)


def mark_of(digest: str) -> str:
    """What the file of a message is found by: a part of the digest of the secret in it, which opens nothing."""
    return digest[:32]


def hand_over(message: EmailMessage, digest: str, write: Callable[[], None]) -> Sent | None:
    """Keep the row of a message, and send it.

    Args:
        message: the message.
        digest: that of its row.
        write: keeps the row; it fails with ``IntegrityError`` where there is one already.

    Returns:
        What became of it; None where somebody else handed it over.

    Raises:
        MailError, OutputError: as for :func:`almaden.store.mail.send`; the message is handed over where its row is.
    """
    path = keep(message, mark_of(digest), _HELD)
    try:
        with told(), transaction.atomic():
            write()
    except IntegrityError:
        path.unlink(missing_ok=True)
        return None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _release(path)


def recover() -> int:
    """Release the messages whose rows are kept, of a program that died; gives how many there were.

    Raises:
        MailError: ``ALMADEN_SMTP_URL`` cannot be used.
    """
    count = 0
    for path in _files(f"*{_HELD}"):
        mark = path.stem.rpartition("-")[2]
        if any(model._default_manager.filter(digest__startswith=mark).exists() for model in _LETTERS):
            _release(path)
            count += 1
        elif _age_s(path) > _LEFT_OVER_S:
            path.unlink(missing_ok=True)
    return count


def forget(digest: str) -> None:
    """Throw away a message that still waits: whoever it is for does not want it any more."""
    for path in _files(f"*-{mark_of(digest)}.*"):
        path.unlink(missing_ok=True)


def unsure() -> int:
    """Messages of which nobody knows whether they arrived: the program died while they went out."""
    return sum(_age_s(path) > _LEFT_OVER_S for path in _files("*.sending"))


def _release(path: Path) -> Sent:
    ready = path.with_suffix(".eml")
    # Somebody who recovers may have been faster.
    with suppress(FileNotFoundError):
        path.rename(ready)
    return deliver(ready)


def _files(pattern: str) -> list[Path]:
    return sorted(outbox().glob(pattern)) if outbox().is_dir() else []


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
