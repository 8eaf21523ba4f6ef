"""``almaden supply mines``: mines of mercury, their output, and how long each may go on under Article 3."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import OnDay, day_asked
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import DEFAULT_DRAWS, Draws, Example, SupplyFile, echo_unverified, read_file, told

if TYPE_CHECKING:
    from almaden.supply.article3 import ToIdentify
    from almaden.supply.data import SupplyData
    from almaden.supply.mines import MineRegister, MineResult


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``supply``."""
    app.command(
        help=_(
            "Tell which mines give mercury. How each stands, until when Article 3 lets it go on, and what it gave.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply mines\n"
            "  almaden supply mines --country MEX --json\n"
            "  almaden supply mines supply.xlsx --on 2026-01-01"
        )
    )(mines)


def mines(
    file: SupplyFile = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="ISO3", help=_("Only this country; several times."))
    ] = None,
    on: OnDay = "",
    example: Example = False,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Tell which mines give mercury."""
    from almaden.supply.data import bundled_mines
    from almaden.supply.mines import mine_register

    data = bundled_mines() if file is None and not example else read_file(file, example)
    found = mine_register(_only(data, country), day_asked(on), draws=draws, seed=seed)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def _only(data: SupplyData, countries: list[str] | None) -> SupplyData:
    if not countries:
        return data
    from almaden.errors import Fault, InputError
    from almaden.reference.countries import find_country
    from almaden.wording import n_

    wanted = {find_country(one) for one in countries}
    kept = tuple(mine for mine in data.mines if mine.area in wanted)
    if not kept:
        raise InputError(
            Fault(
                n_("no mines of this country are registered"),
                column="--country",
                value=", ".join(sorted(wanted)),
                accepted=", ".join(sorted({mine.area for mine in data.mines})),
                advice=n_("take a country of the register"),
            )
        )
    keys = {mine.id for mine in kept}
    return replace(
        data,
        mines=kept,
        outputs=tuple(one for one in data.outputs if one.mine in keys),
        sources=(),
        stocks=tuple(one for one in data.stocks if one.area in wanted),
    )


def _show(found: MineRegister) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Mines of mercury on {day}").format(day=found.on.isoformat()))
    if found.meta.notice:
        typer.echo(_(found.meta.notice))
    for one in found.mines:
        _mine(one)
    sums = [one for one in found.sums if one.output_t is not None]
    if sums:
        typer.echo()
        typer.secho(_("Mercury of all mines of a kind, t (95 % range)"), bold=True)
        kinds = {"primary": _("primary"), "by-product": _("by-product")}
        for total in sums:
            missing = _("{count} mines tell nothing").format(count=total.not_told) if total.not_told else ""
            line = f"  {total.area:<16} {total.year} {kinds[total.kind]:<12} {told(total.output_t):<20} {missing}"
            typer.echo(line.rstrip())
    echo_identify(found.identify)
    echo_unverified(found.origins)


def _mine(one: MineResult) -> None:
    standings = {
        "not asked": _("not asked"),
        "not bound": _("not bound"),
        "ended": _("ended"),
        "allowed until": _("allowed until {day}"),
        "barred since": _("barred since {day}"),
        "barred: new mine": _("barred: new mine"),
        "unclear": _("unclear"),
    }
    last = one.article3.last_day
    standing = standings[one.article3.standing].format(day="" if last is None else last.isoformat())
    mark = " *" if one.mine.status == "unverified" else ""
    typer.echo(f"{one.mine.area}  {one.mine.name or one.mine.id}{mark}: {standing}")
    typer.echo(f"     {_(one.article3.text)}")
    years = [f"{year.year}: {told(year.output_t)}" for year in one.years]
    if years:
        typer.echo("     " + _("output, t: {years}").format(years="; ".join(years)))


def echo_identify(found: tuple[ToIdentify, ...]) -> None:
    """The stocks and supplies that Article 3 asks to identify."""
    from almaden.cli.language import LANGUAGE
    from almaden.reference.numerals import decimal
    from almaden.supply.article3 import term

    if not found:
        return
    typer.echo()
    typer.secho(_("To be identified under Article 3, paragraph 5(a)"), bold=True)
    names = {
        "stock": _("stock above {t} t").format(t=f"{term('stock_t').value:g}"),
        "supply": _("supply above {t} t a year").format(t=f"{term('supply_t_per_year').value:g}"),
    }
    for one in found:
        unsure = "" if one.sure else _("(only within its range)")
        tonnes = decimal(one.tonnes, 0, LANGUAGE)
        typer.echo(f"  {one.area:<16} {one.year} {names[one.what]:<26} {_(one.name)}: {tonnes} t {unsure}".rstrip())
