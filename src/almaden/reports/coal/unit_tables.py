"""Tables of one unit: what enters, what leaves and as what, methods, limits, tests."""

from __future__ import annotations

from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.numerals import exact
from almaden.reports.coal import names
from almaden.reports.coal.shared import amount_cells, amount_columns, four_figures, number_cells, short
from almaden.reports.document import Cell, Column, Row, Table
from almaden.reports.numbers import figures
from almaden.reports.words import Words, isolated, text
from almaden.sectors.coal.limits import Position
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.reconcile import Reconciled
from almaden.sectors.coal.result import UnitResult
from almaden.sectors.numbers import Number

#: Limits of other countries that are shown for comparison.
_ELSEWHERE: Final = 8


def plant_text(result: UnitResult, words: Words) -> str:
    """Coal, boiler and devices in words, with what was filled."""
    _ = words._
    unit, conditions = result.unit, result.unit.conditions[0]
    trains = words.listed(
        str(train) if share == 1.0 else f"{words.share(share).text} {train}" for share, train in unit.trains
    )
    told = {
        "rank": words.known(names.RANKS, conditions.fuel.rank),
        "boiler": words.known(names.BOILERS, conditions.boiler),
        "controls": trains,
    }
    parts = (
        words.pair(words.known(names.FIELDS, name), f"{value} ({_origin(unit, name, '', words)})")
        for name, value in told.items()
    )
    return ". ".join(parts) + "."


def inputs_table(result: UnitResult, words: Words) -> Table:
    """What the unit is reckoned with, and which of it was filled."""
    _ = words._
    unit = result.unit
    fuel = unit.conditions[0].fuel
    columns = (Column(_("Input")), Column(_("Value"), "number"), Column(_("Range"), "number"), Column(_("From")))
    rows = (
        _number(unit, "mercury", _("Mercury of the coal, mg/kg dry"), unit.mercury, words),
        _number(unit, "heating_value", _("Higher heating value, MJ/kg dry"), unit.heating_value, words),
        _given(unit, "chlorine", _("Chlorine of the coal, mg/kg dry"), fuel.chlorine_mg_per_kg, words),
        _given(unit, "bromine", _("Bromine of the coal, mg/kg dry"), fuel.bromine_mg_per_kg, words),
        _given(unit, "sulphur", _("Sulphur of the coal, % dry"), fuel.sulphur_percent, words),
        _given(unit, "ash", _("Ash of the coal, % dry"), fuel.ash_percent, words),
        _given(unit, "unburned_carbon", _("Unburned carbon, %"), unit.conditions[0].unburned_carbon_percent, words),
        _number(unit, "capacity_factor", _("Capacity factor"), unit.capacity_factor, words),
        _number(unit, "heat_rate", _("Heat rate, GJ/MWh gross"), unit.heat_rate, words),
        _number(unit, "washing", _("Mercury taken out by washing, share"), unit.washing, words),
    )
    return Table(_("Inputs"), columns, rows, sheet=_("Inputs"))


def _origin(unit: CoalUnit, field: str, source: str, words: Words) -> str:
    _ = words._
    if field in unit.filled:
        return _("filled: {default}").format(default=_(unit.filled[field]))
    return _(source) or _("told in the input")


def _number(unit: CoalUnit, field: str, name: str, number: Number, words: Words) -> Row:
    source = text(_origin(unit, field, number.origin.source, words))
    # A number that was set to another value than its origin tells has no range from there.
    span = number_cells(number.origin, words)[1] if number.origin.value == number.value else text("")
    return Row((text(name), _cell(number.value, words), span, source))


def _given(unit: CoalUnit, field: str, name: str, value: float, words: Words) -> Row:
    return Row((text(name), _cell(value, words), text(""), text(_origin(unit, field, "", words))))


def _cell(value: float, words: Words) -> Cell:
    return Cell(four_figures(value, words), value, "General")


def quantities_table(result: UnitResult, words: Words) -> Table:
    """The emission in every unit, by the default method."""
    _ = words._
    columns = (Column(_("Quantity")), *amount_columns(_("Value"), words), Column(_("Unit")))
    rows = tuple(
        Row((text(_(names.QUANTITIES[name][0])), *amount_cells(amount, words), text(names.QUANTITIES[name][1])))
        for name, amount in result.quantities.items()
    )
    oxygen = exact(result.meta.oxygen_percent, words.lang)
    notes = (
        _("{years} years left ({rule}). Concentrations are dry, at {oxygen} % oxygen and 0 °C.").format(
            years=result.remaining_years, rule=_(result.meta.lifetime_rule), oxygen=oxygen
        ),
    )
    return Table(_("Emission to air"), columns, rows, notes=notes, sheet=_("Emission"))


