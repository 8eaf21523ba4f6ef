"""What the commands about law share: the input, the Party, the day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.coal_input import day_of
from almaden.cli.language import _

if TYPE_CHECKING:
    from almaden.convention.law import Law, PartyLaw

LawFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--law",
        metavar="FILE",
        help=_("Parties, exemptions and measures of your own: workbook, folder or table; added to those known."),
    ),
]
OnDate: TypeAlias = Annotated[
    str, typer.Option("--date", metavar="DATE", help=_("Day asked about, year-month-day; today if left out."))
]
PartyName: TypeAlias = Annotated[
    str, typer.Option("--party", metavar="ISO3", help=_("Country that asks: its code or name."))
]


def law_of(file: Path | None) -> Law:
    """What is known of Parties and laws, with those of an input.

    Raises:
        InputError: the input has faults.
    """
    from almaden.convention.law import known_law
    from almaden.convention.readers.law import read_law

    return known_law(read_law(file) if file is not None else None)


def party_of(name: str, law: Law) -> PartyLaw | None:
    """What binds the country that was named; None where none was.

    Raises:
        InputError: no country has this name.
    """
    from almaden.reference.countries import find_country

    return law.party(find_country(name)) if name else None


def date_asked(text: str) -> date:
    """The day that was asked for, or today.

    Raises:
        InputError: the text is no day.
    """
    return day_of(text, "--date") or datetime.now(UTC).date()
