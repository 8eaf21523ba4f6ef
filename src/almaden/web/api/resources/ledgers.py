"""Mass ledgers: their totals for all where they are published; lots and entries for those who work on the country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.store import ledger_reading as reading
from almaden.store.ledger_rows import entry_of_content, lot_of
from almaden.store.ledger_stock import stock_by_year
from almaden.store.ledgers import make_ledger, may_read, publish_totals, visible_ledgers
from almaden.store.models import Ledger, LedgerEntryRow
from almaden.store.rights import require
from almaden.store.studies import MADE_UP
from almaden.store.study_results import Object
from almaden.supply.ledger.entries import kg, record_of
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.problems import StatusError
from almaden.web.api.resources.data_writes import Cells
from almaden.web.api.resources.places import TABLES

router = Router(tags=["ledgers"])

#: Entries of one request.
_MOST: int = 10_000
LotName = Annotated[str, Field(min_length=1, max_length=100, description="Name of the lot.")]


class LedgerShown(schemas.Shown):
    """A ledger without its lots and entries."""

    country: str = Field(description="ISO 3166 code.")
    title: str
    made_up: bool = Field(description="Whether its figures are made up, as in an example.")
    state: str = Field(description="private, or published: everybody may see its totals.")
    entries: int = Field(description="How many entries it has.")
    made_on: datetime


class LotShown(BaseModel):
    """A lot as it stands."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: int = Field(description="Number of the record.")
    lot: str
    kg: float = Field(description="Mercury in it.")
    form: str
    owner: str
    place: str
    authority: str = Field(description="Of seized mercury: who seized it.")
    case: str = Field(description="Of seized mercury: the number of the case.")
    holder: str = Field(description="Of seized mercury: who keeps it.")
    opened_on: date
    last_day: date


class EntryShown(BaseModel):
    """An entry as it was booked."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: int = Field(description="Number of the record.")
    sequence: int = Field(description="Place in the ledger, from 1.")
    source: str = Field(description="The lot that mercury went from; empty for the world outside.")
    target: str = Field(description="The lot that it went to; empty for the world outside.")
    kg: float = Field(description="What moved, or what a count found.")
    entry: Object = Field(description="What was told, with the columns of the template.")
    sha256: str = Field(description="Over the entry and the hash of the one before.")


class LedgerBalancesShown(BaseModel):
    """How much is where; owners and places are empty for those who may see the totals alone."""

    model_config = ConfigDict(extra="allow")

    stock_kg: float
    in_kg: float
    out_kg: float
    unexplained_kg: float
    years: list[Object] = Field(description="What came in, went out, and was there at the end of each year, kg.")
    notice: str = Field(description="Says so where the figures are made up.")


class LotTold(BaseModel):
    """A lot with its chain of custody and its counts."""

    lot: Object | None = Field(description="As it stands; null where its opening was taken back.")
    custody: Object | None = Field(description="Of seized mercury: the chain, complete or where it is broken.")
    counts: list[Object] = Field(description="Physical counts beside the ledger.")
    notice: str


class Traced(BaseModel):
    """Where a lot came from and where it went; the parts add up to it."""

    ancestry: Object
    destinations: Object
    notice: str


class FindingsShown(BaseModel):
    """What should be looked at."""

    discrepancies: list[Object] = Field(description="Counts that differ by more than the weighing error.")
    uncounted: list[str] = Field(description="Lots that hold something and were never counted.")
    findings: list[str]
    notice: str


class LedgersAsked(Paging):
    """What ledgers can be asked by."""

    country: asking.Country = None
    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class LotsAsked(Paging):
    """What lots can be asked by."""

    owner: str = Field("", max_length=300)
    place: str = Field("", max_length=300)
    closed: bool = Field(False, description="With lots that hold nothing any more.")
    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class EntriesAsked(Paging):
    """What entries can be asked by."""

    kind: str | None = Field(None, max_length=12)
    lot: str | None = Field(None, max_length=100, description="Only entries of this lot.")
    sort: Literal["id", "-id"] = "id"
    format: TableFormat | None = format_field()


class LotAsked(Schema):
    """Which lot."""

    model_config = ConfigDict(extra="forbid")

    lot: LotName


class NewLedger(schemas.Taken):
    """A ledger to begin."""

    country: schemas.Iso3
    title: str = Field(max_length=300)
    made_up: bool = Field(False, description="Whether its figures are made up, as in an example.")


class NewEntries(schemas.Taken):
    """Entries after those that are there; all of them are kept, or none."""

    entries: list[Cells] = Field(max_length=_MOST, min_length=1, description="Rows with the columns of the template.")
    reason: str = Field("", max_length=2000, description="Why, for the journal.")


class Publication(schemas.Change):
    """Whether everybody may see the totals."""

    published: bool


LEDGERS = Listing("ledgers", LedgerShown)
LOTS = Listing("lots", LotShown, {"kg": "mass_mg"}, public=False)
ENTRIES = Listing("entries", EntryShown, {"kg": "mass_mg", "entry": "content"}, public=False)


@router.get("/ledgers", response=schemas.page_of(LedgerShown), operation_id="ledgers", openapi_extra=TABLES)
def ledgers(request: HttpRequest, asked: Query[LedgersAsked]) -> HttpResponseBase:
    """Ledgers of which you may see at least the totals."""
    return LEDGERS.answer(request, asking.equal(visible_ledgers(request.user), asked, "country"), asked)


@router.post("/ledgers", response={201: LedgerShown}, operation_id="make_ledger", auth=signed_in)
def make(request: HttpRequest, body: NewLedger) -> HttpResponse:
    """Begin a ledger."""
    found = make_ledger(actor(request), body.country, body.title, made_up=body.made_up)
    return made(LEDGERS.one(Ledger.objects.all(), found.pk), f"/api/v1/ledgers/{found.pk}")


@router.get("/ledgers/{key}", response=LedgerShown, operation_id="ledger")
def ledger(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One ledger."""
    return reply(LEDGERS.one(visible_ledgers(request.user), key))


