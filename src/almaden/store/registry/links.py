"""Links by which partners tell what is new, without an account: asked for, reminded of, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import allow, now
from almaden.store.journal import Work, writing
from almaden.store.mail import Sent
from almaden.store.models import RegistryRow, UpdateLink, User
from almaden.store.models.registry import RegistryState
from almaden.store.registry.link_mails import check_address, write_to
from almaden.wording import Text, n_

#: Longest time that a link may work, in days.
LONGEST_DAYS: Final = 366
#: Least time between two messages to a partner about an area.
PAUSE: Final = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """One partner that was asked, and what became of the message."""

    partner: str
    link: UpdateLink
    sent: Sent


def ask(
    actor: User | None, partners: Iterable[RegistryRow], area: str, days: int = 30, *, address: str
) -> tuple[Asked, ...]:
    """Ask partners what is new: make a link for each and write to them in their language.

    Whom the area wrote to within the last day, and who has not answered, is passed over: a form that is sent twice
    asks once.

    Args:
        actor: an area lead, for the area, or the secretariat; None for the program.
        partners: their rows.
        area: code of the area that asks; empty for all.
        days: how long the links work.
        address: address of the page, with ``{secret}`` where the secret of the link goes.

    Returns:
        What became of each message; one that could not be sent lies in the outbox.

    Raises:
        RightsError: the person may not publish records of the area.
        InputError: the time cannot be used, or a partner has no address.
    """
    partners = list(partners)
    allow(actor, "publish_registry", "", area)
    check_address(address)
    faults = [*_days_faults(days), *(fault for row in partners for fault in _partner_faults(row))]
    if faults:
        raise InputError(faults)
    until = now() + timedelta(days=days)
    with writing(actor, "update_link.ask") as work:
        lately = _written_lately(area)
        made = [_make(work, actor, row, area, until) for row in partners if row.key not in lately]
    return tuple(Asked(row.key, link, write_to(row, link, secret, address)) for row, link, secret in made)


def remind(actor: User | None, area: str, days: int = 30, *, address: str) -> tuple[Asked, ...]:
    """Write once more to the partners of an area that have not answered; their earlier links go on working.

    Raises:
        RightsError, InputError: as for :func:`ask`.
    """
    keys = set(unanswered(area).values_list("partner", flat=True))
    rows = RegistryRow.objects.filter(kind="partner", key__in=keys, state=RegistryState.PUBLISHED).order_by("key")
    return ask(actor, rows, area, days, address=address)


def unanswered(area: str) -> QuerySet[UpdateLink]:
    """Links of an area that were not answered, those that have expired too; the latest first."""
    return UpdateLink.objects.filter(area=area, answered_on=None, withdrawn_on=None)


def unanswered_partners(area: str) -> tuple[RegistryRow, ...]:
    """The partners that have not answered an area."""
    keys = unanswered(area).order_by().values("partner")
    return tuple(RegistryRow.objects.filter(kind="partner", key__in=keys).order_by("title"))


def withdraw_links(actor: User | None, partner: RegistryRow, area: str) -> int:
    """Let the open links of a partner for an area work no more; gives how many there were.

    Raises:
        RightsError: the person may not publish records of the area.
    """
    allow(actor, "publish_registry", "", area)
    with writing(actor, "update_link.withdraw") as work:
        links = list(unanswered(area).filter(partner=partner.key))
        for link in links:
            work.change(link, withdrawn_on=now())
    return len(links)


def language_of(row: RegistryRow) -> str:
    """The language in which a partner is written to: its own, where the pages have it."""
    language = str(row.values.get("language", ""))
    return language if language in PAGE_LANGUAGES else PAGE_LANGUAGES[0]


def _written_lately(area: str) -> set[str]:
    """Keys of the partners that an area wrote to within the last day, and whose answer it waits for."""
    return set(unanswered(area).filter(made_on__gt=now() - PAUSE).values_list("partner", flat=True))


def _make(
    work: Work, actor: User | None, row: RegistryRow, area: str, until: datetime
) -> tuple[RegistryRow, UpdateLink, str]:
    secret = new_secret()
    link = UpdateLink(
        digest=digest(secret),
        partner=row.key,
        area=area,
        language=language_of(row),
        asked_by=actor,
        made_on=now(),
        expires_on=until,
    )
    return row, work.add(link), secret


def _days_faults(days: int) -> Iterator[Fault]:
    if not 1 <= days <= LONGEST_DAYS:
        accepted = Text("1 to {count} days", count=LONGEST_DAYS)
        yield Fault(n_("the time cannot be used"), column="days", value=str(days), accepted=accepted)


def _partner_faults(row: RegistryRow) -> Iterator[Fault]:
    if row.kind != "partner" or row.state != RegistryState.PUBLISHED:
        yield Fault(n_("this is no published partner"), column="partner", value=row.key)
        return
    try:
        validate_email(row.personal.get("email", ""))
    except ValidationError:
        advice = n_("write the address into the record of the partner")
        yield Fault(n_("the partner has no e-mail address"), column="partner", value=row.key, advice=advice)
