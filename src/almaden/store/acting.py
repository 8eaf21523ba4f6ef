"""Who acts: a person, who needs the right for what they do, or the program itself, which may do everything."""

from __future__ import annotations

from datetime import UTC, datetime

from almaden.reference.readers.table import clean
from almaden.store.models import User
from almaden.store.rights import RightsError, countries_with, require
from almaden.wording import n_


def allow(actor: User | None, right: str, country: str = "", area: str = "") -> None:
    """Let the program pass, and a person who has a right for a country and area.

    Args:
        actor: who acts; None is the program itself: a command of the owner of the installation, a demo, a job.
        right: the right that it needs.
        country: where, as ISO 3166 code of three letters; empty for anywhere.
        area: for which area of work; empty for any.

    Raises:
        RightsError: the person lacks the right.
    """
    if actor is not None:
        require(actor, right, country, area)


def allow_everywhere(actor: User | None, right: str, country: str) -> None:
    """As :func:`allow`, for a record that may be of no one country: then the right must be for all countries.

    Raises:
        RightsError: the person lacks the right.
    """
    if actor is not None and not may_for(actor, right, country):
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))


def may_for(user: User, right: str, country: str) -> bool:
    """Whether a person has a right for a record; one of no country is for those who have it for all."""
    countries = countries_with(user, right)
    return countries is None or country in countries


def plain_text(text: str) -> str:
    """A text as every database can hold it: without control characters and halves of characters, and trimmed."""
    return clean(text.encode("utf-8", "replace").decode())


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