@router.get("/ledgers/{key}/balances", response=LedgerBalancesShown, operation_id="ledger_balances")
def balances(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """How much is where; for others the totals of a published ledger alone."""
    found = asking.one(visible_ledgers(request.user), key)
    sums = reading.balances_now(found) if may_read(request.user, found) else reading.totals(found)
    years = [
        {"year": one.year, "in_kg": kg(one.in_mg), "out_kg": kg(one.out_mg), "stock_kg": one.stock_kg}
        for one in stock_by_year(found)
    ]
    return reply({**sums.as_dict(), "years": years, **_notice(found)})


@router.get(
    "/ledgers/{key}/lots",
    response=schemas.page_of(LotShown),
    operation_id="ledger_lots",
    openapi_extra=TABLES,
    auth=signed_in,
)
def lots(request: HttpRequest, key: schemas.Id, asked: Query[LotsAsked]) -> HttpResponseBase:
    """Lots as they stand."""
    found = reading.lots_now(_readable(request, key), asked.owner, asked.place, closed=asked.closed)
    return LOTS.answer(request, found, asked, _in_kg)


@router.get("/ledgers/{key}/lot", response=LotTold, operation_id="ledger_lot", auth=signed_in)
def lot(request: HttpRequest, key: schemas.Id, asked: Query[LotAsked]) -> HttpResponse:
    """One lot."""
    found = _readable(request, key)
    row = _with_entries(found, asked.lot)
    state = None if row is None else lot_of(row)
    chain = reading.custody_of(found, asked.lot) if state is not None and state.case else None
    told: dict[str, Any] = {
        "lot": None if row is None else LOTS.one(reading.lots_now(found, closed=True), row.pk, _in_kg),
        "custody": None if chain is None else chain.as_dict(),
        "counts": [one.as_dict() for one in reading.reconciliation(found, (asked.lot,)).counts],
    }
    return reply({**told, **_notice(found)})


@router.get("/ledgers/{key}/trace", response=Traced, operation_id="ledger_trace", auth=signed_in)
def trace(request: HttpRequest, key: schemas.Id, asked: Query[LotAsked]) -> HttpResponse:
    """Where a lot came from, and where it went. Mercury that is merged counts as mixed."""
    found = _readable(request, key)
    back, ahead = reading.ancestry_of(found, asked.lot), reading.destinations_of(found, asked.lot)
    if back is None or ahead is None:
        raise StatusError(404)
    return reply({"ancestry": back.as_dict(), "destinations": ahead.as_dict(), **_notice(found)})


@router.get(
    "/ledgers/{key}/entries",
    response=schemas.page_of(EntryShown),
    operation_id="ledger_entries",
    openapi_extra=TABLES,
    auth=signed_in,
)
def entries(request: HttpRequest, key: schemas.Id, asked: Query[EntriesAsked]) -> HttpResponseBase:
    """Entries in order."""
    own = _readable(request, key)
    found = LedgerEntryRow.objects.filter(ledger=own) if asked.lot is None else reading.rows_of(own, asked.lot)
    return ENTRIES.answer(request, asking.equal(found, asked, "kind"), asked, _as_told)


@router.post("/ledgers/{key}/entries", response={201: Object}, operation_id="add_ledger_entries", auth=signed_in)
def add(request: HttpRequest, key: schemas.Id, body: NewEntries) -> HttpResponse:
    """Add entries; one that is there already with the same content is left out, so a request can be sent again."""
    from almaden.store.ledger_writing import add_entries
    from almaden.supply.ledger.readers.entries import entries_of_rows

    found = asking.one(visible_ledgers(request.user), key)
    require(request.user, "write_inventory", found.country)
    read = entries_of_rows(body.entries)
    added = add_entries(
        actor(request), found, read.entries, place=read.place, source_sha256=read.sha256, reason=body.reason
    )
    told = {"added": added.added, "known": added.known, "entries": added.last}
    return made(told, f"/api/v1/ledgers/{found.pk}/entries")


@router.get("/ledgers/{key}/findings", response=FindingsShown, operation_id="ledger_findings", auth=signed_in)
def findings(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """Counts that differ, lots that were never counted, exports without a consent, lots that came back."""
    found = _readable(request, key)
    beside = reading.reconciliation(found)
    told = {
        "discrepancies": [one.as_dict() for one in beside.discrepancies],
        "uncounted": list(beside.uncounted),
        "findings": [str(one) for one in reading.findings_of(found)],
    }
    return reply({**told, **_notice(found)})


@router.put("/ledgers/{key}/publication", response=LedgerShown, operation_id="publish_ledger", auth=signed_in)
def publish(request: HttpRequest, key: schemas.Id, body: Publication, if_match: asking.IfMatch = None) -> HttpResponse:
    """Let everybody see the totals, or no longer; not by who wrote into the ledger."""
    found = asking.one(visible_ledgers(request.user), key)
    version = asking.version_seen(if_match, body.version)
    publish_totals(actor(request), found, version, body.published, body.reason)
    return reply(LEDGERS.one(Ledger.objects.all(), found.pk))


def _readable(request: HttpRequest, key: int) -> Ledger:
    """A ledger whose lots and entries the person may see.

    Raises:
        Http404: there is none that the person may know of.
        StatusError: 403 where the person may see its totals alone.
    """
    found = asking.one(visible_ledgers(request.user), key)
    if not may_read(request.user, found):
        raise StatusError(403)
    return found


def _with_entries(found: Ledger, lot: str) -> Any:
    row = reading.lots_now(found, closed=True).filter(lot=lot).first()
    if row is None and not reading.rows_of(found, lot).exists():
        raise StatusError(404)
    return row


def _notice(found: Ledger) -> Mapping[str, str]:
    return {"notice": MADE_UP if found.made_up else ""}


def _in_kg(row: Row) -> Row:
    row["kg"] = kg(row["kg"])
    return row


def _as_told(row: Row) -> Row:
    row["entry"] = record_of(entry_of_content(row["entry"])).model_dump(mode="json", exclude_defaults=True)
    return _in_kg(row)
