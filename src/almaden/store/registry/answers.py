"""What a partner sees by a link, and what it answers: proposals, which an area lead approves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.exchange import OfferRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.store.accounts.secret import digest
from almaden.store.acting import now, plain_text
from almaden.store.journal import ConflictError, Work, writing
from almaden.store.models import Change, Proposal, RegistryLink, RegistryRow, UpdateLink
from almaden.store.models.registry import RegistryState
from almaden.store.registry import proposals
from almaden.store.registry.columns import record_of
from almaden.store.registry.confirming import PROVIDER, confirm_within, confirmation, own_offers
from almaden.store.registry.rows import changed
from almaden.store.registry.told import NewActivity, add_told
from almaden.wording import n_

#: Letters that a partner may write into one field.
LONGEST_TEXT: Final = 5_000
#: What a partner may change in an activity of its own.
ACTIVITY_FIELDS: Final = (
    "title", "status", "start", "end", "countries", "description", "outputs", "obstacles", "website",
    "cost", "secured", "cofinance", "currency", "readiness",
)  # fmt: skip
#: What a partner may change in an offer of its own.
OFFER_FIELDS: Final = (
    "title", "capacity_t_per_year", "least_lot_t", "cost_per_t", "currency", "references", "performance", "website",
    "constraints", "mobile",
)  # fmt: skip
#: What a partner may change in what is said of itself.
PARTNER_FIELDS: Final = ("full_name", "contribution", "website", "contact", "email", "language")


@dataclass(frozen=True)
class Entry:
    """A record as a partner sees it, with the version that an answer names."""

    row: RegistryRow
    record: ActivityRecord | OfferRecord
    version: int


@dataclass(frozen=True)
class Opened:
    """What a link shows: the partner itself, its own activities and offers, without the fields that tell of persons."""

    link: UpdateLink
    row: RegistryRow
    partner: PartnerRecord
    activities: tuple[Entry, ...]
    offers: tuple[Entry, ...]


def open_link(secret: str) -> Opened:
    """What the partner may see and change by a link; the first use is noted.

    Raises:
        InputError: the link is not known, has expired, was withdrawn, or was answered before.
    """
    link = _working(secret)
    if link.used_on is None:
        with writing(None, "update_link.open") as work:
            work.change(link, used_on=now())
    row = _partner_of(link)
    partner = record_of(row, personal=False)
    assert isinstance(partner, PartnerRecord)
    return Opened(link, row, partner, _entries(own_activities(link)), _entries(own_offers(link.partner)))


def language_of_link(secret: str) -> str:
    """The language in which a partner was written to, also by a link that works no more; empty for no link."""
    found = UpdateLink.objects.filter(digest=digest(plain_text(secret))).values_list("language", flat=True)
    return found.first() or ""


def own_activities(link: UpdateLink) -> QuerySet[RegistryRow]:
    """The published activities in which the partner of a link takes part, of the area that asks."""
    named = RegistryLink.objects.filter(target_kind="partner", target=link.partner, field="partners")
    rows = RegistryRow.objects.filter(kind="activity", state=RegistryState.PUBLISHED, same_as="")
    rows = rows.filter(pk__in=named.values("row")).order_by("key")
    return rows.filter(area=link.area) if link.area else rows


def answer(
    secret: str,
    changes: Mapping[int, Mapping[str, Any]],
    *,
    versions: Mapping[int, int] | None = None,
    word: str = "",
    language: str = "",
    added: Sequence[NewActivity] = (),
    reached: Mapping[int, Mapping[str, Any]] | None = None,
    confirmed: Collection[int] = (),
) -> tuple[Proposal, ...]:
    """Answer a link, once: what is different becomes proposals, which an area lead approves.

    Args:
        secret: the secret of the link.
        changes: by number of a row, an activity, an offer or the partner itself, the fields with their new values;
            without any the answer is that nothing is new.
        versions: by number of a row the version that the partner saw.
        word: a word to the area lead, kept with the link for the lead alone.
        language: of the texts of new activities; without one that of the link.
        added: activities that the registry does not have; they wait for approval.
        reached: by number of a row, an activity of its own, the people reached; they wait for approval too.
        confirmed: numbers of the rows of own offers that are still right; noted at once, where nothing is corrected.

    Raises:
        InputError: the link works no more, or with everything that is wrong with the values.
        ConflictError: a record was changed since the partner saw it.
    """
    kept_word = plain_text(word)[:LONGEST_TEXT]
    with writing(None, "update_link.answer") as work:
        # Read again now that nobody else writes: of two who answer at once, one is first.
        link = _working(secret)
        own = _own(link)
        faults: list[Fault] = []
        made: list[Proposal] = []
        rows = {number: row for number, (row, _) in own.items()}
        faults += add_told(work, link, rows, added, reached or {}, language or link.language)
        for number in dict.fromkeys([*changes, *confirmed]):
            values = changes.get(number, {})
            try:
                row = _checked_own(own, number, values, (versions or {}).get(number))
                proposed = _propose(work, link, row, values) if values else ()
                made += proposed
                if number in confirmed and row.kind == "offer" and not proposed:
                    confirm_within(work, row, PROVIDER)
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults)
        for one in UpdateLink.objects.filter(partner=link.partner, area=link.area, answered_on=None):
            # The word is kept once, with the link that was used.
            said = kept_word if one.pk == link.pk else ""
            work.change(one, answered_on=now(), used_on=one.used_on or now(), word=said)
    return tuple(made)


def words_of(area: str, most: int = 100) -> tuple[UpdateLink, ...]:
    """The links of an area with whose answer the partner wrote a word, the latest first; for its leads alone."""
    found = UpdateLink.objects.filter(area=area, answered_on__isnull=False).exclude(word="")
    return tuple(found.order_by("-answered_on", "-pk")[:most])


def word_with(row: RegistryRow) -> str:
    """What the partner wrote to the lead when it told of a new record by a link; for its leads alone."""
    made = Change.objects.filter(record_type="registry_row", record_id=row.pk, kind="added")
    entry = made.filter(entry__action="update_link.answer").values_list("entry", flat=True).first()
    links = Change.objects.filter(record_type="update_link", entry=entry).values("record_id")
    words = UpdateLink.objects.filter(pk__in=links).exclude(word="").values_list("word", flat=True)
    return words.first() or "" if entry else ""


def _working(secret: str) -> UpdateLink:
    """The link of a secret.

    Raises:
        InputError: it works no more, and why.
    """
    link = UpdateLink.objects.filter(digest=digest(plain_text(secret))).first()
    problem = ""
    if link is None:
        problem = n_("this link is not known")
    elif link.answered_on is not None:
        problem = n_("this link was answered before")
    elif link.withdrawn_on is not None:
        problem = n_("this link was withdrawn")
    elif link.expires_on <= now():
        problem = n_("this link has expired")
    if problem or link is None:
        raise InputError(Fault(problem, column="link", advice=n_("ask the lead of the area for a new one")))
    return link


def _partner_of(link: UpdateLink) -> RegistryRow:
    row = RegistryRow.objects.filter(kind="partner", key=link.partner, state=RegistryState.PUBLISHED).first()
    if row is None:
        fault = Fault(n_("this link was withdrawn"), column="link", advice=n_("ask the lead of the area for a new one"))
        raise InputError(fault)
    return row


def _entries(rows: QuerySet[RegistryRow]) -> tuple[Entry, ...]:
    entries = []
    for row in rows:
        record = record_of(row, personal=False)
        assert isinstance(record, ActivityRecord | OfferRecord)
        entries.append(Entry(row, record, row.version))
    return tuple(entries)


def _own(link: UpdateLink) -> dict[int, tuple[RegistryRow, tuple[str, ...]]]:
    """By number of a row the partner's own records, each with the fields that it may change."""
    own: dict[int, tuple[RegistryRow, tuple[str, ...]]]
    own = {row.pk: (row, ACTIVITY_FIELDS) for row in own_activities(link)}
    own |= {row.pk: (row, OFFER_FIELDS) for row in own_offers(link.partner)}
    partner = _partner_of(link)
    own[partner.pk] = (partner, PARTNER_FIELDS)
    return own


