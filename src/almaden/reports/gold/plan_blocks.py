"""Targets, measures and years of a plan: what is asked for, what the measures do and cost, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.numerals import exact
from almaden.reports.coal.shared import amount_cells, amount_columns, short
from almaden.reports.document import Block, Bullets, Cell, Column, Paragraph, Row, Table
from almaden.reports.gold.figures import measures_figure, trajectory_figure
from almaden.reports.gold.shared import part_name, share_with_span
from almaden.reports.numbers import figures, percent
from almaden.reports.words import Words, isolated, text
from almaden.sectors.gold.chapter import PlanResult
from almaden.sectors.gold.plan_result import MeasureResult, TargetResult, UnitCost
from almaden.sectors.gold.result import Power

#: With more years than this only every so many are in the table.
_ALL_YEARS: Final = 16
_STEP: Final = 5
_THOUSAND: Final = 1000.0


def target_of(one: TargetResult, words: Words) -> str:
    """What a target is for."""
    return part_name(one.practice, words) if one.practice else words._("all mercury used")


def targets_blocks(plan: PlanResult, words: Words) -> Iterator[Block]:
    """Targets, whether the measures reach them, and whether anybody could tell."""
    _ = words._
    if not plan.targets:
        yield Paragraph(_("No target is told. Annex C asks for national objectives and targets for reduction."))
        return
    yield _targets(plan.targets, words)
    asked = [one for one in plan.targets if one.power is not None]
    if asked:
        yield Paragraph(
            _(
                "A target is worth what can be checked. A later estimate, made like this one, has an error of its own; "
                "only a reduction that stands out from both errors can be told from chance."
            )
        )
        yield _detection(asked, words)
    for one in plan.targets:
        told = [_(sentence) for sentence in one.told if one.power is None or sentence != one.power.told]
        if told:
            label = _("{year}, {percent} less ({of}):").format(
                year=one.year, percent=percent(one.reduction, words.lang), of=target_of(one, words)
            )
            yield Paragraph(" ".join(told), label=label)


def _targets(targets: Sequence[TargetResult], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year"), "number"),
        Column(_("Of")),
        Column(_("To fall by"), "number"),
        *amount_columns(_("Then left at most, kg"), words),
        *amount_columns(_("Left under the measures, kg"), words),
        Column(_("The measures take"), "number"),
        Column(_("Reached, and in so many draws")),
    )
    rows = tuple(
        Row(
            (
                text(str(one.year)),
                text(target_of(one, words)),
                words.share(one.reduction),
                *amount_cells(one.allowed_kg, words),
                *amount_cells(one.planned_kg, words),
                share_with_span(one.planned_reduction, words),
                text(
                    _("{answer}, in {share}").format(
                        answer=_("yes") if one.reached else _("no"), share=percent(one.reached_in, words.lang)
                    )
                ),
            )
        )
        for one in targets
    )
    return Table(_("Targets and what the measures do"), columns, rows, sheet=_("Targets"))


def _detection(targets: Sequence[TargetResult], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year"), "number"),
        Column(_("To fall by"), "number"),
        Column(_("Chance that a later survey tells it"), "number"),
        Column(_("Smallest reduction that is told in 80 % of cases"), "number"),
        Column(_("Sites visited now"), "number"),
        Column(_("Sites that a later survey needs")),
    )
    rows = tuple(
        Row(
            (
                text(str(one.year)),
                words.share(one.reduction),
                words.share(one.power.power),
                words.share(one.power.least_reduction),
                text(exact(one.power.sites_now, words.lang)),
                text(_needed(one, words)),
            )
        )
        for one in targets
        if one.power is not None
    )
    caption = _("Can the targets be told from the error of the baseline?")
    return Table(caption, columns, rows, sheet=_("Survey needed"))


def _needed(one: TargetResult, words: Words) -> str:
    _ = words._
    power = one.power
    if power is None or not power.sites_now:
        return _("not known: the baseline rests on no sample of sites")
    if power.sites_needed is None:
        return _("no number is enough: the baseline itself has to be made better")
    needed = exact(power.sites_needed, words.lang)
    return _("{count}: those visited now are enough").format(count=needed) if _enough(power) else needed


def _enough(power: Power) -> bool:
    return power.sites_needed is not None and power.sites_needed <= power.sites_now


def measures_blocks(plan: PlanResult, words: Words) -> Iterator[Block]:
    """Measures, what each does and costs, and the mercury of the years to come."""
    _ = words._
    if plan.measures:
        yield _measures(plan.measures, words)
        yield _effects(plan, words)
        drawn = measures_figure(plan.measures, words)
        if drawn is not None:
            yield drawn
        told = tuple(
            words.pair(isolated(one.name), " ".join(_(part) for part in one.told)) for one in plan.measures if one.told
        )
        if told:
            yield Bullets(told)
    else:
        yield Paragraph(_("No measure is told, so that every year is as the baseline."))
    if len(plan.trajectory) > 1:
        yield trajectory_figure(plan.trajectory, plan.targets, words)
        yield _years(plan, words)
        yield _losses(plan, words)


def _measures(measures: Sequence[MeasureResult], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Measure")),
        Column(_("Kind, and what its reach is a share of")),
        Column(_("Region")),
        Column(_("Years"), "mark"),
        Column(_("Reach"), "number"),
        Column(_("Efficiency"), "number"),
        Column(_("Responsible")),
        Column(_("Theme of the budget")),
    )
    defaults = any(one.efficiency_default for one in measures)
    notes = [_("Years: the first in which the measure acts, and the first in which it acts in full.")]
    if defaults:
        notes.append(_("* A default of the program, since the plan tells none."))
    rows = tuple(_measure(one, words) for one in measures)
    return Table(_("Measures"), columns, rows, notes=tuple(notes), sheet=_("Measures"))


def _measure(one: MeasureResult, words: Words) -> Row:
    _ = words._
    years = f"{one.start_year}–{one.full_year}" if one.full_year > one.start_year else str(one.start_year)
    efficiency = text("")
    if one.efficiency is not None:
        cell = words.share(one.efficiency.value)
        efficiency = Cell(cell.text + ("*" if one.efficiency_default else ""), cell.value, cell.number_format)
    return Row(
        (
            text(isolated(one.name)),
            text(words.pair(_(one.kind_name), _(one.changes))),
            text(isolated(one.region) or _("whole country")),
            text(years),
            words.share(one.reach),
            efficiency,
            text(isolated(one.responsible) or _("not told")),
            text(isolated(one.theme)),
        )
    )


def _effects(plan: PlanResult, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Measure")),
        *amount_columns(_("Not bought, kg"), words),
        *amount_columns(_("Kept out, kg"), words),
        Column(_("Cost, 1,000 USD"), "number"),
        *amount_columns(_("USD per kg"), words),
        Column(_("After those above"), "number"),
    )
    rows = tuple(
        _effect(isolated(one.name), one.alone.avoided_kg, one.alone.released_less_kg, one.present_usd,
                one.alone.usd_per_kg_released, one.in_order.usd_per_kg_released, words)
        for one in plan.measures
    )  # fmt: skip
    cost = plan.cost
    whole = _effect(_("All together"), cost.effect.avoided_kg, cost.effect.released_less_kg, cost.present_usd,
                    cost.effect.usd_per_kg_released, None, words)  # fmt: skip
    notes = [
        _("Kept out: of air, water and land; costs for each kg are those of mercury kept out.") + " " +
        _("Each by itself, over all years from {first} to {last}, the cheapest for each kg first. After those above: "
          "what a kg costs that the measure adds to those above it.").format(first=plan.year, last=plan.last_year),
        _("Costs are brought to {year} at {rate} a year.").format(
            year=plan.year, rate=percent(cost.discount, words.lang)),
    ]  # fmt: skip
    if cost.without_cost:
        notes.append(
            _("Measures whose cost is not told: {count}. The sum of the costs is too low for it.").format(
                count=cost.without_cost
            )
        )
    return Table(
        _("What the measures do and cost"),
        columns,
        rows,
        (Row(whole.cells, strong=True),),
        tuple(notes),
        _("Effects and costs"),
    )


def _effect(
    name: str,
    avoided: Amount,
    released: Amount,
    usd: float | None,
    each: UnitCost,
    after: UnitCost | None,
    words: Words,
) -> Row:
    return Row(
        (
            text(name),
            *amount_cells(avoided, words),
            *amount_cells(released, words),
            text(words._("not told")) if usd is None else short(usd / _THOUSAND, words),
            _cost(each, words),
            text(_cost_span(each, words)),
            text("") if after is None else _cost(after, words),
        )
    )


def _cost(one: UnitCost, words: Words) -> Cell:
    if one.value is None:
        return text("–")
    if one.low is None or one.high is None:
        return short(one.value, words, 2)
    return words.amount(Amount(one.value, one.low, one.high))


def _cost_span(one: UnitCost, words: Words) -> str:
    if one.value is None or one.low is None:
        return ""
    if one.high is None:
        return words._("{low} or more").format(low=figures(one.low, 2, words.lang))
    return words.span(Amount(one.value, one.low, one.high)).text


def _years(plan: PlanResult, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year"), "number"),
        *amount_columns(_("Used, kg"), words),
        *amount_columns(_("Air, kg"), words),
        Column(_("Less than {year}").format(year=plan.year), "number"),
    )
    rows = tuple(
        Row(
            (
                text(str(one.year)),
                *amount_cells(one.mercury_kg, words),
                *amount_cells(one.air_kg, words),
                share_with_span(one.reduction, words),
            )
        )
        for one in plan.trajectory
        if len(plan.trajectory) <= _ALL_YEARS or one.year % _STEP == 0 or one.year in _marked(plan)
    )
    return Table(_("Mercury year by year under the measures"), columns, rows, sheet=_("Years"))


def _losses(plan: PlanResult, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year"), "number"),
        *amount_columns(_("Water, kg"), words),
        *amount_columns(_("Land, kg"), words),
        *amount_columns(_("Stored, kg"), words),
    )
    rows = tuple(
        Row(
            (
                text(str(one.year)),
                *amount_cells(one.water_kg, words),
                *amount_cells(one.land_kg, words),
                *amount_cells(one.stored_kg, words),
            )
        )
        for one in plan.trajectory
        if one.year in _marked(plan)
    )
    caption = _("Lost to water and land, and stored, in the baseline, the years of the targets and the last year")
    return Table(caption, columns, rows, sheet=_("Water and land"))


def _marked(plan: PlanResult) -> set[int]:
    return {plan.year, plan.last_year, *(one.year for one in plan.targets)}
