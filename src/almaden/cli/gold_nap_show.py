"""A National Action Plan as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import typer

from almaden.cli.coal_input import shown
from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title, width
from almaden.reference.countries import country_name
from almaden.reports.numbers import figures, percent
from almaden.sectors.gold.told import PRACTICE_NAMES, WORST_NAMES
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.gold.annex_c import Answer
    from almaden.sectors.gold.budgets import BudgetComparison
    from almaden.sectors.gold.chapter import PlanResult
    from almaden.sectors.gold.formalisation import Formalisation
    from almaden.sectors.gold.plan_result import MeasureResult, PlanCost, PlanYear, TargetResult, UnitCost

_NAME: Final = 34
_STATES: Final = {"done": n_("done"), "partly": n_("partly"), "missing": n_("missing")}


def show_plan(plan: PlanResult) -> None:
    """Baseline, targets, years, measures, checklist, budget and formalisation, one after the other."""
    country = country_name(plan.country, LANGUAGE)
    echo_title(_("National Action Plan, {country}, baseline {year}").format(country=country, year=plan.year))
    if plan.meta.notice:
        typer.secho(_(plan.meta.notice).upper(), bold=True)
    baseline = plan.baseline
    text = _("{gold} kg of gold a year, won with {mercury} kg of mercury")
    typer.echo(text.format(gold=_amount(baseline.gold_kg), mercury=_amount(baseline.mercury_kg)))
    _targets(plan.targets)
    _years(plan.trajectory)
    _worst(plan.trajectory[0], plan.trajectory[-1])
    _measures(plan.measures, plan.cost, plan.year)
    _checklist(plan.checklist)
    if plan.budget is not None:
        _budget(plan.budget)
    if plan.formalisation is not None:
        _formalisation(plan.formalisation)
    typer.echo()
    typer.echo(_("rests on {count} unverified numbers; every report lists them").format(count=len(plan.unverified)))


def _targets(targets: Sequence[TargetResult]) -> None:
    if not targets:
        return
    _title(_("Targets"))
    for one in targets:
        of = _(PRACTICE_NAMES[one.practice]) if one.practice else _("all mercury used")
        text = _(
            "{year}: {percent} less ({of}): {answer}; the measures make {planned} less, in {share} of draws enough"
        )
        _wrapped(
            text.format(
                year=one.year,
                percent=percent(one.reduction, LANGUAGE),
                of=of,
                answer=_("reached") if one.reached else _("not reached"),
                planned=percent(one.planned_reduction.value, LANGUAGE),
                share=percent(one.reached_in, LANGUAGE),
            )
        )
        if not one.reached:
            _wrapped(_("missing: {kg} kg").format(kg=_amount(one.gap_kg)), 4)
        for told in one.told:
            _wrapped(_(told), 4)


def _years(years: Sequence[PlanYear]) -> None:
    _title(_("Mercury year by year, kg"))
    _line("", (_("used"), _("air"), _("water"), _("land"), _("less")), wide=True, bold=True)
    for one in years:
        cells = (one.mercury_kg, one.air_kg, one.water_kg, one.land_kg)
        _line(str(one.year), (*map(_amount, cells), percent(one.reduction.value, LANGUAGE)), wide=True)


def _worst(first: PlanYear, last: PlanYear) -> None:
    _title(_("Worst practices, in {first} and under the measures in {last}").format(first=first.year, last=last.year))
    for practice, before in first.worst.items():
        after = last.worst[practice]
        if before is None or after is None:
            cells = (_("not told"), "")
        else:
            cells = (percent(before, LANGUAGE), percent(after, LANGUAGE))
        typer.echo(f"  {_(WORST_NAMES[practice]):<74} {cells[0]:>10} {cells[1]:>10}".rstrip())


def _measures(measures: Sequence[MeasureResult], cost: PlanCost, year: int) -> None:
    if not measures:
        return
    _title(_("Measures, the cheapest first for each kg kept out of air, water and land"))
    head = (_("kg avoided"), _("kg not released"), _("1000 USD"), _("USD/kg"), _("after those above"))
    _line("", head, bold=True)
    for one in measures:
        alone, adds = one.alone, one.in_order
        cells = (
            shown(alone.avoided_kg)[0],
            shown(alone.released_less_kg)[0],
            _thousands(one.present_usd),
            _unit_cost(alone.usd_per_kg_released),
            _unit_cost(adds.usd_per_kg_released),
        )
        _line(one.name, cells)
        for told in one.told:
            _wrapped(_(told), 4)
    total = cost.effect
    cells = (
        shown(total.avoided_kg)[0],
        shown(total.released_less_kg)[0],
        _thousands(cost.present_usd),
        _unit_cost(total.usd_per_kg_released),
        "",
    )
    _line(_("all together"), cells, bold=True)
    text = _("Costs of all years, brought to {year} at {rate} a year; kilograms of all years.")
    _wrapped(text.format(year=year, rate=percent(cost.discount, LANGUAGE)))
    if cost.without_cost:
        _wrapped(_("Measures whose cost is not told: {count}").format(count=cost.without_cost))


def _checklist(items: Sequence[Answer]) -> None:
    _title(_("Annex C of the Convention"))
    for one in items:
        name = _(one.name) if one.required else _("{name} (not required)").format(name=_(one.name))
        where = f" [{one.where}]" if one.where else ""
        colour = {"done": "green", "partly": "yellow", "missing": "red"}[one.state]
        typer.secho(f"  {_(_STATES[one.state]):<10}", fg=colour, nl=False)
        typer.echo(f"{one.item:<10} {name}{where}")
        for lacking in one.lacking:
            _wrapped(_(lacking), 23)
    open_items = sum(one.required and one.state != "done" for one in items)
    _wrapped(_("Items that a plan has to hold and that are not done: {count}").format(count=open_items))


def _budget(budget: BudgetComparison) -> None:
    _title(_("Budget beside {count} published ones").format(count=budget.countries))
    text = _("{total} USD: place {rank} of {of}; the others have {least} to {largest}, half of them below {median}")
    numbers = (budget.total_usd, budget.least_usd, budget.largest_usd, budget.median_usd)
    total, least, largest, median = (figures(one, 3, LANGUAGE) for one in numbers)
    _wrapped(text.format(total=total, rank=budget.rank, of=budget.of, least=least, largest=largest, median=median))
    if budget.usd_per_kg is not None:
        _wrapped(_("{usd} USD for each kg of mercury used in a year").format(usd=_amount(budget.usd_per_kg)))
    _line("", (_("1000 USD"), _("share"), _("median of others"), _("place")), bold=True)
    for theme in budget.themes:
        median = "-" if theme.median_share is None else percent(theme.median_share, LANGUAGE)
        rank = "-" if theme.rank is None else f"{theme.rank}/{theme.of}"
        _line(_(theme.theme), (_thousands(theme.cost_usd), percent(theme.share, LANGUAGE), median, rank))
    for told in budget.told:
        _wrapped(_(told))


def _formalisation(found: Formalisation) -> None:
    _title(_("Formalisation, index from 0 to 1"))
    for year in found.years:
        text = _("{year}: {index} ({low} to {high} with other weights; {less} to {more} without one of {count} scores)")
        names = ("index", "low", "high", "less", "more")
        values = (year.index, year.weights_low, year.weights_high, year.without_low, year.without_high)
        numbers = {name: figures(value, 2, LANGUAGE) for name, value in zip(names, values, strict=True)}
        _wrapped(text.format(year=year.year, count=len(year.scores), **numbers))
    for change in found.changes:
        text = _("{first} to {last}: change of {change} over the dimensions of both years")
        _wrapped(text.format(first=change.first, last=change.last, change=figures(change.change, 2, LANGUAGE)))
        for dimension, effect in sorted(change.effects.items(), key=lambda item: (-abs(item[1]), item[0])):
            _wrapped(f"{figures(effect, 2, LANGUAGE):>8}  {_(dimension)}", 4)
    for told in found.told:
        _wrapped(_(told))


def _amount(amount: Amount) -> str:
    value, span = shown(amount)
    return f"{value} ({span})" if span else value


def _thousands(usd: float | None) -> str:
    return "-" if usd is None else figures(usd / 1e3, 3, LANGUAGE)


def _unit_cost(cost: UnitCost) -> str:
    return "-" if cost.value is None else figures(cost.value, 3, LANGUAGE)


def _title(text: str) -> None:
    typer.echo()
    typer.secho(text, bold=True)


def _line(name: str, cells: Iterable[str], *, wide: bool = False, bold: bool = False) -> None:
    room, first = (24, 6) if wide else (18, _NAME)
    typer.secho((f"  {name[:first]:<{first}}" + "".join(f" {cell:>{room}}" for cell in cells)).rstrip(), bold=bold)


def _wrapped(text: str, indent: int = 2) -> None:
    typer.echo(textwrap.fill(text, width(), initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)))
