"""The least-cost plan of a fleet: what is chosen, what it costs, how sure it is, and the frontier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.numerals import exact
from almaden.reports.coal.shared import amount_cells, amount_columns, counted, money_note, short
from almaden.reports.document import Block, Column, Figure, Paragraph, Row, Table
from almaden.reports.drawings import Line, LineChart, Mark
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, isolated, text
from almaden.scenarios.plan_result import Measure, Plan, PlanResult

#: Measures listed in a document that is read on paper; a workbook has all of them.
_LISTED: Final = 40
_MILLION: Final = 1e6
#: The frontier is drawn up to so many times the cost of the plan; where it ends it is so steep that all else is flat.
_BEYOND: Final = 4.0


def plan_blocks(plan: PlanResult, units: Mapping[str, str], money_year: int | None, words: Words) -> Iterator[Block]:
    """Text, figure and tables of a plan.

    Args:
        plan: the plan.
        units: names of units by their identifiers.
        money_year: year of the money that costs are told in, where it is known.
        words: the language.
    """
    _ = words._
    money = "" if money_year is None else " " + money_note(money_year, words)
    yield Paragraph(_asked(plan, words) + money)
    yield _plans(plan, words)
    for note in plan.notes:
        yield Paragraph(_(note), small=True)
    if plan.frontier:
        yield _frontier(plan, words)
    yield _measures(plan, units, words)


def _asked(plan: PlanResult, words: Words) -> str:
    _ = words._
    total = words.with_span(plan.baseline_kg_per_year)
    if plan.mode == "budget" and plan.budget_usd is not None:
        text = _("Asked: the most mercury that {asked} million USD a year can keep from the air. The units of the plan "
                 "emit {total} kg a year today.")  # fmt: skip
        asked = exact(round(plan.budget_usd / _MILLION, 3), words.lang)
    elif plan.target_kg is not None:
        text = _("Asked: the cheapest way to keep {asked} kg of mercury a year from the air. The units of the plan "
                 "emit {total} kg a year today.")  # fmt: skip
        asked = short(plan.target_kg, words, 4).text
    else:
        text = _("Asked: the cheapest way to bring each unit to at most {asked} kg of mercury a year. The units of the "
                 "plan emit {total} kg a year today.")  # fmt: skip
        asked = short(plan.limit_kg_per_unit or 0.0, words, 4).text
    return text.format(asked=asked, total=total)


def _plans(plan: PlanResult, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Plan")),
        Column(_("Measures"), "number"),
        Column(_("Million USD"), "number"),
        Column(_("To be invested once, million USD"), "number"),
        *amount_columns(_("Kept from air, kg"), words),
        Column(_("In nine of ten draws at least"), "number"),
        Column(_("Probability of the target"), "number"),
    )
    rows = [_plan(_("best with the values of record"), plan.expected, words)]
    if plan.assured is not None:
        rows.append(_plan(_("meets the target in nine of ten draws"), plan.assured, words))
    return Table(_("Plans, a year"), columns, tuple(rows), sheet=_("Plans"))


def _plan(name: str, one: Plan, words: Words) -> Row:
    return Row(
        (
            text(name),
            counted(len(one.measures), words),
            short(one.cost_usd_per_year / _MILLION, words),
            short(one.capital_usd / _MILLION, words),
            *amount_cells(one.abated_kg_per_year, words),
            short(one.abated_in_nine_of_ten, words),
            text("–") if one.probability is None else words.share(one.probability),
        )
    )


def _frontier(plan: PlanResult, words: Words) -> Figure:
    _ = words._
    dearest = max(one.cost_usd_per_year for one in (plan.expected, plan.assured) if one is not None)
    drawn = [point for point in plan.frontier if point.cost_usd_per_year <= _BEYOND * dearest or dearest <= 0.0]
    kg = (0.0, *(point.abated_kg_per_year for point in drawn))
    cost = (0.0, *(point.cost_usd_per_year / _MILLION for point in drawn))
    named = [(plan.expected, _("the plan"))]
    if plan.assured is not None:
        named.append((plan.assured, _("nine of ten draws")))
    marks = tuple(
        Mark(one.abated_kg_per_year.value, one.cost_usd_per_year / _MILLION, name)
        for one, name in named
        if one.measures
    )
    chart = LineChart(
        (Line("", COLOURS[5], kg, cost),),
        _("kg of mercury kept from the air per year"),
        _("million USD per year"),
        words.lang,
        marks,
    )
    most = plan.frontier[-1]
    alt = _("Rising curve; at most {kg} kg a year can be kept from the air, for {cost} million USD a year.").format(
        kg=short(most.abated_kg_per_year, words).text, cost=short(most.cost_usd_per_year / _MILLION, words).text
    )
    caption = _(
        "Frontier: the least cost of keeping an amount of mercury from the air, before conditions on single units or "
        "groups. Points are the plans."
    )
    if len(drawn) < len(plan.frontier):
        end = _("It goes on to {kg} kg for {cost} million USD a year.")
        caption += " " + end.format(
            kg=short(most.abated_kg_per_year, words).text, cost=short(most.cost_usd_per_year / _MILLION, words).text
        )
    return Figure(chart, caption, alt)


def _measures(plan: PlanResult, units: Mapping[str, str], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Unit")),
        Column(_("Measure")),
        Column(_("Kept from air, kg"), "number"),
        Column(_("USD"), "number"),
        Column(_("To be invested once, USD"), "number"),
        Column(_("USD per kg"), "number"),
    )
    measures = plan.expected.measures
    shown = tuple(_measure(one, units, words) for one in measures[:_LISTED])
    left = len(measures) - len(shown)
    notes = (_("{count} more are in the workbook.").format(count=exact(left, words.lang)),) if left else ()
    footer = (
        Row(
            (
                text(_("Sum")),
                text(""),
                words.amount(_alone(plan.expected.abated_kg_per_year)),
                short(plan.expected.cost_usd_per_year, words),
                short(plan.expected.capital_usd, words),
                text(""),
            ),
            strong=True,
        ),
    )
    return Table(
        _("Measures of the plan, a year, the cheapest per kg first"), columns, shown, footer, notes, _("Measures")
    )


def _measure(one: Measure, units: Mapping[str, str], words: Words) -> Row:
    return Row(
        (
            text(isolated(units.get(one.unit, one.unit))),
            text(words._(one.name)),
            short(one.abated_kg_per_year, words),
            short(one.cost_usd_per_year, words),
            short(one.capital_usd, words),
            text("–") if one.usd_per_kg is None else short(one.usd_per_kg, words),
        )
    )


def _alone(amount: Amount) -> Amount:
    """The value of an amount without its range."""
    return Amount(amount.value, amount.value, amount.value)
