"""The years to come under scenarios: assumptions, sums, and single years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from almaden.inventory.result import Amount
from almaden.reports.coal import fleet_figures
from almaden.reports.coal.shared import ROUNDED, amount_cells, amount_columns
from almaden.reports.document import Block, Column, Paragraph, Row, Table
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.sectors.coal.projection import Projection

#: Years told in the table: the first, and then every so many.
_STEP: Final = 10


def outlook_blocks(projections: Sequence[Projection], words: Words) -> Iterator[Block]:
    """Text, figure and tables of the projections."""
    _ = words._
    yield Paragraph(
        _(
            "Each unit runs as it runs today until the end of its life, unless the scenario says otherwise. What is "
            "not built yet counts with the share that its state makes likely. These are no forecasts: they show what "
            "follows from an assumption."
        )
    )
    yield fleet_figures.outlook(projections, words)
    yield _sums(projections, words)
    yield _assumptions(projections, words)


def _sums(projections: Sequence[Projection], words: Words) -> Table:
    _ = words._
    years = _years(projections)
    columns = (
        Column(_("Scenario")),
        *amount_columns(_("All years, kg"), words),
        *(column for year in years for column in (Column(str(year), "number"), Column(_("95 % range"), "number"))),
        Column(_("Last year"), "number"),
    )
    rows = []
    for one in projections:
        told = dict(zip(one.years, one.total, strict=True))
        cells = [cell for year in years for cell in amount_cells(told.get(year, Amount(0.0, 0.0, 0.0)), words)]
        last = str(one.years[-1]) if one.years else str(one.base_year)
        rows.append(Row((text(_name(one, words)), *amount_cells(one.sum_kg, words), *cells, text(last))))
    note = words._(ROUNDED)
    return Table(_("Mercury to air by scenario, kg"), columns, tuple(rows), notes=(note,), sheet=_("Scenarios"))


def _years(projections: Sequence[Projection]) -> tuple[int, ...]:
    """The first year, and up to three round ones after it."""
    first = min((one.years[0] for one in projections if one.years), default=0)
    last = max((one.years[-1] for one in projections if one.years), default=-1)
    start = (first // _STEP + 1) * _STEP
    return (first, *range(start, last + 1, _STEP))[:4] if last >= first else ()


def _assumptions(projections: Sequence[Projection], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Scenario")),
        Column(_("End of life")),
        Column(_("Not built yet")),
        Column(_("Limits to what passes")),
        Column(_("Status")),
        Column(_("Source")),
    )
    rows = tuple(
        Row(
            (
                text(_name(one, words)),
                text(_(one.scenario.rule)),
                text(_(one.scenario.pipeline) if one.scenario.pipeline else _("nothing comes")),
                text(_limits(one, words)),
                text(words.known(STATUSES, one.scenario.status)),
                text(words.listed(_(part) for part in (one.scenario.source, one.scenario.seen, one.scenario.note))),
            )
        )
        for one in projections
    )
    return Table(_("What the scenarios assume"), columns, rows, sheet=_("Assumptions"))


def _name(one: Projection, words: Words) -> str:
    return isolated(words._(one.scenario.name or one.scenario.scenario))


def _limits(one: Projection, words: Words) -> str:
    _ = words._
    found = []
    if one.scenario.existing_passing is not None:
        found.append(
            _("standing units from {year} on: {share} of the coal's mercury").format(
                year=one.scenario.existing_from, share=words.share(one.scenario.existing_passing).text
            )
        )
    if one.scenario.new_passing is not None:
        found.append(_("new units: {share}").format(share=words.share(one.scenario.new_passing).text))
    return words.listed(found) or "–"
