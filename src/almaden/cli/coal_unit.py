"""``almaden coal unit``: one unit in depth."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Final

import typer

from almaden.cli.coal_input import (
    DEFAULT_LIFE,
    DEFAULT_SEED,
    CoalFile,
    Draws,
    Life,
    Seed,
    Year,
    day_of,
    meta_of,
    read_units,
    show_notes,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.errors import Fault, InputError
from almaden.wording import Text, did_you_mean, n_

if TYPE_CHECKING:
    from almaden.sectors.coal.plant import CoalUnit
    from almaden.sectors.coal.prepared import PreparedFleet

#: Draws of one unit, which is quick.
_DRAWS: Final = 10_000
#: Units of a file that are named where another was asked for.
_NAMED: Final = 10


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Follow the mercury of one unit from its coal to its stack: speciation after each device, every method "
            "side by side, limits, Article 8, its own tests, and what measures would do.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal unit unit.xlsx\n"
            "  almaden coal unit Global-Coal-Plant-Tracker-July-2024.xlsx --id G100000108106\n"
            "  almaden coal unit unit.xlsx --what-if --day 2030-01-01 --entry 2017-08-16\n"
            "  almaden coal unit unit.xlsx --json"
        )
    )(unit)


def unit(
    file: CoalFile,
    identifier: Annotated[
        str, typer.Option("--id", metavar="ID", help=_("Identifier of the unit, where the file has several."))
    ] = "",
    what_if: Annotated[bool, typer.Option("--what-if", help=_("Compare the usual measures."))] = False,
    day: Annotated[
        str, typer.Option("--day", metavar="DATE", help=_("Day for which limits are looked up; without it, today."))
    ] = "",
    entry: Annotated[
        str,
        typer.Option(
            "--entry",
            metavar="DATE",
            help=_("Day on which the Minamata Convention entered into force for the country, for Article 8."),
        ),
    ] = "",
    draws: Draws = _DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    life: Life = DEFAULT_LIFE,
    as_json: AsJson = False,
) -> None:
    """Reckon one unit."""
    from almaden.cli.coal_unit_show import show_unit
    from almaden.sectors.coal.unit import compute_unit
    from almaden.sectors.coal.unit_json import unit_as_dict

    fleet = read_units(file, None, year)
    one = _chosen(fleet, identifier, file.name)
    result = compute_unit(
        one,
        meta_of(fleet, draws, seed, life),
        day_of(day, "--day") or datetime.now(UTC).date(),
        entry=day_of(entry, "--entry"),
        tests=fleet.tests.get(one.id),
        questions=[question.said for question in fleet.questions.get(one.id, ())],
    )
    if as_json:
        typer.echo(json.dumps(unit_as_dict(result), ensure_ascii=False))
        return
    show_notes(fleet.notes)
    show_unit(result)


def _chosen(fleet: PreparedFleet, identifier: str, name: str) -> CoalUnit:
    if not identifier and len(fleet.units) == 1:
        return fleet.units[0]
    found = next((one for one in fleet.units if one.id == identifier), None)
    if found is None:
        ids = [one.id for one in fleet.units]
        near = get_close_matches(identifier, ids, n=3) if identifier else []
        known: Text | str = ", ".join(ids[:_NAMED])
        if len(ids) > _NAMED:
            known = Text("{names} and {count} more", names=known, count=len(ids) - _NAMED)
        raise InputError(
            Fault(
                n_("the file has no such unit") if identifier else n_("the file has several units"),
                file=name,
                column="--id",
                value=identifier,
                accepted=known,
                advice=did_you_mean(near) if near else n_("name one of them: --id IDENTIFIER"),
            )
        )
    return found
