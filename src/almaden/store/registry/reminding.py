"""Reminders of links that were not answered: not too often, and not once they have expired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from almaden.errors import Fault, InputError
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import now
from almaden.store.journal import writing
from almaden.store.mail import Sent
from almaden.store.models import RegistryRow, UpdateLink
from almaden.store.models.registry import RegistryState
from almaden.store.registry.link_mails import check_address, write_to
from almaden.store.registry.links import LONGEST_DAYS
from almaden.wording import Text, n_


@dataclass(frozen=True)
class Reminded:
    """A partner that was reminded; ``sent`` is nothing where it was only looked at who would be."""

    partner: str
    area: str
    sent: Sent | None = None


def remind_due(every: int, *, address: str, dry: bool = False) -> tuple[Reminded, ...]:
    """Remind the partners whose last message is some days old and whose link still works.

    The link of a reminder ends on the day on which the first one does, and that goes on working too. Partners that
    have no address any more, or are not published, are left out.

    Args:
        every: least days between two messages to a partner about an area.
        address: address of the page, with ``{secret}`` where the secret of the link goes.
        dry: send nothing, only say who would be reminded.

    Raises:
        InputError: the days or the address cannot be used.
        OutputError: the outbox cannot be written.
    """
    check_address(address)
    if not 1 <= every <= LONGEST_DAYS:
        accepted = Text("1 to {count} days", count=LONGEST_DAYS)
        raise InputError(Fault(n_("the time cannot be used"), column="every", value=str(every), accepted=accepted))
    due = _due(every)
    if dry:
        return tuple(Reminded(row.key, link.area) for row, link in due)
    done = []
    for row, last in due:
        secret = new_secret()
        # One entry and one message after the other: what is broken off leaves nobody marked who was not written to.
        with writing(None, "update_link.remind") as work:
            link = work.add(
                UpdateLink(
                    digest=digest(secret),
                    partner=row.key,
                    area=last.area,
                    language=last.language,
                    asked_by=last.asked_by,
                    made_on=now(),
                    expires_on=last.expires_on,
                )
            )
        done.append(Reminded(row.key, last.area, write_to(row, link, secret, address)))
    return tuple(done)


def _due(every: int) -> list[tuple[RegistryRow, UpdateLink]]:
    moment = now()
    last: dict[tuple[str, str], UpdateLink] = {}
    # Of all links, not of the open ones: an answer counts for all that a partner was sent for an area.
    for link in UpdateLink.objects.order_by("made_on", "pk").iterator(2000):
        last[link.partner, link.area] = link
    rows = {
        row.key: row
        for row in RegistryRow.objects.filter(
            kind="partner", key__in={partner for partner, _ in last}, state=RegistryState.PUBLISHED
        )
    }
    return [
        (rows[partner], link)
        for (partner, area), link in sorted(last.items())
        if link.answered_on is None
        and link.withdrawn_on is None
        and link.expires_on > moment
        and moment - link.made_on >= timedelta(days=every)
        and partner in rows
        and rows[partner].personal.get("email")
    ]
