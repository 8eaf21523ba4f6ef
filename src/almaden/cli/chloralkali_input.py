"""What the commands of chlor-alkali share: the register, the day, the countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.language import LANGUAGE, _
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.chloralkali.data import PlantData

PlantFile: TypeAlias = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help=_("Register of plants: workbook, folder or table; without it the one that comes with the program."),
    ),
]
OnDay: TypeAlias = Annotated[str, typer.Option("--on", metavar="DAY", help=_("Day to answer for; otherwise today."))]
Countries: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="ISO3", help=_("Only plants of this country: BRA; may be given several times.")),
]


def read_register(file: Path | None, countries: list[str] | None = None) -> PlantData:
    """The plants of a file, or of the register that comes with the program.

    Raises:
        InputError: the file has faults, or there is no plant of the countries.
    """
    from almaden.reference.countries import find_country
    from almaden.sectors.chloralkali.data import bundled
    from almaden.sectors.chloralkali.readers.plants import read_plants

    wanted = {find_country(one) for one in countries or ()}
    data = bundled() if file is None else read_plants(file)
    plants = tuple(plant for plant in data.plants if not wanted or plant.country in wanted)
    if not plants:
        raise InputError(
            Fault(
                n_("no plants of this country are registered"),
                file="" if file is None else file.name,
                column="--country",
                value=", ".join(sorted(wanted)),
                accepted=", ".join(sorted({plant.country for plant in data.plants})),
                advice=n_("take a country of the register"),
            )
        )
    kept = {plant.id for plant in plants}
    return replace(data, plants=plants, balances=tuple(one for one in data.balances if one.plant in kept))


def day_asked(text: str) -> date:
    """The day that was asked for, or today.

    Raises:
        InputError: the text is no day.
    """
    return day_of(text, "--on") or datetime.now(UTC).date()


def shown(amount: Amount) -> str:
    """An amount with its range, with the figures that the range supports."""
    from almaden.reports.numbers import rounded

    return rounded(amount.value, amount.low, amount.high, LANGUAGE).text
