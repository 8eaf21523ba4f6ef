"""Chapters of a report on storage: sites of stores, capacity against need, checks, what a plan must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from almaden.reports.chloralkali.shared import short
from almaden.reports.coal.names import country
from almaden.reports.document import Block, Column, Figure, Heading, Paragraph, Row, Span, Table
from almaden.reports.drawings import Line, LineChart, MapPlace, PlaceMap, Way
from almaden.reports.palette import COLOURS, GREY
from almaden.reports.words import SEVERITIES, Words, isolated, text
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.facilities_result import Register
from almaden.supply.storage.plan import ItemState, PlanStanding
from almaden.supply.storage.siting_result import SitingPlan
from almaden.wording import n_

ITEM_STATES: Final[Mapping[ItemState, str]] = {
    "done": n_("done"),
    "under way": n_("under way"),
    "open": n_("still to do"),
    "does not apply": n_("does not apply"),
}


def sites_blocks(found: SitingPlan, data: StorageData, words: Words) -> Iterator[Block]:
    """Where stores are built and what goes where."""
    _ = words._
    yield Heading(_("Sites of stores"))
    opened = [one for one in found.sites if one.opened]
    told = _("{count} of {of} places are built, at {cost} USD of {year}.").format(
        count=len(opened), of=len(found.sites), cost=short(found.cost, words).text, year=found.money_year
    )
    sure = _("No plan is cheaper.") if found.proven else _("A plan may be cheaper by {share} at most.").format(
        share=words.share(found.gap).text
    )  # fmt: skip
    yield Paragraph(f"{told} {sure}")
    yield _map(found, data, words)
    yield _sites_table(found, words)
    yield _assignments_table(found, words)


def _sites_table(found: SitingPlan, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Place")), Column(_("Country")), Column(_("Built")), Column(_("Holds, t"), "number"),
        Column(_("Capacity, t"), "number"), Column(_("Building, USD"), "number"), Column(_("Storage, USD"), "number"),
        Column(_("Transport, USD"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(isolated(one.name or one.id)), text(country(one.country, words)),
                text(_("yes") if one.opened else _("no")), short(one.tonnes, words), short(one.capacity_t, words),
                short(one.fixed_cost, words), short(one.storage_cost, words), short(one.transport_cost, words),
            )
        )
        for one in found.sites
    )  # fmt: skip
    return Table(_("Places where stores could be"), columns, rows, sheet=_("Sites"))


def _assignments_table(found: SitingPlan, words: Words) -> Table:
    _ = words._
    columns = (Column(_("From")), Column(_("To")), Column(_("t"), "number"), Column(_("Way, km"), "number"),
               Column(_("Crosses a border")))  # fmt: skip
    rows = tuple(
        Row((text(isolated(one.source)), text(isolated(one.site)), short(one.tonnes, words), short(one.km, words),
             text(_("yes") if one.crosses else _("no"))))
        for one in found.assignments
    )  # fmt: skip
    return Table(_("What goes where"), columns, rows, sheet=_("What goes where"))


def _map(found: SitingPlan, data: StorageData, words: Words) -> Figure:
    """Sources and sites with the ways between them; sources without a place are in no plan."""
    _ = words._
    opened = {one.id for one in found.sites if one.opened}
    places = [
        MapPlace(isolated(one.id), one.latitude, one.longitude, 0)
        for one in data.sources
        if one.latitude is not None and one.longitude is not None
    ]
    places += [MapPlace(isolated(one.id), one.latitude, one.longitude, 1 if one.id in opened else 2)
               for one in data.candidates]  # fmt: skip
    # Identifiers differ within a table, not between tables.
    source_at = {one.label: at for at, one in enumerate(places) if one.kind == 0}
    site_at = {one.label: at for at, one in enumerate(places) if one.kind > 0}
    largest = max((one.tonnes for one in found.assignments), default=1.0)
    ways = tuple(
        Way(source_at[isolated(one.source)], site_at[isolated(one.site)], one.tonnes / largest)
        for one in found.assignments
    )
    kinds = ((_("source"), COLOURS[1]), (_("store to be built"), COLOURS[0]), (_("place not chosen"), GREY))
    caption = _("Sources, stores and what goes where; wider lines carry more. Degrees north and east, without coasts.")
    told = words.listed(
        _("{source} to {site}, {t} t").format(source=one.source, site=one.site, t=short(one.tonnes, words).text)
        for one in found.assignments
    )
    return Figure(PlaceMap(tuple(places), ways, kinds), caption, _("Map: {told}.").format(told=told))


def capacity_blocks(found: Register, words: Words) -> Iterator[Block]:
    """What stores and disposal sites can take, against what comes free; checks."""
    _ = words._
    yield Heading(_("Capacity against need"))
    yield _facilities(found, words)
    if found.years:
        yield _need_figure(found, words)
        yield _years(found, words)
    if found.matches:
        yield _takers(found, words)
    if found.stocktakings or found.findings:
        yield Heading(_("Checks"))
    if found.stocktakings:
        yield _stocktaking(found, words)
    if found.findings:
        yield _findings(found, words)


def _stocktaking(found: Register, words: Words) -> Table:
    _ = words._
    columns = (Column(_("Place")), Column(_("Year")), Column(_("Not accounted for, kg"), "number"),
               Column(_("Error of weighing, kg"), "number"), Column(_("Explained by it")))  # fmt: skip
    rows = tuple(
        Row((text(isolated(one.place)), text(str(one.year)), short(one.difference_kg, words),
             short(one.error_kg, words), text(_("yes") if one.explained else _("no"))))
        for one in found.stocktakings
    )  # fmt: skip
    return Table(_("Stocktaking against the books"), columns, rows, sheet=_("Stocktaking"))


def _findings(found: Register, words: Words) -> Table:
    _ = words._
    columns = (Column(_("Severity")), Column(_("Place")), Column(_("What was found")), Column(_("What to do")))
    rows = tuple(
        Row((text(_(SEVERITIES[one.severity])), text(isolated(one.place)), text(_(one.text)), text(_(one.advice))))
        for one in found.findings
    )
    return Table(_("Findings"), columns, rows, sheet=_("Findings"))


def _facilities(found: Register, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Facility")), Column(_("Country")), Column(_("Capacity, t"), "number"),
        Column(_("In it, t"), "number"), Column(_("Free, t"), "number"), Column(_("Takes")),
        Column(_("Permit")), Column(_("Until")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(isolated(one.name or one.id)), text(country(one.country, words)), short(one.capacity_t, words),
                short(one.filled_t, words), short(one.free_t, words), text(words.listed(map(_, one.classes))),
                text(_(one.permit_text)), text("" if one.permit_ends is None else one.permit_ends.isoformat()),
            )
        )
        for one in found.facilities
    )  # fmt: skip
    caption = _("Stores and disposal sites on {day}").format(day=found.on.isoformat())
    return Table(caption, columns, rows, sheet=_("Facilities"))


def _need_figure(found: Register, words: Words) -> Figure:
    _ = words._
    years = tuple(float(one.year) for one in found.years)
    lines = (
        Line(_("to place, since the first year"), COLOURS[5], years, tuple(one.need_t for one in found.years)),
        Line(_("has a place"), COLOURS[0], years, tuple(one.placed_t for one in found.years)),
    )
    chart = LineChart(lines, "", _("t of mercury"), words.lang, years=True)
    last = found.years[-1]
    alt = _("Two lines to {year}: {need} t to place, {placed} t have a place.").format(
        year=last.year, need=short(last.need_t, words).text, placed=short(last.placed_t, words).text
    )
    return Figure(chart, _("Mercury that comes free, and what facilities that may take it have room for."), alt)


def _years(found: Register, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year")), Column(_("Comes free, t"), "number"), Column(_("To place, t"), "number"),
        Column(_("Has a place, t"), "number"), Column(_("No place, t"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row((text(str(one.year)), *(short(t, words) for t in (one.freed_t, one.need_t, one.placed_t, one.short_t))))
        for one in found.years
    )
    return Table(_("Need and capacity by year"), columns, rows, sheet=_("Need and capacity"))


def _takers(found: Register, words: Words) -> Table:
    """The nearest facility that takes the mercury of each source, and how many take it."""
    _ = words._
    columns = (Column(_("Source")), Column(_("Nearest that takes it")), Column(_("km, great circle"), "number"),
               Column(_("Facilities that take it"), "number"), Column(_("Why the others do not")))  # fmt: skip
    rows = []
    for source in dict.fromkeys(one.source for one in found.matches):
        mine = [one for one in found.matches if one.source == source]
        taking = [one for one in mine if one.accepted]
        nearest = (text(isolated(taking[0].facility)), short(taking[0].km, words)) if taking else (
            text(_("none")), text(""))  # fmt: skip
        refused = words.listed(words.pair(isolated(one.facility), _(one.reason)) for one in mine if not one.accepted)
        rows.append(Row((text(isolated(source)), *nearest, words.given(len(taking)), text(refused))))
    return Table(_("Who takes the mercury of which source"), columns, tuple(rows), sheet=_("Who takes what"))


def checklist_blocks(found: PlanStanding, words: Words) -> Iterator[Block]:
    """What a plan for storing mercury must hold, and how it stands."""
    _ = words._
    yield Heading(_("What a plan for storing mercury must hold"))
    yield Paragraph(_("{done} of {asked} needed items are done").format(done=found.done, asked=found.asked) + ".")
    columns = (Column(_("Item")), Column(_("Evidence")), Column(_("Needed")), Column(_("Standing")))
    rows: list[Row | Span] = []
    part = ""
    for item, state in found.items:
        if item.part != part:
            part = item.part
            rows.append(Span(_(part)))
        rows.append(Row((text(_(item.item)), text(_(item.evidence)), text(_("yes") if item.needed else _("no")),
                         text(_(ITEM_STATES[state])))))  # fmt: skip
    yield Table(_("Items of the plan"), columns, tuple(rows), sheet=_("Plan"))
