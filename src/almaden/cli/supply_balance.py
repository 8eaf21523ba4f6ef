"""``almaden supply balance``: supply against demand of an area and a year, with what nothing explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.chloralkali_input import OnDay, day_asked
from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import DEFAULT_DRAWS, Draws, Example, Plants, SupplyFile, echo_unverified, read_file, told

if TYPE_CHECKING:
    from almaden.supply.balance_result import Balance, TermResult


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``supply``."""
    app.command(
        help=_(
            "Set supply against demand. For each country, region and the world, with what nothing explains and whether "
            "it points to trade without a record.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply balance --example --year 2024\n"
            "  almaden supply balance supply.xlsx --region world --year 2024\n"
            "  almaden supply balance supply.xlsx --plants plants.xlsx --json"
        )
    )(balance)


def balance(
    file: SupplyFile = None,
    region: Annotated[
        str, typer.Option("--region", metavar="AREA", help=_("Only this country, region, continent, or world."))
    ] = "",
    year: Annotated[int | None, typer.Option("--year", min=1500, max=2200, help=_("Only this year."))] = None,
    plants: Plants = None,
    on: OnDay = "",
    example: Example = False,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Set supply against demand."""
    from almaden.sectors.chloralkali.readers.plants import read_plants
    from almaden.supply.balance import balances

    found = balances(
        read_file(file, example), region=region, year=year, plants=None if plants is None else read_plants(plants),
        on=day_asked(on), draws=draws, seed=seed,
    )  # fmt: skip
    if as_json:
        typer.echo(found.to_json())
        return
    from almaden.cli.supply_mines import echo_identify

    show_notes(tuple(found.notes))
    if found.meta.notice:
        typer.echo(_(found.meta.notice))
    for one in found.lines:
        _show(one)
    echo_identify(found.identify)
    echo_unverified(found.origins)


def _show(one: Balance) -> None:
    from almaden.cli.show import echo_title
    from almaden.supply.terms import DEMAND_TERMS, SUPPLY_TERMS, TERM_NAMES

    echo_title(_("{area}, {year}: mercury in t (95 % range)").format(area=_(one.area), year=one.year))
    found = {term.term: term for term in one.terms}
    for side, terms, total in (
        (_("Supply"), SUPPLY_TERMS, one.supply_t),
        (_("Demand"), DEMAND_TERMS, one.demand_t),
    ):
        for key in terms:
            typer.echo(f"  {_(TERM_NAMES[key]):<40} {_term(found[key])}")
        typer.secho(f"  {side:<40} {told(total)}", bold=True)
    typer.secho(f"  {_('Unexplained'):<40} {told(one.unexplained_t)}", bold=True)
    typer.echo(f"  {_(one.hidden.text)} (p = {one.hidden.p:.3g})")
    if one.hidden.indicated:
        typer.echo("  " + _("With small-scale gold mining present this is an indicator of hidden flow."))
    typer.echo()


def _term(one: TermResult) -> str:
    if one.t is None:
        return _("? (not told)")
    missing = _("(not told by {count} areas)").format(count=one.not_told) if one.not_told else ""
    return f"{told(one.t)} {missing}".rstrip()
