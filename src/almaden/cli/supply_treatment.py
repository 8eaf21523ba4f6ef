"""``almaden supply treatment``, ``waste`` and ``template``: routes, the informal market, what people fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import DEFAULT_DRAWS, Draws, Example, SupplyFile, echo_unverified, read_file, told
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.supply.informal import InformalMarket, InformalStream
    from almaden.supply.treatment import Treatment


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``supply``."""
    app.command(
        help=_(
            "Tell what a treatment makes of mercury. How much is recovered, bound or lost, and the mass of product.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply treatment --tonnes 10 --route stabilisation\n"
            "  almaden supply treatment --tonnes 10 --low 8 --high 13 --route recovery --json"
        )
    )(treatment)
    app.command(
        help=_(
            "Tell how much mercury of wastes may reach the informal market. Of oil, gas and smelting, as a range.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply waste --example\n"
            "  almaden supply waste supply.xlsx --json"
        )
    )(waste)
    app.command(
        help=_(
            "Write a workbook to be filled in. It holds mines, sources, stocks, uses, trade, scenarios, wastes.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden supply template supply.xlsx"
        )
    )(template)


def treatment(
    tonnes: Annotated[float, typer.Option("--tonnes", min=0, help=_("Mercury that is treated, t."))],
    route: Annotated[
        str,
        typer.Option(
            "--route",
            metavar="NAME",
            help=_("recovery, stabilisation, sulphur polymer, cement, landfill or salt mine."),
        ),
    ],
    low: Annotated[float | None, typer.Option("--low", min=0, help=_("Low end of its 95 % range, t."))] = None,
    high: Annotated[float | None, typer.Option("--high", min=0, help=_("High end of its 95 % range, t."))] = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Tell what a treatment makes of mercury."""
    from almaden.supply.treatment import treat

    found = treat(tonnes, route, low, high, draws=draws, seed=seed)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show(found)


def _show(found: Treatment) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("{route}: mercury in t (95 % range)").format(route=_(found.name)))
    lines = (
        (_("Mercury that goes in"), found.mercury_t),
        (_("Recovered as metal"), found.recovered_t),
        (_("Bound in the product"), found.bound_t),
        (_("In residues or lost"), found.residue_t),
    )
    for name, amount in lines:
        typer.echo(f"  {name:<28} {told(amount)}")
    if found.product_t is not None:
        typer.echo(f"  {_('Mass of the product'):<28} {told(found.product_t)}")


def waste(
    file: SupplyFile = None,
    example: Example = False,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Tell how much mercury of wastes may reach the informal market."""
    from almaden.supply.informal import informal_market

    found = informal_market(read_file(file, example), draws=draws, seed=seed)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes(tuple(found.notes))
    _show_waste(found)


def _show_waste(found: InformalMarket) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Mercury in wastes, t (95 % range)"))
    if found.meta.notice:
        typer.echo(_(found.meta.notice))
    for one in (*found.streams, *found.sums):
        name = _(one.stream) if one.stream else _("together")
        typer.secho(f"{one.area} {one.year}, {name}", bold=not one.stream)
        for title, amount in (
            (_("In the waste"), one.generated_t),
            (_("Documented as disposed of"), one.disposed_t),
            (_("Not documented"), one.undocumented_t),
        ):
            typer.echo(f"  {title:<28} {told(amount)}")
        typer.echo(f"  {_('To the informal market'):<28} {_informal(one)}")
    echo_unverified(found.origins)


def _informal(one: InformalStream) -> str:
    from almaden.cli.language import LANGUAGE
    from almaden.reference.numerals import decimal

    if one.informal_t is not None:
        return told(one.informal_t)
    if one.least_t is None or one.most_t is None:
        return "?"
    low, high = (decimal(end, 1, LANGUAGE) for end in (one.least_t, one.most_t))
    return _("{low} to {high}, by what is told").format(low=low, high=high)


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the template."""
    from almaden.cli.language import LANGUAGE
    from almaden.reports.supply_template import SUPPLY_TEMPLATE

    SUPPLY_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json, [_("Next: almaden supply balance {path}").format(path=file)])
