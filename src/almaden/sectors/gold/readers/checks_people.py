"""People: numbers of men, women and children that fit, and never a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.people.identity import looks_like_name
from almaden.monitoring.people.units import bio_unit, bio_units
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.plausible import bounds, tolerance
from almaden.sectors.gold.records import SiteRecord
from almaden.wording import Exact, Text, either, n_

_PARTS: Final = ("men", "women", "children")


def check_people(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of miners who do not add up, of names, and of units of measurements."""
    if "sites" in tables:
        for one in tables["sites"].found:
            yield from _miners(tables["sites"], one.record, one.row)
    for kind, field in (("miners", "miner"), ("biomonitoring", "participant")):
        if kind in tables:
            yield from _numbered(tables[kind], field)
    if "biomonitoring" in tables:
        yield from _measured(tables["biomonitoring"])


def _miners(rows: Rows, site: SiteRecord, row: int | None) -> Iterator[Fault]:
    if site.miners is None:
        return
    most = bounds("miners")
    if not most.possible(site.miners):
        yield rows.fault(
            n_("no site has as many miners as this"), row, "miners", f"{site.miners:g}",
            Text("at most {most} miners", most=Exact(most.possible_high)),
            n_("count the persons who work on one day, not their days of work in a year"),
        )  # fmt: skip
    if site.women is not None and site.women > site.miners:
        yield rows.fault(
            n_("there are more women than miners"), row, "women", f"{site.women:g}",
            Text("at most {miners}, all miners of the site", miners=Exact(site.miners)),
            n_("miners are all who work there, men, women and children: correct one of the two numbers"),
        )  # fmt: skip
        return
    parts = {name: value for name in _PARTS if (value := getattr(site, name)) is not None}
    total, allowed = fsum(parts.values()), tolerance("people_tolerance") * site.miners
    complete = len(parts) == len(_PARTS)
    if parts and (total > site.miners + allowed or (complete and total < site.miners - allowed)):
        yield rows.fault(
            Text("men, women and children are {total}, and miners {miners}", total=Exact(total),
                 miners=Exact(site.miners)),
            row,
            "miners",
            f"{site.miners:g}",
            n_("all who work there: the sum of men, women and children"),
            n_("correct the numbers; empty those that nobody counted"),
        )  # fmt: skip


def _numbered(rows: Rows, field: str) -> Iterator[Fault]:
    for one in rows.found:
        if looks_like_name(getattr(one.record, field)):
            # The name itself is not told again: messages are kept and shown to others.
            yield rows.fault(
                n_("this looks like the name of a person"), one.row, field, "",
                n_("a number, or a short code with a number"),
                n_("use a number, never a name, and keep the list of names elsewhere"),
            )  # fmt: skip


def _measured(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        if bio_unit(one.record.matrix, one.record.unit) is None:
            yield rows.fault(
                n_("this is no unit of such a measurement"), one.row, "unit", one.record.unit,
                either(bio_units(one.record.matrix)), n_("write the unit so, and convert the values where needed"),
            )  # fmt: skip
