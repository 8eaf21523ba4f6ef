"""``almaden fate receptor`` and ``footprint``: where what falls here is from, and what would reach it from anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.fate_air import (
    Emissions,
    Outlines,
    Step,
    To,
    Winds,
    Year,
    air,
    people,
    percent,
    tell_beside,
    tell_notes,
    wanted,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.fate.atmosphere.attribution import Attribution
    from almaden.fate.atmosphere.footprint import Footprint


def add_commands(app: CommandGroup) -> None:
    """Add the commands to the group ``fate``."""
    app.command(
        help=_(
            "Tell where what comes down on a region, an ocean basin or a band of latitude is from: people in each of "
            "the 17 regions, facilities, and what sea, soils, fires and rock give back. The shares add to 1; "
            "published ones stand beside them.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate receptor --at arctic\n"
            '  almaden fate receptor --at "North Pacific" --year 2015 --out shares.csv\n'
            "  almaden fate receptor --at usa --facilities plants.csv --json\n"
            '  almaden fate receptor --at "My lake" --meteorology era5.nc --areas watersheds.geojson'
        )
    )(receptor)
    app.command(
        help=_(
            "Tell of what is emitted anywhere the share that comes down on a region, an ocean basin or a band of "
            "latitude, for each species.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden fate footprint --to arctic\n"
            '  almaden fate footprint --to "North Pacific" --grid 2.5 --out footprint --json'
        )
    )(footprint)


def receptor(
    at: Annotated[
        str,
        typer.Option(
            "--at", metavar="PLACE", help=_("A region, an ocean basin or a band of latitude, such as arctic.")
        ),
    ],
    emissions: Emissions = None,
    year: Year = None,
    facilities: Annotated[
        Path | None,
        typer.Option(
            "--facilities", metavar="FILE", help=_("Sources at points, told apart; on top of the other emissions.")
        ),
    ] = None,
    legacy: Annotated[
        float | None,
        typer.Option("--legacy", metavar="YEAR", help=_("Year of what sea, soils and waste give back; else 2010.")),
    ] = None,
    history: Annotated[
        str,
        typer.Option("--history", metavar="NAME", help=_("Emission history that the legacy of a year is of.")),
    ] = "ssp1-26",
    winds: Winds = None,
    areas: Outlines = None,
    step: Step = 5.0,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write the shares as CSV."))] = None,
    as_json: AsJson = False,
) -> None:
    """Tell where what comes down on a receptor is from."""
    from almaden.fate.atmosphere.attribution import attribute
    from almaden.fate.atmosphere.receivers import all_receivers
    from almaden.fate.atmosphere.sources import natural
    from almaden.fate.legacy_emission import sources_of_year

    model = air(step, winds)
    atmosphere, chosen = model.atmosphere, wanted(model, at, areas)
    ground = natural(atmosphere.surface) if legacy is None else sources_of_year(atmosphere.surface, legacy, history)
    sources = people(atmosphere, emissions, year).plus(ground)
    if facilities is not None:
        from almaden.fate.atmosphere.readers.emission_tables import read_facilities
        from almaden.fate.atmosphere.sources import facilities as facility_sources

        sources = sources.plus(facility_sources(read_facilities(facilities), atmosphere.grid))
    others = [one for one in all_receivers(atmosphere) if one.key != chosen.key]
    found = attribute(atmosphere, sources, [*others, chosen], model.own_winds)
    written = [] if out is None else [_write_shares(out, found, chosen.key)]
    if as_json:
        told = found.as_dict(receptors=[chosen.key]) | {"written": [str(one) for one in written], **model.told}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show_shares(found, chosen.key, model.findings)
    tell_written(written, as_json)


def _write_shares(out: Path, found: Attribution, key: str) -> Path:
    from dataclasses import asdict

    from almaden.cli.monitoring_input import write_rows

    write_rows(out, [asdict(one) for one in found.onto(key)])
    return out


def _show_shares(found: Attribution, key: str, findings: tuple[str, ...]) -> None:
    from almaden.cli.monitoring_input import number
    from almaden.cli.show import echo_title

    flows = found.onto(key)
    echo_title(_("Where what comes down is from: {name}").format(name=_(flows[0].receptor_name)))
    total = sum(one.deposition_mg_per_year for one in flows)
    for_area = sum(one.deposition_ug_per_m2_per_year for one in flows)
    typer.echo(_("{total} Mg/yr, {area} µg/m² a year").format(total=number(total), area=number(for_area)))
    kinds = {
        "region": _("people"), "other": _("people"), "facility": _("facility"), "natural": _("natural"),
        "legacy": _("legacy"), "re-emitted": _("natural and legacy"),
    }  # fmt: skip
    for one in flows:
        typer.echo(
            f"  {percent(one.share_of_receptor):>10}  {_(one.source_name):<32} {kinds[one.source_kind]:<20}"
            f"{number(one.deposition_mg_per_year):>10} Mg/yr"
        )
    typer.echo(_("Published figures and ours:"))
    tell_beside(found.beside)
    tell_notes((*findings, *found.findings), found.caveats, len(found.unverified))


def footprint(
    to: To,
    emissions: Emissions = None,
    year: Year = None,
    winds: Winds = None,
    areas: Outlines = None,
    step: Step = 5.0,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=_("Folder for NetCDF, CSV, GeoJSON and the regions."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what reaches a receptor from anywhere."""
    from almaden.cli.show import echo_title
    from almaden.fate.atmosphere.footprint import footprint as footprint_of

    model = air(step, winds)
    chosen = wanted(model, to, areas)
    found = footprint_of(model.atmosphere, chosen, people(model.atmosphere, emissions, year), model.own_winds)
    written = [] if out is None else _write_footprint(out, found)
    if as_json:
        told = found.as_dict() | {"written": [str(one) for one in written], **model.told}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    echo_title(_("What of each region's emission comes down on: {name}").format(name=_(found.receptor_name)))
    for one in found.regions:
        parts = [
            f"{name} {'-' if share is None else percent(share)}"
            for name, share in (("Hg0", one.hg0), ("Hg2+", one.hg2), ("HgP", one.hgp))
        ]
        typer.echo(f"  {percent(one.share):>10}  {_(one.source_name):<28} {'; '.join(parts)}")
    tell_notes((*model.findings, *found.findings), found.caveats, len(found.unverified))
    tell_written(written, as_json)


def _write_footprint(folder: Path, found: Footprint) -> list[Path]:
    from almaden.cli.language import LANGUAGE
    from almaden.reports.fate.footprint_files import write_footprint

    return write_footprint(found, folder, LANGUAGE)
