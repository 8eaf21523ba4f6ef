"""``almaden gold miner``: what each way to win gold brings the miner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.gold.miner_result import MethodResult, MinerResult

Positive: TypeAlias = float | None

_DRAWS, _SEED, _PRESENT = 10_000, 1, "whole_ore"
_WIDTHS = (26, 19, 23, 25, 10, 14)


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Compare ways to win gold for the miner. Yield, income, cost and payback of mercury, retort, gravity, "
            "borax and a processing centre. Works without a file, on defaults; it says what is default.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold miner --ore-t-per-day 2 --grade 6 --miners 8 --gold-price 90\n"
            "  almaden gold miner methods.xlsx --present concentrate --json"
        )
    )(miner)


def miner(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help=_("Own methods and prices: workbook or folder; may be left out.")),
    ] = None,
    ore: Annotated[Positive, typer.Option("--ore-t-per-day", min=0, help=_("Ore processed, t a day."))] = None,
    grade: Annotated[Positive, typer.Option("--grade", min=0, help=_("Gold in the ore, g/t."))] = None,
    days: Annotated[Positive, typer.Option("--days", min=0, max=366, help=_("Days of work in a year."))] = None,
    miners: Annotated[Positive, typer.Option("--miners", min=0, help=_("Miners who share it."))] = None,
    gold_price: Annotated[Positive, typer.Option("--gold-price", min=0, help=_("Fine gold, USD/g."))] = None,
    mercury_price: Annotated[Positive, typer.Option("--mercury-price", min=0, help=_("Mercury, USD/kg."))] = None,
    wage: Annotated[Positive, typer.Option("--wage", min=0, help=_("Work, USD a day; 0 leaves it out."))] = None,
    present: Annotated[str, typer.Option("--present", metavar="METHOD", help=_("Method that is used now."))] = _PRESENT,
    draws: Annotated[
        int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
    ] = _DRAWS,
    seed: Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the draws."))] = _SEED,
    as_json: AsJson = False,
) -> None:
    """Compare ways to win gold."""
    from almaden.sectors.gold.economics import economics
    from almaden.sectors.gold.methods import methods, with_values
    from almaden.sectors.gold.methods import prices as known_prices
    from almaden.sectors.gold.readers.methods import ReadMethods, read_methods

    given = read_methods(file) if file is not None else ReadMethods(methods(), known_prices(), "")
    options = {"ore_t_per_day": ore, "grade_g_per_t": grade, "days_per_year": days, "miners": miners,
               "gold_usd_per_g": gold_price, "mercury_usd_per_kg": mercury_price, "wage_usd_per_day": wage}  # fmt: skip
    told = with_values(given.prices, {key: value for key, value in options.items() if value is not None})
    result = economics(given.methods, told, present=present, draws=draws, seed=seed, input_sha256=given.sha256)
    if as_json:
        typer.echo(result.to_json())
        return
    _show(result)


def _show(result: MinerResult) -> None:
    from almaden.cli.show import echo_title
    from almaden.reports.numbers import figures

    echo_title(_("Ways to win gold, per miner"))
    head = (_("method"), _("g a day"), _("net, USD a year"), _("beside now, USD"), _("better in"), _("payback"))
    _line(head)
    for one in result.methods:
        better = "" if one.share_better is None else f"{one.share_better:.0%}"
        beside = _("the present method") if one.difference_usd is None else _shown(one.difference_usd)
        _line((_(one.name), _shown(one.yield_g_per_miner_day), _shown(one.net_usd), beside, better, _payback(one)))
    typer.echo()
    for one in result.methods:
        if one.break_even_recovery is not None:
            typer.echo(
                _("{method}: brings as much as now from a recovery of {share} on").format(
                    method=_(one.name), share=f"{one.break_even_recovery:.0%}"
                )
            )
        if one.break_even_gold is not None and one.break_even_gold.pays == "never":
            typer.echo(_("{method}: pays at no gold price").format(method=_(one.name)))
    typer.echo()
    for price in result.prices:
        text = _("{name}: {value} {unit} (default)") if price.default else _("{name}: {value} {unit}")
        unit = price.number.origin.unit
        typer.echo(text.format(name=_(price.name), value=figures(price.number.value, 4, LANGUAGE), unit=_(unit)))
    typer.echo()
    typer.echo(_("Found by others, not used here:"))
    for anchor in result.anchors:
        ends = [end for end in (anchor.low, anchor.high) if end is not None]
        share = anchor.unit == "share more"
        shown = " – ".join(dict.fromkeys(f"{end:+.0%}" if share else f"{end:g} {anchor.unit}" for end in ends))
        if anchor.low is None:
            shown = _("up to {value}").format(value=shown)
        typer.echo(f"  {shown}: {_(anchor.what)} ({anchor.year or '–'}, {anchor.status})")
    typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=len(result.unverified)))


def _payback(one: MethodResult) -> str:
    if one.payback is None:
        return ""
    if one.capital_usd.value == 0.0:
        return _("no purchase")
    if one.payback.months is None:
        return _("never")
    return _("{count} months").format(count=f"{one.payback.months:.1f}")


def _shown(amount: Amount) -> str:
    from almaden.reports.numbers import rounded

    return rounded(amount.value, amount.low, amount.high, LANGUAGE).text


def _line(cells: tuple[str, ...]) -> None:
    """A line of the table; a method whose name is long stands on a line of its own."""
    name, *rest = cells
    if len(name) >= _WIDTHS[0]:
        typer.echo(name)
        name = ""
    typer.echo(
        f"{name:<{_WIDTHS[0]}}"
        + "".join(f"{cell:>{size}}" for cell, size in zip(rest, _WIDTHS[1:], strict=True)).rstrip()
    )
