"""``almaden monitoring gaps``, ``network-plan`` and ``network-template``: where nobody measures, what would help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.supply_input import echo_unverified
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.network.coverage import Coverage, Measured
    from almaden.monitoring.network.placement import Placement
    from almaden.monitoring.network.plan import NetworkPlan

By = Literal["region", "zone", "biome", "country"]


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``monitoring``."""
    app.command(
        "gaps",
        help=_(
            "Tell where nobody measures, and where one more site would tell most. Sites are counted by region, zone or "
            "biome and medium; proposed are places that lower the error of a region's mean most.\n\n"
            "Without a file the published measurements of this store are counted, those that are made up left out.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden monitoring gaps --year 2026\n"
            "  almaden monitoring network-template network.xlsx\n"
            "  almaden monitoring gaps network.xlsx --year 2026\n"
            "  almaden monitoring gaps network.xlsx --year 2026 --by biome --json\n"
            "  almaden monitoring gaps network.xlsx --year 2026 --medium air --region Europe --places 3"
        ),
    )(gaps)
    app.command(
        "network-plan",
        help=_(
            "Add up what a planned network needs. Samples, duplicates, blanks, sites side by side and costs, year by "
            "year.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden monitoring network-plan network.xlsx"
        ),
    )(network_plan)
    app.command(
        "network-template",
        help=_(
            "Write a workbook to start a regional network. It holds sites that measure and sites that are planned, "
            "with examples.\n\n"
            "\b\n"
            "Example:\n"
            "  almaden monitoring network-template network.xlsx"
        ),
    )(network_template)


def gaps(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=_("Workbook of the template, or a table of sites."))
    ] = None,
    *,
    year: Annotated[int, typer.Option("--year", min=1900, max=2200, help=_("Year that sites should run in."))],
    by: Annotated[By, typer.Option("--by", help=_("What sites are counted by."))] = "region",
    medium: Annotated[
        str, typer.Option("--medium", help=_("Medium to propose places for, such as air; otherwise none."))
    ] = "",
    species: Annotated[str, typer.Option("--species", help=_("Species, such as GEM; otherwise all together."))] = "",
    region: Annotated[str, typer.Option("--region", help=_("Region to propose places in; otherwise each."))] = "",
    places: Annotated[int, typer.Option("--places", min=1, max=50, help=_("Places to propose a region."))] = 1,
    as_json: AsJson = False,
) -> None:
    """Tell where nobody measures."""
    import json

    from almaden.monitoring.network.coverage import coverage
    from almaden.monitoring.network.placement import placement

    measured = _measured(file)
    found = coverage(measured, year, by)
    proposed = None
    if medium:
        proposed = placement(measured, medium, species, year, region=region, count=places)
    if as_json:
        answer = {**found.as_dict(), **({"placement": proposed.as_dict()} if proposed is not None else {})}
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    _show_gaps(found)
    if proposed is not None:
        _show_places(proposed)


def _measured(file: Path | None) -> tuple[Measured, ...]:
    """What the sites of a file measure, or those of the store that are published."""
    if file is None:
        from almaden.store.setup import start

        start()
        from almaden.store.observations.monitored import measured

        found = measured(made_up=False)
        problem, advice = n_("no measurements are published in this store"), n_("name a file with sites")
    else:
        from almaden.monitoring.network.readers.network import read_network

        found = read_network(file).measured
        problem, advice = n_("no site that measures is told"), n_("fill in the sheet 'measured'")
    if not found:
        raise InputError(Fault(problem, file="" if file is None else file.name, advice=advice))
    return found


def network_plan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook of the template, or a table of sites."))],
    as_json: AsJson = False,
) -> None:
    """Add up what a planned network needs."""
    from almaden.monitoring.network.plan import plan
    from almaden.monitoring.network.readers.network import read_network

    network = read_network(file)
    if not network.planned:
        advice = n_("fill in the sheet 'planned'")
        raise InputError(Fault(n_("no planned site is told"), file=file.name, advice=advice))
    found = plan(network.planned, network.sha256)
    if as_json:
        typer.echo(found.to_json())
        return
    _show_plan(found)


def network_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("Workbook to write; it must not exist."))],
    as_json: AsJson = False,
) -> None:
    """Write the workbook."""
    from almaden.reports.monitoring.network_template import NETWORK_TEMPLATE

    NETWORK_TEMPLATE.write(file, LANGUAGE)
    tell_written([file], as_json)


def _show_gaps(found: Coverage) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Sites that measure mercury in {year}").format(year=found.year))
    medium = None
    for one in found.groups:
        if (one.matrix, one.species) != medium:
            medium = (one.matrix, one.species)
            typer.echo()
            typer.secho(f"{_(one.matrix)} {one.species}".strip(), bold=True)
        sites = _("{running} of {sites} running, {long} long").format(
            running=one.running, sites=one.sites, long=one.long
        )
        typer.echo(f"  {_(one.group):<34} {sites:<30} {_(one.told)}")
    typer.echo()
    for note in found.notes:
        typer.echo(_(note))


def _show_places(found: Placement) -> None:
    from almaden.cli.show import echo_title

    typer.echo()
    echo_title(_("Where one more site would tell most"))
    for one in found.places:
        change = _("error of the mean {before} %, with it {after} %").format(
            before=f"{one.error_before * 100:.1f}", after=f"{one.error_after * 100:.1f}"
        )
        typer.echo(f"  {_(one.region):<34} {one.latitude:7.1f} {one.longitude:7.1f}  {change}")
    typer.echo()
    for note in found.notes:
        typer.echo(_(note))
    echo_unverified(found.origins)


def _show_plan(found: NetworkPlan) -> None:
    from almaden.cli.language import LANGUAGE
    from almaden.cli.show import echo_title
    from almaden.reference.numerals import decimal

    echo_title(_("What the network needs: {sites} sites").format(sites=found.sites))
    for one in found.years:
        text = _(
            "{year}: {sites} sites, {samples} samples, {duplicates} duplicates, {blanks} blanks: {analyses} analyses"
        ).format(**{name: value for name, value in vars(one).items() if name != "usd"})
        cost = "" if one.usd is None else f", {decimal(one.usd, 0, LANGUAGE)} USD"
        typer.echo(f"  {text}{cost}")
    if found.usd is not None:
        typer.echo(_("In all {usd} USD").format(usd=decimal(found.usd, 0, LANGUAGE)))
    for check in found.checks:
        typer.echo(_(check))
    echo_unverified(found.origins)
