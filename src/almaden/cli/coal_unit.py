"""``almaden coal unit``: one unit in depth."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer

from almaden.cli.coal_input import (
    DEFAULT_LIFE,
    DEFAULT_SEED,
    Changes,
    CoalFile,
    Discount,
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


Entry: TypeAlias = Annotated[
    str,
    typer.Option(
        "--entry",
        metavar="DATE",
        help=_("Day on which the Minamata Convention entered into force for the country, for Article 8."),
    ),
]
#: Paragraphs 5 (a) to (e) of Article 8, as in the table of its measures.
Measure: TypeAlias = Annotated[
    Literal["goal", "elv", "bat_bep", "multi_pollutant", "alternative"] | None,
    typer.Option("--measure", help=_("Measure that the Party chose for existing sources under Article 8.")),
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Follow the mercury of one unit from coal to stack. Tells its forms after each device, every method side "
            "by side, limits, Article 8, the unit's own tests, and what measures would do.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal unit unit.xlsx\n"
            "  almaden coal unit Global-Coal-Plant-Tracker-July-2024.xlsx --id G100000108106\n"
            "  almaden coal unit unit.xlsx --what-if --day 2030-01-01 --entry 2017-08-16\n"
            "  almaden coal unit unit.xlsx --changes changes.csv\n"
            "  almaden coal unit unit.xlsx --json"
        )
    )(unit)


def unit(
    file: CoalFile,
    identifier: Annotated[
        str, typer.Option("--id", metavar="ID", help=_("Identifier of the unit, where the file has several."))
    ] = "",
    what_if: Annotated[
        bool, typer.Option("--what-if", help=_("Compare the usual measures, and those of the file's own."))
    ] = False,
    changes: Changes = None,
    discount: Discount = None,
    day: Annotated[
        str, typer.Option("--day", metavar="DATE", help=_("Day for which limits are looked up; without it, today."))
    ] = "",
    entry: Entry = "",
    measure: Measure = None,
    draws: Draws = _DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    life: Life = DEFAULT_LIFE,
    as_json: AsJson = False,
) -> None:
    """Reckon one unit."""
    from almaden.cli.coal_unit_show import show_unit
    from almaden.cli.coal_what_if_show import show_what_if
    from almaden.sectors.coal.costs import economy
    from almaden.sectors.coal.offer import Offer
    from almaden.sectors.coal.unit import compute_unit
    from almaden.sectors.coal.unit_json import unit_as_dict
    from almaden.sectors.coal.what_if import compared_as_dict
    from almaden.sectors.coal.what_if import what_if as measures_at

    fleet = read_units(file, None, year, changes=changes)
    one = chosen(fleet, identifier, file.name)
    meta = meta_of(fleet, draws, seed, life)
    result = compute_unit(
        one,
        meta,
        day_of(day, "--day") or datetime.now(UTC).date(),
        entry=day_of(entry, "--entry"),
        tests=fleet.tests.get(one.id),
        questions=[question.said for question in fleet.questions.get(one.id, ())],
        measure=measure or "",
    )
    # Measures are taken in the year after the one that the fleet is known for.
    how = economy(fleet.year + 1, discount, rule=life)
    offer = Offer.told(fleet.changes, usual=changes is None)
    compared = measures_at(one, offer.of(one.id), meta, how) if what_if or changes is not None else ()
    if as_json:
        told = unit_as_dict(result) | ({"what_if": compared_as_dict(compared)} if compared else {})
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    show_notes(fleet.notes)
    show_unit(result)
    if compared:
        show_what_if(compared, how.money_year)


def chosen(fleet: PreparedFleet, identifier: str, name: str, option: str = "--id") -> CoalUnit:
    """The unit with an identifier; the only one where none is said.

    Args:
        fleet: the units.
        identifier: the identifier, empty for the only unit.
        name: name of the file, for the error.
        option: the option that told the identifier, for the error.

    Raises:
        InputError: there is no such unit, or there are several.
    """
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
                column=option,
                value=identifier,
                accepted=known,
                advice=did_you_mean(near) if near else Text("name one of them: {option} IDENTIFIER", option=option),
            )
        )
    return found