def fates_table(result: UnitResult, words: Words) -> Table:
    """Where the mercury of the coal goes."""
    _ = words._
    coal = result.coal_kg_per_year.value
    columns = (Column(_("Where it goes")), *amount_columns(_("kg a year"), words), Column(_("Share"), "number"))
    rows = [
        _fate(words.known(names.FATES, name), amount, coal, words)
        for name, amount in sorted(result.fates.items(), key=lambda one: -one[1].value)
    ]
    rows += [
        _fate(_("of it in what is sold: {name}").format(name=words.known(names.FATES, name)), amount, coal, words)
        for name, amount in result.saleable_kg.items()
    ]
    footer = (_fate(_("Mercury of the coal"), result.coal_kg_per_year, coal, words, strong=True),)
    notes = (_(result.ash_note),) if result.ash_note else ()
    return Table(_("Where the mercury goes"), columns, tuple(rows), footer, notes, _("Where it goes"))


def _fate(name: str, amount: Amount, coal: float, words: Words, strong: bool = False) -> Row:
    share = words.share(amount.value / coal) if coal else text("")
    return Row((text(name), *amount_cells(amount, words), share), strong)


def methods_table(result: UnitResult, words: Words) -> Table:
    """Every method with its answer, or why it has none."""
    _ = words._
    columns = (
        Column(_("Method")),
        *amount_columns(_("kg a year"), words),
        Column(_("Removal"), "number"),
        Column(_("To be known")),
    )
    rows = tuple(
        Row(
            (
                text(_(one.title)),
                *amount_cells(one.kg_per_year, words),
                text("–") if one.removal is None else words.share(one.removal.value),
                text(words.listed(_(part) for part in one.told)),
            ),
            strong=one.is_default,
        )
        for one in result.methods
    )
    return Table(_("Emission by method"), columns, rows, notes=(_(result.default_reason),), sheet=_("Methods"))


def limits_table(result: UnitResult, words: Words) -> Table:
    """Limits that bind the unit, then some that would elsewhere."""
    _ = words._
    columns = (
        Column(_("Limit")),
        Column(_("Value"), "number"),
        Column(_("This unit"), "number"),
        Column(_("Unit")),
        Column(_("Holds here")),
        Column(_("Met")),
        Column(_("Probability"), "number"),
    )
    binding = [one for one in result.limits if one.applies]
    elsewhere = [one for one in result.limits if not one.applies]
    left = len(elsewhere) - _ELSEWHERE
    notes = (_("{count} more limits of others are not shown.").format(count=left),) if left > 0 else ()
    rows = tuple(_limit(one, words) for one in (*binding, *elsewhere[:_ELSEWHERE]))
    return Table(_("Beside dated limits"), columns, rows, notes=notes, sheet=_("Limits"))


def _limit(one: Position, words: Words) -> Row:
    _ = words._
    limit = one.deciding
    return Row(
        (
            text(words.pair(limit.jurisdiction, _(limit.name))),
            Cell(exact(limit.value, words.lang), limit.value, "General"),
            Cell(figures(one.emission, 3, words.lang), one.emission, "0.000"),
            text(_(limit.unit)),
            text(_("yes") if one.applies else _("no")),
            text(_("yes") if one.met else _("no")),
            words.share(one.probability),
        )
    )


def tests_table(tests: Reconciled, words: Words) -> Table:
    """The plant's own results and how well they fit together."""
    _ = words._
    columns = (
        Column(_("Result")),
        Column(_("Grams an hour"), "number"),
        Column(_("Error"), "number"),
        Column(_("Residual, standard deviations"), "number"),
    )
    rows = tuple(
        Row(
            (
                text(isolated(_(datum.name))),
                short(datum.grams_per_hour, words),
                words.share(datum.error),
                text(_("nothing checks it")) if residual is None else _residual(residual, words),
            )
        )
        for datum, residual in zip(tests.tests.data, tests.standardised, strict=True)
    )
    return Table(_("The plant's own tests"), columns, rows, notes=tuple(_(one) for one in tests.said), sheet=_("Tests"))


def _residual(value: float, words: Words) -> Cell:
    return Cell(figures(value, 2, words.lang), value, "0.00")
