"""Who acts: a person, who needs the right for what they do, or the program itself, which may do everything."""

from __future__ import annotations

from datetime import UTC, datetime

from almaden.reference.readers.table import clean
from almaden.store.models import User
from almaden.store.rights import require, require_somewhere


def allow(actor: User | None, right: str, country: str = "", area: str = "") -> None:
    """Let the program pass, and a person who has a right for a country and area.

    Args:
        actor: who acts; None is the program itself: a command of the owner of the installation, a demo, a job.
        right: the right that it needs.
        country: country of the record, as ISO 3166 code of three letters; empty where it has none.
        area: area of work of the record; empty where it has none.

    Raises:
        RightsError: the person lacks the right.
    """
    if actor is not None:
        require(actor, right, country, area)


def allow_somewhere(actor: User | None, right: str) -> None:
    """As :func:`allow`, for records that everybody shares who has the right for any record at all.

    Raises:
        RightsError: the person lacks the right.
    """
    if actor is not None:
        require_somewhere(actor, right)


def plain_text(text: str) -> str:
    """A text as every database can hold it: without control characters and halves of characters, and trimmed."""
    return clean(text.encode("utf-8", "replace").decode())


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
