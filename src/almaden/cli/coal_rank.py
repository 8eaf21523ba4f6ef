"""``almaden coal rank``: which units matter most, and how sure that is."""

from __future__ import annotations

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
from almaden.errors import Fault, InputError
from almaden.sectors.coal.terms import By
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.coal.ranked import RankResult

_TITLES = {
    "lifetime": n_("Units by mercury over their remaining life"),
    "rate": n_("Units by mercury for their output"),
    "kg": n_("Units by mercury in a year"),
}


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Rank the units of a fleet. Tells what share the first carry together, how many carry half, and with which "
            "probability a unit belongs to the first ten.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal rank Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN\n"
            "  almaden coal rank Global-Coal-Plant-Tracker-July-2024.xlsx --country ZAF --by rate --json"
        )
    )(rank)


def rank(
    file: CoalFile,
    country: Countries = None,
    by: Annotated[
        By, typer.Option("--by", help=_("What to rank by: remaining life, output (g/GWh) or a year."))
    ] = "lifetime",
    status: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATE", help=_("Units of this state; may be given several times.")),
    ] = None,
    min_mw: Annotated[float, typer.Option("--min-mw", min=0, help=_("Only units of at least this capacity."))] = 0.0,
    top: Annotated[int, typer.Option("--top", min=1, help=_("How many to list as text."))] = 20,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    ran_in: RanIn = None,
    life: Life = DEFAULT_LIFE,
    as_json: AsJson = False,
) -> None:
    """Rank a fleet."""
    from almaden.sectors.coal.ranked import rank_fleet

    found = read_units(file, country, year, ran_in)
    wanted = set(status or ["operating"])
    units = [unit for unit in found.units if unit.status in wanted and unit.full_mw >= min_mw]
    if not units:
        raise InputError(
            Fault(
                n_("there are no units of this state and capacity"),
                file=file.name,
                column="--status",
                value=", ".join(sorted(wanted)),
                accepted=", ".join(sorted({unit.status for unit in found.units})),
                advice=n_("take a state of the file, or a smaller capacity"),
            )
        )
    result = rank_fleet(units, meta_of(found, draws, seed, life), by)
    if as_json:
        typer.echo(result.to_json())
        return
    show_notes((*found.notes, *found.asked))
    _show(result, top)


def _show(result: RankResult, top: int) -> None:

    from almaden.cli.show import echo_title

    echo_title(_(_TITLES[result.by]))
    head = (_("kg a year"), _("remaining life"), "g/GWh", _("share"), _("rank"), _("top 10"))
    _line("", head)
    for unit in result.units[:top]:
        amounts = (shown(one)[0] for one in (unit.kg_per_year, unit.lifetime_kg, unit.g_per_gwh))
        ranks = f"{unit.rank_low}–{unit.rank_high}"
        cells = (*amounts, f"{100 * unit.cumulative_share:.1f} %", ranks, f"{100 * unit.p_top10:.0f} %")
        _line(f"{unit.name[:37]} ({unit.country})", cells)
    typer.echo()
    for note in result.notes:
        typer.echo(_(note))
    for share, count in result.counts.items():
        text = _("{count} units ({low} to {high}) of {units} carry {share} % of {total} kg")
        total = shown(result.total_kg)[0]
        typer.echo(
            text.format(
                count=count.value,
                low=count.low,
                high=count.high,
                units=len(result.units),
                share=f"{100 * share:.0f}",
                total=total,
            )
        )


def _line(name: str, cells: tuple[str, ...]) -> None:
    widths = (10, 15, 10, 9, 10, 8)
    typer.echo(f"{name:<44}" + "".join(f"{cell:>{size}}" for cell, size in zip(cells, widths, strict=True)))
