"""Tables and figures of conversions: what they cost and save, what decides, who bears it."""

from __future__ import annotations

from typing import Final

from almaden.reports.chloralkali.shared import (
    amount_cells,
    amount_columns,
    in_percent,
    millions,
    open_cells,
    read_in,
    short,
)
from almaden.reports.coal.names import country
from almaden.reports.document import Cell, Column, Figure, Row, Table
from almaden.reports.drawings import Line, LineChart
from almaden.reports.numbers import figures
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, isolated, text
from almaden.sectors.chloralkali.conversion_cash import ONCE_PARTS, SAVING_PARTS
from almaden.sectors.chloralkali.conversion_result import ConversionResult, Finance, PlantConversion

_MILLION: Final = 1e6
_T_PER_KT: Final = 1e3
#: Numbers of a tornado that are told.
_BARS: Final = 12


def told(plant: PlantConversion, words: Words) -> str:
    """The answer in a sentence."""
    return words._(
        "A plant of {kt} kt of chlorine a year: net present value {npv} million EUR, above 0 with a probability of "
        "{share}."
    ).format(
        kt=figures(plant.capacity_t / _T_PER_KT, 3, words.lang),
        npv=words.with_span(millions(plant.npv)),
        share=words.share(plant.probability).text,
    )


def figures_table(plant: PlantConversion, words: Words) -> Table:
    """What a conversion costs and saves."""
    _ = words._
    rows = (
        (_("capital, million EUR"), amount_cells(millions(plant.investment), words)),
        (_("paid once in all, million EUR"), amount_cells(millions(plant.once), words)),
        (_("saved in a year, million EUR"), amount_cells(millions(plant.saving), words)),
        (_("electricity saved, %"), amount_cells(in_percent(plant.saved_energy), words)),
        (_("net present value, million EUR"), amount_cells(millions(plant.npv), words)),
        (_("probability that it is above 0"), (words.share(plant.probability), text(""))),
        (_("payback, years"), open_cells(plant.payback, words)),
        (_("payback with interest, years"), open_cells(plant.discounted_payback, words)),
        (_("levelised cost, EUR per t chlorine"), amount_cells(plant.levelised, words)),
        (_("price of electricity at which it is even, EUR/MWh"), open_cells(plant.break_even_price, words)),
        (_("surplus mercury to dispose of, t"), amount_cells(plant.surplus_mercury_t, words)),
    )
    columns = (Column(_("Quantity")), *amount_columns(_("Value"), words))
    return Table(
        _("What it costs and saves"), columns, tuple(Row((text(name), *cells)) for name, cells in rows),
        sheet=_("Cost and savings"),
    )  # fmt: skip


def parts_table(plant: PlantConversion, words: Words) -> Table:
    """The parts of what is paid once and of what a year saves."""
    _ = words._
    once = [(_("paid once"), _(ONCE_PARTS[key]), one / _MILLION) for key, one in plant.once_parts.items()]
    saved = [(_("saved"), _(SAVING_PARTS[key]), one) for key, one in plant.saving_parts.items()]
    rows = [(*one, _("million EUR")) for one in once] + [(*one, _("EUR/t Cl2")) for one in saved]
    columns = (Column(_("What")), Column(_("Part")), Column(_("Value"), "number"), Column(_("Unit")))
    made = tuple(Row((text(what), text(part), short(value, words), text(unit))) for what, part, value, unit in rows)
    note = _("Values of record; what is below 0 costs more than before.")
    return Table(_("Parts"), columns, made, notes=(note,), sheet=_("Parts"))


def tornado_table(plant: PlantConversion, words: Words) -> Table:
    """What moves the net present value most."""
    _ = words._
    columns = (
        Column(_("Number")), Column(_("low end"), "number"), Column(_("high end"), "number"), Column(_("Unit")),
        Column(_("at the low end"), "number"), Column(_("at the high end"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(_(one.title)), short(one.low, words), short(one.high, words), text(_(one.unit)),
                short(one.npv_at_low / _MILLION, words), short(one.npv_at_high / _MILLION, words),
            )
        )
        for one in plant.tornado[:_BARS]
    )  # fmt: skip
    caption = _("What decides: net present value, million EUR, at the ends of each number")
    if plant.finance is not None:
        caption = _("What decides: net present value to the owner, million EUR, at the ends of each number")
    return Table(caption, columns, rows, sheet=_("What decides"))


