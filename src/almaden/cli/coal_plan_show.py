"""A plan for a fleet as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import typer

from almaden.cli.coal_input import shown
from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title
from almaden.reports.numbers import figures
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.scenarios.by_year import PlanYear
    from almaden.scenarios.plan_result import FrontierPoint, Plan, PlanResult

#: Measures that are listed, and steps of the frontier.
_LISTED: Final = 20
_STEPS: Final = 10
#: Width of the first column, and of the name of a unit in it.
_NAME: Final = 62
_UNIT: Final = 42
_BINDING: Final = {
    "target": n_("The target binds: one kg more costs {price} USD a year."),
    "budget": n_("The budget binds: one million USD a year more abates {price} kg."),
}
_FIRST: Final = 1e6


def show_plan(made: PlanResult, names: Mapping[str, str], money_year: int) -> None:
    """What the plan does and costs, the first measures, the surer plan, the frontier, and what binds."""
    echo_title(_("Measures against mercury, USD of {year}").format(year=money_year))
    typer.echo(_("Today: {kg} kg a year ({span})").format(kg=shown(made.baseline_kg_per_year)[0],
                                                         span=shown(made.baseline_kg_per_year)[1]))  # fmt: skip
    _plan(_("Plan with the values of record"), made.expected)
    if made.assured is not None:
        _plan(_("Plan that meets the target in nine draws of ten"), made.assured)
    for note in made.notes:
        typer.echo(_(note))
    _measures(made.expected, names)
    _frontier(made.frontier)
    typer.echo()
    for binding in made.binding:
        known = _BINDING.get(binding.name)
        price = abs(binding.price) * (_FIRST if binding.name == "budget" else 1.0)
        text = _(known) if known else _("The cap of {name} binds: one kg less costs {price} USD a year.")
        typer.echo(text.format(name=binding.name, price=figures(price, 3, LANGUAGE)))
    typer.echo(_("The plan is within {gap} % of the best one.").format(gap=f"{100 * made.expected.gap:.2g}"))
    typer.echo(_("Costs rest on prices with wide ranges; measures whose cost is negative save money."))


def show_years(years: Sequence[PlanYear]) -> None:
    """What is taken in each year, and what all measures so far abate and cost."""
    if not years:
        return
    typer.echo()
    _line(_("Year by year (measures taken)"), (_("kg a year"), _("USD a year"), _("USD once")), bold=True)
    for year in years:
        values = (year.abated_kg_per_year, year.cost_usd_per_year, year.capital_usd)
        _line(f"{year.year} ({len(year.measures):,})", (figures(one, 3, LANGUAGE) for one in values))


def _plan(title: str, plan: Plan) -> None:
    typer.echo()
    typer.secho(title, bold=True)
    value, span = shown(plan.abated_kg_per_year)
    text = _("  {count} measures abate {kg} kg a year ({span}) for {cost} USD a year; {capital} USD to begin with")
    cost, capital = (figures(one, 3, LANGUAGE) for one in (plan.cost_usd_per_year, plan.capital_usd))
    typer.echo(text.format(count=f"{len(plan.measures):,}", kg=value, span=span, cost=cost, capital=capital))
    if plan.probability is not None:
        typer.echo(
            _("  the target is met with a probability of {percent} %").format(percent=f"{100 * plan.probability:.0f}")
        )
    counts = Counter(measure.name for measure in plan.measures)
    for name, count in counts.most_common():
        typer.echo(f"  {count:>7,}  {_(name)}")


def _measures(plan: Plan, names: Mapping[str, str]) -> None:
    typer.echo()
    _line(_("The first measures"), (_("kg a year"), _("USD a year"), _("USD/kg")), bold=True)
    for measure in plan.measures[:_LISTED]:
        name = f"{names.get(measure.unit, measure.unit)[:_UNIT]}: {measure.option}"
        values = (measure.abated_kg_per_year, measure.cost_usd_per_year, measure.usd_per_kg)
        _line(name, ("-" if one is None else figures(one, 3, LANGUAGE) for one in values))


def _frontier(points: Sequence[FrontierPoint]) -> None:
    if not points:
        return
    typer.echo()
    _line(_("Least cost of an amount"), (_("kg a year"), _("USD a year"), _("next kg")), bold=True)
    last = len(points) - 1
    for place in dict.fromkeys(round(step * last / _STEPS) for step in range(1, _STEPS + 1)):
        _line("", (figures(one, 3, LANGUAGE) for one in points[place]))


def _line(name: str, cells: Iterable[str], bold: bool = False) -> None:
    typer.secho(f"  {name[:_NAME]:<{_NAME}}" + "".join(f" {cell:>15}" for cell in cells), bold=bold)
