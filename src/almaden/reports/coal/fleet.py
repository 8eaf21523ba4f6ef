"""The report on a fleet of coal-fired units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.reference.numerals import exact
from almaden.reports.coal import fleet_figures, names
from almaden.reports.coal.fleet_annexes import annex_blocks, independent_blocks
from almaden.reports.coal.fleet_summary import summary_blocks
from almaden.reports.coal.fleet_tables import (
    countries_of,
    methods_table,
    regions_table,
    running,
    shares_table,
    totals_table,
    units_table,
)
from almaden.reports.coal.outlook_blocks import outlook_blocks
from almaden.reports.coal.plan_blocks import plan_blocks
from almaden.reports.coal.shared import assembled
from almaden.reports.document import Block, Callout, Document, Heading, Paragraph
from almaden.reports.words import Words
from almaden.scenarios.plan_result import PlanResult
from almaden.sectors.coal.projection import Projection
from almaden.sectors.coal.ranked import RankResult
from almaden.sectors.coal.result import FleetResult

#: With more countries than this the title counts them.
_NAMED = 3


def fleet_report(
    result: FleetResult,
    ranking: RankResult,
    projections: Sequence[Projection],
    plan: PlanResult | None,
    words: Words,
    source: str = "",
    money_year: int | None = None,
) -> Document:
    """The report on a fleet, for any format.

    Args:
        result: all units and their sums.
        ranking: the units that operate in their order.
        projections: years to come, one for each scenario; none leaves the chapter out.
        plan: the least-cost plan; None leaves the chapter out.
        words: the language.
        source: name of the file that the units came from.
        money_year: year of the money that costs of the plan are told in, where it is known.
    """
    _ = words._
    countries = countries_of(result)
    where = ", ".join(names.country(one, words) for one in countries)
    if len(countries) > _NAMED:
        where = _("{count} countries").format(count=exact(len(countries), words.lang))
    about = ((_("Input"), source),) if source else ()
    return assembled(
        _("Mercury from coal-fired units"),
        _("{where}, {year}").format(where=where, year=result.meta.state_year),
        result.meta,
        ((_("Countries"), where), *about, (_("Units"), exact(len(result.units), words.lang))),
        _warnings(result, words),
        _blocks(result, ranking, projections, plan, money_year, words),
        words,
    )


def _warnings(result: FleetResult, words: Words) -> Iterator[Callout]:
    _ = words._
    guessed = sum("mercury" in unit.filled and "controls" in unit.filled for unit in result.units)
    if guessed:
        yield Callout(
            _("Coal and controls are not known"),
            _(
                "For {count} of {units} units neither the mercury of the coal nor the controls were told; they stand "
                "at what is usual for their country, age and size. Ask the plants before a decision about one of them."
            ).format(count=exact(guessed, words.lang), units=exact(len(result.units), words.lang)),
            "warning",
        )


def _blocks(
    result: FleetResult,
    ranking: RankResult,
    projections: Sequence[Projection],
    plan: PlanResult | None,
    money_year: int | None,
    words: Words,
) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Summary"))
    yield from summary_blocks(result, ranking, words)
    yield Heading(_("Units and mercury"))
    yield totals_table(result, words)
    total = running(result)
    if total is not None:
        yield regions_table(result, words)
    if ranking.units:
        yield Heading(_("Where it is concentrated"))
        yield fleet_figures.concentration(ranking, words)
        yield shares_table(ranking, words)
        yield fleet_figures.first_units(ranking, words)
    if projections:
        yield Heading(_("The years to come"))
        yield from outlook_blocks(projections, words)
    if plan is not None:
        yield Heading(_("What to do: the least-cost plan"))
        units = {unit.id: names.place(unit.plant, unit.name) for unit in result.units}
        yield from plan_blocks(plan, units, money_year, words)
    if total is not None:
        yield Heading(_("Methods side by side"))
        yield Paragraph(
            _(
                "Measured totals are averages of whole trains at plants where somebody measured. Each covers the units "
                "that have such a train and coal; the column of the default says what the program takes for the same "
                "units. Where both agree, the default is supported; where they do not, the coal, the chlorine or the "
                "devices of these units should be looked at first."
            )
        )
        yield methods_table(total, words)
    yield Heading(_("Beside independent figures"))
    yield from independent_blocks(result, words)
    if ranking.units:
        yield Heading(_("Units in their order"))
        yield units_table(result, ranking, words)
    yield from annex_blocks(result, words)