def cash_figure(plant: PlantConversion, words: Words) -> Figure:
    """Money by year and its discounted sum."""
    _ = words._
    years = tuple(float(one.year) for one in plant.cash)
    flows = tuple((one.capital + one.change + one.saving) / _MILLION for one in plant.cash)
    sums = tuple(one.cumulative / _MILLION for one in plant.cash)
    lines = (
        Line(_("in the year"), COLOURS[0], years, flows),
        Line(_("sum so far, discounted"), COLOURS[1], years, sums),
    )
    chart = LineChart(lines, _("years from the decision"), _("million EUR"), words.lang)
    alt = _("Two lines over {years} years; the discounted sum ends at {sum} million EUR.").format(
        years=len(years), sum=figures(sums[-1], 3, words.lang)
    )
    return Figure(chart, _("Cash flow by year, values of record."), alt)


def finance_table(finance: Finance, words: Words) -> Table:
    """How a conversion is paid for, and what its owner is left with."""
    _ = words._
    never = _("never")
    exceeds = text(never) if finance.exceeds_year is None else words.given(finance.exceeds_year)
    rows: list[tuple[str, tuple[Cell, Cell]]] = [
        (_("grant, million EUR"), (short(finance.grant / _MILLION, words), text(""))),
        (_("loan, million EUR"), (short(finance.loan / _MILLION, words), text(""))),
        (_("own money, million EUR"), (short(finance.equity / _MILLION, words), text(""))),
        (_("net present value to the owner, million EUR"), amount_cells(millions(finance.npv), words)),
        (_("probability that it is above 0"), (words.share(finance.probability), text(""))),
        (_("first year from the decision in which debt service exceeds savings"), (exceeds, text(""))),
        (_("probability that there is such a year"), (words.share(finance.exceeds_probability), text(""))),
        (_("grant needed, % of the capital"), amount_cells(in_percent(finance.grant_needed), words)),
    ]
    if finance.currency != "EUR":
        name = _("net present value to the owner, million {currency}").format(currency=finance.currency)
        rows.insert(4, (name, amount_cells(millions(finance.npv_own), words)))
    if finance.largest_devaluation is not None:
        largest = words.share(finance.largest_devaluation)
        rows.append((_("largest yearly loss of value of the own money without a loss"), (largest, text(""))))
    columns = (Column(_("Quantity")), *amount_columns(_("Value"), words))
    made = tuple(Row((text(name), *cells)) for name, cells in rows)
    return Table(_("How it is paid for"), columns, made, sheet=_("Finance"))


def plants_table(result: ConversionResult, words: Words) -> Table:
    """All plants with their results, then all together."""
    _ = words._
    columns = (
        Column(_("Chlor-alkali plant")), Column(_("Country")), Column(_("kt Cl2 a year"), "number"),
        *amount_columns(_("Capital"), words), *amount_columns(_("NPV"), words), Column(_("NPV > 0"), "number"),
        Column(_("Payback, years"), "number"), Column(_("95 % range"), "number"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(isolated(one.name)), text(country(one.country, words)),
                short(one.capacity_t / _T_PER_KT, words), *amount_cells(millions(one.investment), words),
                *amount_cells(millions(one.npv), words), words.share(one.probability),
                *open_cells(one.payback, words),
            )
        )
        for one in result.plants
    )  # fmt: skip
    total = result.total
    footer = Row(
        (
            text(_("all")), text(""), short(total.capacity_t / _T_PER_KT, words),
            *amount_cells(millions(total.investment), words), *amount_cells(millions(total.npv), words),
            words.share(total.probability), text(""), text(""),
        ),
        strong=True,
    )  # fmt: skip
    caption = _("Conversions, money in million EUR of {year}").format(year=result.money_year)
    return Table(caption, columns, rows, (footer,), sheet=_("Plants"))


def published_table(result: ConversionResult, words: Words) -> Table:
    """What conversions cost as far as it was published."""
    _ = words._
    columns = (
        Column(_("Conversion")), Column(_("Plants"), "number"), Column(_("million EUR each"), "number"),
        Column(_("EUR per t a year"), "number"), Column(_("Source")),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(_(one.title)), words.given(one.plants), short(one.eur_per_plant / _MILLION, words),
                short(one.eur_per_t, words), read_in(one.source, one.seen, one.status, words),
            )
        )
        for one in result.beside
    )  # fmt: skip
    caption = _("Published costs in EUR of {year}").format(year=result.money_year)
    return Table(caption, columns, rows, sheet=_("Published costs"))
