"""``almaden coal relevance``: the units that carry the share of the emission that Article 8 asks criteria to cover."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from almaden.cli.coal_input import (
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    CoalFile,
    Countries,
    Draws,
    RanIn,
    Seed,
    Year,
    read_units,
    show_notes,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.sectors.coal.relevance import Coverage, Relevance

#: So many units are listed as text.
_LISTED = 30


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Test which units are relevant sources under Article 8. Criteria of a Party must cover at least 75 % of "
            "the emissions of a category: the fewest units that do, and what a smallest thermal capacity would "
            "cover.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal relevance Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN\n"
            "  almaden coal relevance units.xlsx --min-thermal-mw 300 --json"
        )
    )(relevance)


def relevance(
    file: CoalFile,
    country: Countries = None,
    min_thermal_mw: Annotated[
        float | None,
        typer.Option("--min-thermal-mw", min=0, help=_("Criterion to test: units of at least this fuel input, MW.")),
    ] = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    ran_in: RanIn = None,
    as_json: AsJson = False,
) -> None:
    """Test relevance."""
    from almaden.sectors.coal.emission import air_draws
    from almaden.sectors.coal.relevance import coverage
    from almaden.sectors.coal.relevance import relevance as relevance_of
    from almaden.sectors.draws import FleetDraws

    found = read_units(file, country, year, ran_in)
    units = [unit for unit in found.units if unit.status == "operating"]
    air = air_draws(units, FleetDraws(draws, seed))
    made = relevance_of([unit.id for unit in units], air)
    within = None if min_thermal_mw is None else coverage(air, [unit.thermal_mw >= min_thermal_mw for unit in units])
    if as_json:
        typer.echo(_json(made, within))
        return
    show_notes((*found.notes, *found.asked))
    names = {unit.id: " ".join(filter(None, (unit.plant, unit.name))) or unit.id for unit in units}
    _show(made, within, names)


def _json(made: Relevance, within: Coverage | None) -> str:
    units = [{"id": unit, "probability": made.probability[unit]} for unit in made.units]
    criterion = None
    if within is not None:
        criterion = {"share": within.share, "share_low": within.low, "share_high": within.high}
        criterion["probability"] = within.probability
    return json.dumps(
        {"units": units, "share": made.share, "of_units": len(made.probability), "criterion": criterion},
        ensure_ascii=False,
    )


def _show(made: Relevance, within: Coverage | None, names: dict[str, str]) -> None:
    text = _("{count} of {units} units carry {share} % of the emission to air:")
    share = f"{100 * made.share:.1f}"
    typer.echo(text.format(count=len(made.units), units=len(made.probability), share=share))
    for unit in made.units[:_LISTED]:
        typer.echo(f"  {names[unit]:<60.60} {made.probability[unit]:>6.0%}")
    if len(made.units) > _LISTED:
        typer.echo("  " + _("... and {count} more").format(count=len(made.units) - _LISTED))
    typer.echo(_("The percentage is the probability that the unit belongs to such a set."))
    if within is not None:
        text = _("The criterion covers {share} % ({low} to {high}); it covers enough with a probability of {chance} %.")
        numbers = (f"{100 * value:.0f}" for value in (within.share, within.low, within.high, within.probability))
        typer.echo(text.format(**dict(zip(("share", "low", "high", "chance"), numbers, strict=True))))
