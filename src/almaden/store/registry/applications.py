"""Applications to become a partner: sent by anybody, accepted or declined by the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.records.partners import ApplicationRecord, PartnerRecord
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import writing
from almaden.store.mail import Sent, send
from almaden.store.models import RegistryRow, User
from almaden.store.models.registry import RegistryState
from almaden.store.persons import address_faults
from almaden.store.registry.checking import checked
from almaden.store.registry.columns import record_of
from almaden.store.registry.rows import add_row, change_row, fresh, reason_given, set_state
from almaden.store.registry.who import check_sees, where_of
from almaden.store.registry.writing import new_key
from almaden.store.rights import Person, visible_registry
from almaden.wording import n_

#: What an applicant writes; the rest is for the secretariat.
FIELDS: Final = ("name", "category", "country", "areas", "contribution", "website", "contact", "email")
#: Letters that one field may hold.
LONGEST: Final = 5_000


def apply(values: Mapping[str, Any]) -> RegistryRow:
    """Keep an application of anybody; the same one sent twice is kept once.

    How often somebody may send one is for the page to say.

    Raises:
        InputError: with everything that is wrong.
    """
    faults = [Fault(n_("an application has no such field"), column=name) for name in values if name not in FIELDS]
    if faults:
        raise InputError(faults)
    with writing(None, "application.add") as work:
        given = {**values, "id": new_key("application"), "sent_on": now().date().isoformat()}
        record = checked("application", given, LONGEST)
        assert isinstance(record, ApplicationRecord)
        waits = RegistryRow.objects.filter(kind="application", state=RegistryState.SUBMITTED)
        for row in waits.filter(title=record.name):
            if all(getattr(record_of(row), name) == getattr(record, name) for name in FIELDS):
                return row
        return add_row(work, "application", record, None, RegistryState.SUBMITTED)


def waiting(user: Person) -> QuerySet[RegistryRow]:
    """The applications that a person sees and that nobody has answered, the oldest first."""
    found = visible_registry(user).filter(kind="application", state=RegistryState.SUBMITTED)
    return found.order_by("made_on", "pk")


def accept(actor: User | None, row: RegistryRow, expected: int | None, answer: str = "") -> RegistryRow:
    """Make a partner of an applicant; gives the row of the partner, which everybody sees.

    Raises:
        RightsError: the person may not publish records of its areas and country.
        ConflictError: somebody changed it meanwhile.
        ClosedError: it was answered before.
    """
    record = _asked(actor, row)
    answer = plain_text(answer)
    with writing(actor, "application.accept", reason=answer) as work:
        fresh(row, expected, RegistryState.SUBMITTED)
        partner = PartnerRecord(
            id=new_key("partner"),
            name=record.name,
            category=record.category,
            country=record.country,
            areas=record.areas,
            standing="partner",
            joined=now().date().isoformat(),
            contribution=record.contribution,
            website=record.website,
            contact=record.contact,
            email=record.email,
        )
        made = add_row(work, "partner", partner, None, RegistryState.PUBLISHED)
        faults = list(address_faults(made.values))
        if faults:
            raise InputError(faults)
        update = {"state": "accepted", "partner": made.key, "answer": answer}
        change_row(work, row, None, record.model_copy(update=update))
        set_state(work, row, None, RegistryState.PUBLISHED, reviewer_id=actor.pk if actor is not None else None)
    return made


def decline(actor: User | None, row: RegistryRow, expected: int | None, answer: str) -> RegistryRow:
    """Answer an application with no, and say why.

    Raises:
        RightsError, ConflictError, ClosedError: as for :func:`accept`.
        InputError: no answer is given.
    """
    record = _asked(actor, row)
    answer = reason_given(answer)
    with writing(actor, "application.decline", reason=answer) as work:
        fresh(row, expected, RegistryState.SUBMITTED)
        change_row(work, row, None, record.model_copy(update={"state": "declined", "answer": answer}))
        set_state(work, row, None, RegistryState.PUBLISHED, reviewer_id=actor.pk if actor is not None else None)
    return row


def write_answer(actor: User | None, row: RegistryRow, subject: str, text: str) -> Sent:
    """Write to an applicant what was decided, in words of the secretariat.

    Raises:
        RightsError: as for :func:`accept`.
        InputError: the subject or the address cannot stand in a message.
    """
    return send(_asked(actor, row).email, subject, text)


def _asked(actor: User | None, row: RegistryRow) -> ApplicationRecord:
    """The application of a row, for somebody who may answer it."""
    check_sees(actor, row)
    for right in ("publish_registry", "read_personal"):
        allow(actor, right, *where_of((row.area, row.country)))
    record = record_of(row)
    if not isinstance(record, ApplicationRecord):
        raise ClosedError(n_("This is no application."))
    return record