def _checked_own(
    own: Mapping[int, tuple[RegistryRow, tuple[str, ...]]], number: int, values: Mapping[str, Any], seen: int | None
) -> RegistryRow:
    """The row of an answer, if it is the partner's own and only fields are changed that it may change.

    Raises:
        InputError: it is not.
        ConflictError: the row was changed since the partner saw it.
    """
    if number not in own:
        raise InputError(Fault(n_("this record is not among your own"), value=str(number)))
    row, fields = own[number]
    faults = [Fault(n_("this cannot be changed"), file=row.key, column=name) for name in values if name not in fields]
    if faults:
        raise InputError(faults)
    if seen is not None and row.version != seen:
        raise ConflictError(row, dict(values))
    return row


def _propose(work: Work, link: UpdateLink, row: RegistryRow, values: Mapping[str, Any]) -> tuple[Proposal, ...]:
    """A proposal of what is different; none where nothing is.

    Raises:
        InputError: with everything that is wrong with the values.
    """
    try:
        record = changed(row, values, LONGEST_TEXT)
    except InputError as error:
        raise InputError([replace(fault, file=row.key) for fault in error.faults]) from error
    if not any(proposals.different(row, record)):
        return ()
    if row.kind == "offer":
        # Who corrects an offer has looked at it.
        record = record.model_copy(update=dict(confirmation(PROVIDER)))
    return (proposals.keep(work, row, record, link=link),)
