"""``almaden coal project``: the mercury of a fleet year by year until its last unit closes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from almaden.cli.coal_input import (
    DEFAULT_DRAWS,
    DEFAULT_LIFE,
    DEFAULT_SEED,
    CoalFile,
    Countries,
    Draws,
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
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.coal.projection import Projection
    from almaden.sectors.coal.scenario_tables import ScenarioRecord

#: Years between the lines of the text.
_EVERY: Final = 5


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Follow the mercury of a fleet year by year. It goes on until the last unit closes, under named "
            "assumptions on lives, plants that are not built yet, and best techniques.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal project Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN\n"
            "  almaden coal project Global-Coal-Plant-Tracker-July-2024.xlsx --scenario frozen --scenario bat --json\n"
            "  almaden coal project units.xlsx --scenarios scenarios.csv --out years.csv"
        )
    )(project)


def project(
    file: CoalFile,
    country: Countries = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option("--scenario", metavar="KEY", help=_("Scenario; may be given several times. Without it, all.")),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--scenarios", metavar="FILE", help=_("Table of your own scenarios, in place of the program's.")),
    ] = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Write all years into this table (.csv)."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Project a fleet."""
    from almaden.sectors.coal.outlook import outlooks_under

    assumed = _assumed(scenario or [], table)
    found = read_units(file, country, year)
    meta = meta_of(found, draws, seed, DEFAULT_LIFE)
    made = outlooks_under(found.units, meta, assumed)
    if out is not None:
        _write(out, made)
    if as_json:
        projections = [json.loads(one.to_json()) for one in made]
        typer.echo(json.dumps({"meta": asdict(meta), "projections": projections}, ensure_ascii=False))
        return
    show_notes((*found.notes, *found.asked))
    _show(made)
    if out is not None:
        tell_written([out], as_json)


def _assumed(keys: Sequence[str], table: Path | None) -> list[ScenarioRecord]:
    from almaden.sectors.coal.readers.beside import read_scenarios
    from almaden.sectors.coal.scenario_tables import scenarios

    known = scenarios() if table is None else {one.scenario: one for one in read_scenarios(table)}
    faults = [
        Fault(n_("there is no such scenario"), column="--scenario", value=key, accepted=", ".join(known))
        for key in keys
        if key not in known
    ]
    if faults:
        raise InputError(faults)
    return [known[key] for key in keys or known]


def _show(made: Sequence[Projection]) -> None:
    from almaden.cli.show import echo_title

    for one in made:
        echo_title(_(one.scenario.name or one.scenario.scenario))
        _line(_("year"), (_("kg a year"), _("95 % range"), _("units")))
        last = len(one.years) - 1
        for place, (year, amount, units) in enumerate(zip(one.years, one.total, one.units, strict=True)):
            if year % _EVERY == 0 or place in (0, last):
                _line(str(year), (*shown(amount), f"{units:,.0f}"))
        _line(_("all"), (*shown(one.sum_kg), ""))
        typer.echo()


def _line(name: str, cells: Sequence[str]) -> None:
    typer.echo(f"  {name:<8}" + "".join(f"{cell:>24}" for cell in cells))


def _write(path: Path, made: Sequence[Projection]) -> None:
    import pandas as pd

    from almaden.reports.files import write_atomically

    frames = [one.to_frame() for one in made]
    for one, frame in zip(made, frames, strict=True):
        frame.insert(0, "scenario", one.scenario.scenario)
    write_atomically(path, pd.concat(frames).to_csv(index=False).encode("utf-8"))
