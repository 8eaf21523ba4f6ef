"""``almaden coal fleet``: all units of a tracker or template, with sums by country and state."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import (
    DEFAULT_DRAWS,
    DEFAULT_LIFE,
    DEFAULT_SEED,
    CoalFile,
    Countries,
    Draws,
    Life,
    RanIn,
    Seed,
    Year,
    meta_of,
    read_units,
    show_notes,
    shown,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.progress import progress_bar
from almaden.cli.written import tell_written

if TYPE_CHECKING:
    from almaden.sectors.coal.result import FleetResult


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Reckon every unit of a fleet. Tells its emission with range by country and state, what was filled, and "
            "what is not verified.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal fleet Global-Coal-Plant-Tracker-July-2024.xlsx\n"
            "  almaden coal fleet Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN --draws 10000 --json\n"
            "  almaden coal fleet Global-Coal-Plant-Tracker-July-2024.xlsx --ran-in 2015 --out units.csv"
        )
    )(fleet)


def fleet(
    file: CoalFile,
    country: Countries = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    ran_in: RanIn = None,
    life: Life = DEFAULT_LIFE,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Write the units into this table (.csv)."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Reckon a fleet."""
    from almaden.sectors.coal.fleet import compute_fleet

    found = read_units(file, country, year, ran_in)
    with progress_bar(_("Units")) as bar:
        result = compute_fleet(
            found.units,
            meta_of(found, draws, seed, life),
            (*found.notes, *found.asked),
            processes=os.cpu_count() or 1,
            progress=(lambda done: bar(done, len(found.units))) if bar else None,
        )
    if out is not None:
        from almaden.reports.files import write_atomically

        write_atomically(out, result.to_frame().to_csv(index=False).encode("utf-8"))
    if as_json:
        typer.echo(result.to_json())
        return
    show_notes((*found.notes, *found.asked))
    _show(result)
    if out is not None:
        tell_written([out], as_json)


def _show(result: FleetResult) -> None:
    from almaden.cli.show import echo_title

    echo_title(_("Coal-fired units, emission of mercury to air, kg a year"))
    head = (_("units"), "MW", _("kg a year"), _("95 % range"), _("remaining life"), _("95 % range"))
    _line("", "", head)
    # Countries with the most first; a fleet of one country has no line for the world.
    countries = sorted({one.country for one in result.totals if one.country}, key=lambda name: _sort(result, name))
    for name in (*countries, *([""] if len(countries) > 1 else [])):
        for total in result.totals:
            if total.country == name and (name == "" or len(countries) <= _MANY or total.status == "operating"):
                cells = (f"{total.units:,}", f"{total.capacity_mw:,.1f}", *shown(total.kg_per_year))
                _line(name or _("all"), _(total.status), (*cells, *shown(total.lifetime_kg)))
    typer.echo()
    filled = ", ".join(f"{_(name)} {count:,}" for name, count in result.filled.items())
    typer.echo(_("Filled from default tables (units): {names}").format(names=filled or _("nothing")))
    typer.echo(_("Rests on {count} unverified numbers; --json lists them.").format(count=len(result.unverified)))


#: With more countries than this only units that operate are listed by country.
_MANY = 3


def _sort(result: FleetResult, country: str) -> tuple[float, str]:
    kg = sum(one.kg_per_year.value for one in result.totals if (one.country, one.status) == (country, "operating"))
    return -kg, country


def _line(country: str, status: str, cells: tuple[str, ...]) -> None:
    widths = (8, 14, 12, 18, 16, 20)
    typer.echo(
        f"{country:<6}{status:<14}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, widths, strict=True))
    )
