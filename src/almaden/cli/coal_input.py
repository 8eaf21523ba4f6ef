"""What the commands of coal share: the file with units, the year, how ranges are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.language import LANGUAGE, _
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.inventory.result import Amount
    from almaden.sectors.coal.prepared import PreparedFleet
    from almaden.sectors.coal.records import UnitBase
    from almaden.sectors.coal.result import Meta

CoalFile: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help=_("Workbook of the Global Coal Plant Tracker; or units of your own: workbook, folder or table."),
    ),
]
Countries: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="ISO3", help=_("Only units of this country: IDN; may be given several times.")),
]
Draws: TypeAlias = Annotated[
    int, typer.Option("--draws", min=100, max=1_000_000, help=_("Draws of the uncertain numbers."))
]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, help=_("Seed of the draws."))]
Year: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--year",
        min=1950,
        max=2100,
        help=_(
            "Year that states and remaining lives are for; otherwise this year, or for the tracker the year of its "
            "newest unit that operates."
        ),
    ),
]
RanIn: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--ran-in",
        metavar="YEAR",
        min=1950,
        max=2100,
        help=_("Only units that ran in this year, under the practice of that year: 2015."),
    ),
]
Changes: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--changes",
        metavar="FILE",
        help=_("Table of your own measures, in place of the usual ones; its columns are those of the template."),
    ),
]
Discount: TypeAlias = Annotated[
    float | None,
    typer.Option("--discount", metavar="RATE", min=0, max=1, help=_("Real rate that capital is paid back with; 0.07.")),
]
Life: TypeAlias = Annotated[
    str,
    typer.Option(
        "--life", metavar="RULE", help=_("Rule for the end of life; planned or age 40, age 30, age 50, tracker.")
    ),
]

DEFAULT_DRAWS = 1_000
DEFAULT_SEED = 1
#: Countries of a file that are named where another was asked for.
_NAMED = 12
#: Name of the rule for the end of life that stands where none is chosen.
DEFAULT_LIFE = "planned or age 40"


def read_units(
    file: Path, countries: list[str] | None, year: int | None, ran_in: int | None = None, changes: Path | None = None
) -> PreparedFleet:
    """Units of a file, filled.

    Args:
        file: the file.
        countries: only units of these.
        year: year that states are for.
        ran_in: only units that ran in this year.
        changes: a table of changes that stands beside the file; it takes the place of the file's own.

    Raises:
        InputError: the file has faults, or no unit of the countries.
    """
    from almaden.reference.countries import find_country
    from almaden.sectors.coal.prepared import latest_year, prepare
    from almaden.sectors.coal.readers.fleet import read_changes, read_fleet

    wanted = {find_country(one) for one in countries or ()}
    found = read_fleet(file)
    if changes is not None:
        found = replace(found, changes=read_changes(changes, found))
    # A register holds the world as it was when it was given out; a few units of one's own say nothing of today.
    given_out = latest_year(found.units) if found.format == "register" else None
    state_year = year or given_out or datetime.now(UTC).year
    fleet = prepare(found, state_year, wanted, ran_in)
    if not fleet.units:
        raise InputError(
            Fault(
                n_("there are no units of this country or year"),
                file=file.name,
                value=", ".join([*sorted(wanted), *([str(ran_in)] if ran_in else [])]),
                accepted=_there(found.units),
                advice=n_("take a country and a year of the file"),
            )
        )
    return fleet


def _there(units: Sequence[UnitBase]) -> Text | str:
    """The countries of units, those with the most units first."""
    counted = [country for country, _count in Counter(one.country for one in units).most_common()]
    known = ", ".join(counted[:_NAMED])
    more = len(counted) - _NAMED
    return Text("{names} and {count} more countries", names=known, count=more) if more > 0 else known


def meta_of(fleet: PreparedFleet, draws: int, seed: int, life: str) -> Meta:
    """How results of a fleet are made."""
    from almaden import __version__
    from almaden.sectors.coal.life import lifetime_rules
    from almaden.sectors.coal.result import Meta

    if life not in lifetime_rules():
        raise InputError(
            Fault(n_("there is no such rule for the end of life"), column="--life", value=life,
                  accepted=", ".join(lifetime_rules()))
        )  # fmt: skip
    return Meta(
        program="almaden",
        version=__version__,
        draws=draws,
        seed=seed,
        sampler="latin hypercube",
        input_sha256=fleet.sha256,
        state_year=fleet.year,
        lifetime_rule=life,
    )


def day_of(text: str, option: str) -> date | None:
    """A day as year-month-day; None where nothing is said.

    Raises:
        InputError: it is none.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            Fault(
                n_("this is no day"),
                column=option,
                value=text,
                accepted="2017-08-16",
                advice=n_("write it as year-month-day"),
            )
        ) from None


def shown(amount: Amount) -> tuple[str, str]:
    """Value, and range in brackets, with the figures that the range supports."""
    from almaden.reports.numbers import rounded

    found = rounded(amount.value, amount.low, amount.high, LANGUAGE)
    return found.value, found.span


def show_notes(notes: tuple[str, ...]) -> None:
    """What is to be known, on the error stream, so that it never mixes with what is asked for."""
    for note in notes:
        typer.echo(_("Note: {text}").format(text=_(note)), err=True)
