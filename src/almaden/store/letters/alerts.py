"""Alerts about matches: whoever stated a need or made an offer, and asked for it, is told of what is new and fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from almaden.errors import Fault, InputError
from almaden.partnership.matching.alerts import Alert, Entered, alerts
from almaden.partnership.matching.match import Match
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import now
from almaden.store.journal import writing
from almaden.store.letters.alert_mails import Pages, message_to
from almaden.store.letters.once import hand_over
from almaden.store.mail import MailError
from almaden.store.models import MatchLetter, MatchTold, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry import match_weights
from almaden.store.registry.columns import record_of
from almaden.store.registry.rows import change_row, changed
from almaden.wording import n_

Side = Literal["need", "offer"]
#: Days in which what was published is new; the command may rest for so long without anybody missing anything.
_NEW_DAYS: Final = 30
#: Matches that are judged for one record; the best of them stand in the message.
_JUDGED: Final = 50


@dataclass(frozen=True)
class Alerted:
    """Somebody who is told of new matches.

    Attributes:
        side: need or offer.
        key: key of the record whose contact person it is.
        matches: the new ones, the best first.
    """

    side: Side
    key: str
    matches: tuple[Match, ...]


def send_alerts(pages: Pages, dry: bool = False) -> tuple[Alerted, ...]:
    """Tell both sides of new matches: one message for each need and offer, and each match once.

    Written to is the address of the contact person in the record of the need or offer, where the record says that
    they asked for it. What the other side may not see is not told.

    Args:
        pages: addresses of the pages that the messages lead to.
        dry: send nothing, only say who would be told of what.

    Raises:
        OutputError: the outbox cannot be written.
    """
    rows = RegistryRow.objects.filter(kind__in=("need", "offer"), state=RegistryState.PUBLISHED)
    # What is kept about persons lies in JSON that no index reaches; most records hold nothing there.
    asking = {(row.kind, row.key): row for row in rows.exclude(personal={}) if _asks(row)}
    if not asking:
        return ()
    found = [*_for("need", asking), *_for("offer", asking)]
    told = {(one.side, one.key): one for one in _new(found)}
    for place, one in told.items():
        if not dry:
            _send(asking[place], one, pages)
    return tuple(told.values())


def stop(secret: str) -> RegistryRow:
    """Let the record behind the link of an alert ask for no more alerts.

    Raises:
        InputError: the link is not known.
    """
    row = record_behind(secret)
    if row.personal.get("alerts"):
        with writing(None, "alerts.stop") as work:
            change_row(work, row, None, changed(row, {"alerts": False}))
    return row


def record_behind(secret: str) -> RegistryRow:
    """The need or offer that an alert told about.

    Raises:
        InputError: the link is not known.
    """
    letter = MatchLetter.objects.filter(digest=digest(secret.encode("utf-8", "replace").decode())).first()
    row = RegistryRow.objects.filter(kind=letter.kind, key=letter.key).first() if letter else None
    if row is None:
        raise InputError(Fault(n_("this link is not known"), advice=n_("copy the whole address from the message")))
    return row


def _asks(row: RegistryRow) -> bool:
    return bool(row.personal.get("alerts") and row.personal.get("email"))


def _for(side: Side, asking: Mapping[tuple[str, str], RegistryRow]) -> Iterable[Alert]:
    """New matches for the records of one side that ask; for one that was never written to, all matches are new.

    Of the other side only what everybody may see is looked at.
    """
    rows = [row for (kind, _), row in asking.items() if kind == side]
    if not rows:
        return
    others = _open("offer" if side == "need" else "need")
    weights = match_weights.weights_of(match_weights.standing())
    written = set(MatchLetter.objects.filter(kind=side).values_list("key", flat=True))
    for known in (True, False):
        own = [row for row in rows if (row.key in written) is known]
        if own and others:
            needs, offers = (own, others) if side == "need" else (others, own)
            records = [_need(row) for row in needs], [_offer(row) for row in offers]
            days = Entered(needs=_days(needs), offers=_days(offers))
            yield from alerts(*records, weights, _since(known), now().date(), days, _JUDGED, (side,))


def _since(known: bool) -> date:
    return now().date() - timedelta(days=_NEW_DAYS) if known else date.min


def _new(found: Iterable[Alert]) -> list[Alerted]:
    """What nobody was told of yet, gathered by the record that it is for."""
    known = set(MatchTold.objects.values_list("side", "need", "offer"))
    by_record: dict[tuple[Side, str], list[Match]] = {}
    for one in found:
        if (one.side, one.match.need.id, one.match.offer.id) not in known:
            key = one.match.need.id if one.side == "need" else one.match.offer.id
            by_record.setdefault((one.side, key), []).append(one.match)
    return [Alerted(side, key, tuple(matches)) for (side, key), matches in by_record.items()]


def _send(row: RegistryRow, one: Alerted, pages: Pages) -> None:
    secret = new_secret()
    letter = MatchLetter(digest=digest(secret), made_on=now(), kind=one.side, key=one.key)

    def write() -> None:
        letter.save(force_insert=True)
        MatchTold.objects.bulk_create(
            MatchTold(letter=letter, side=one.side, need=match.need.id, offer=match.offer.id) for match in one.matches
        )

    try:
        hand_over(message_to(row, one.side, one.matches, pages, secret), letter.digest, write)
    except MailError:
        # The message lies in the outbox; a server that is named wrongly keeps nobody else from getting theirs.
        return


def _open(kind: Side) -> list[RegistryRow]:
    """The published records of a kind that everybody may see."""
    return list(RegistryRow.objects.filter(kind=kind, state=RegistryState.PUBLISHED, is_open=True).order_by("key"))


def _days(rows: Iterable[RegistryRow]) -> dict[str, date]:
    return {row.key: (row.published_on or row.made_on).date() for row in rows}


def _need(row: RegistryRow) -> NeedRecord:
    record = record_of(row, personal=False)
    assert isinstance(record, NeedRecord)
    return record


def _offer(row: RegistryRow) -> OfferRecord:
    record = record_of(row, personal=False)
    assert isinstance(record, OfferRecord)
    return record
