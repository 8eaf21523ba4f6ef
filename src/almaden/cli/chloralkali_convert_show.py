"""Conversions of chlor-alkali plants as text: what they cost and save, what decides, who bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.cli.show import echo_title
from almaden.inventory.result import Amount
from almaden.reports.numbers import rounded

if TYPE_CHECKING:
    from almaden.sectors.chloralkali.conversion_result import ConversionResult, Finance, Open, PlantConversion
    from almaden.sectors.chloralkali.sensitivity import Bar

_MILLION = 1e6
#: Columns of a tornado, and how many of its bars are shown.
_WIDTH = 40
_BARS = 10
#: Up to this many plants each is shown with all its figures.
_FEW = 3


def show_conversions(result: ConversionResult) -> None:
    """A few plants in full, many as a table; then all together."""
    echo_title(
        _("Conversion from mercury to membrane cells, money in EUR of {year}, with 95 % ranges").format(
            year=result.money_year
        )
    )
    if len(result.plants) <= _FEW:
        for plant in result.plants:
            _show_plant(plant)
    else:
        _show_table(result)
    if len(result.plants) > 1:
        total = result.total
        typer.echo()
        _line(_("all: capital, million"), _million(total.investment))
        _line(_("all: net present value, million"), _million(total.npv))
        _line(_("all: probability that it is above 0"), f"{100 * total.probability:.0f} %")
    typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=len(result.unverified)))


def _show_plant(plant: PlantConversion) -> None:
    typer.echo()
    title = _("{name}: {kt} kt of chlorine a year").format(name=plant.name, kt=f"{plant.capacity_t / 1000:,.4g}")
    typer.secho(title, bold=True)
    _line(_("capital, million"), _million(plant.investment))
    _line(_("paid once in all, million"), _million(plant.once))
    _line(_("saved in a year, million"), _million(plant.saving))
    _line(_("electricity saved, %"), _text(Amount(*(100 * end for end in _ends(plant.saved_energy)))))
    _line(_("surplus mercury to dispose of, t"), _text(plant.surplus_mercury_t))
    _line(_("net present value, million"), _million(plant.npv))
    _line(_("probability that it is above 0"), f"{100 * plant.probability:.0f} %")
    _line(_("payback, years"), _open(plant.payback))
    _line(_("payback with interest, years"), _open(plant.discounted_payback))
    _line(_("internal rate, % a year"), _open(plant.internal_rate, 100.0))
    _line(_("levelised cost, EUR per t chlorine"), _text(plant.levelised))
    _line(_("price of electricity at which it is even, EUR/MWh"), _open(plant.break_even_price))
    if plant.finance is not None:
        _show_finance(plant.finance)
    _show_tornado(plant.tornado, plant.finance.npv.value if plant.finance else plant.npv.value)


def _show_finance(finance: Finance) -> None:
    typer.echo()
    parts = _("Grant {grant}, loan {loan}, own {equity} million EUR")
    sums = (f"{one / _MILLION:,.4g}" for one in (finance.grant, finance.loan, finance.equity))
    typer.echo(parts.format(**dict(zip(("grant", "loan", "equity"), sums, strict=True))))
    _line(_("net present value to the owner, million"), _million(finance.npv))
    if finance.currency != "EUR":
        name = _("the same in million {currency}").format(currency=finance.currency)
        _line(name, _million(finance.npv_own))
    _line(_("probability that it is above 0"), f"{100 * finance.probability:.0f} %")
    never = _("never")
    _line(_("first year from the decision in which debt service exceeds savings"), str(finance.exceeds_year or never))
    _line(_("probability that there is such a year"), f"{100 * finance.exceeds_probability:.0f} %")
    if finance.largest_devaluation is not None:
        _line(_("largest yearly rise of what foreign money costs without a loss"), f"{finance.largest_devaluation:.1%}")
    _line(_("grant needed, % of the capital"), _text(Amount(*(100 * end for end in _ends(finance.grant_needed)))))


def _show_tornado(bars: tuple[Bar, ...], base: float) -> None:
    """Net present value at both ends of each input, as bars on one scale."""
    if not bars:
        return
    shown = bars[:_BARS]
    ends = [end for bar in shown for end in (bar.npv_at_low, bar.npv_at_high)]
    low, high = min(*ends, base), max(*ends, base)
    scale = (_WIDTH - 1) / (high - low)
    typer.echo()
    typer.echo(_("What decides: net present value, million, at the low and the high end of each"))
    for bar in shown:
        begin, end = sorted(round((one - low) * scale) for one in (bar.npv_at_low, bar.npv_at_high))
        middle = round((base - low) * scale)
        drawn = "".join("│" if at == middle else "█" if begin <= at <= end else " " for at in range(_WIDTH))
        values = f"{bar.npv_at_low / _MILLION:>9,.1f}{bar.npv_at_high / _MILLION:>9,.1f}"
        typer.echo(f"  {_(bar.title)[:44]:<45}{drawn}{values}")


def _show_table(result: ConversionResult) -> None:
    typer.echo()
    head = ("kt", _("capital"), _("saved a year"), _("NPV"), _("NPV > 0"), _("payback"))
    _row(_("money in million EUR"), head)
    for plant in result.plants:
        cells = (
            f"{plant.capacity_t / 1000:,.4g}",
            _million(plant.investment),
            _million(plant.saving),
            _million(plant.npv),
            f"{100 * plant.probability:.0f} %",
            _open(plant.payback),
        )
        _row(f"{plant.name[:32]} ({plant.country})", cells)


def _row(name: str, cells: tuple[str, ...]) -> None:
    widths = (8, 20, 20, 22, 9, 20)
    typer.echo(f"{name:<40}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, widths, strict=True)))


def _line(name: str, value: str) -> None:
    typer.echo(f"  {name:<62}{value}")


def _million(one: Amount) -> str:
    return _text(Amount(*(end / _MILLION for end in _ends(one))))


def _text(one: Amount) -> str:
    return rounded(one.value, one.low, one.high, LANGUAGE).text


def _ends(one: Amount) -> tuple[float, float, float]:
    return one.value, one.low, one.high


def _open(one: Open, factor: float = 1.0) -> str:
    """A value with its range; an end that does not exist is a word."""
    ends = tuple(None if end is None else end * factor for end in (one.value, one.low, one.high))
    if None not in ends:
        return _text(Amount(*(end for end in ends if end is not None)))
    value, low, high = (_("never") if end is None else f"{end:.3g}" for end in ends)
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)
