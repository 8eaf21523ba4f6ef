"""``almaden gold estimate``: gold and mercury of the small-scale mining of a country, by every route."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.coal_input import Draws, Seed, show_notes
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.sectors.gold.terms import PRACTICES, Practice, RatioSet
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.sectors.gold.data import GoldData

_DRAWS = 10_000
_SEED = 1
_REDUCTION = 0.3

GoldFile: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="FILE", help=_("Field data or figures of a country: workbook, folder or table of sites.")),
]
Ratios: TypeAlias = Annotated[
    RatioSet, typer.Option("--ratios", help=_("Ratios of mercury to gold where the country has none of its own."))
]
Split: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--practice",
        metavar="NAME=SHARE",
        help=_(
            "Share of the gold won by whole_ore, concentrate or mercury_free, in place of what the file tells; "
            "several times: they add to 1."
        ),
    ),
]
Retorts: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--retorts",
        metavar="SHARE",
        min=0,
        max=1,
        help=_("Share of the amalgam that is burnt in retorts, in place of what the file tells; 0.2."),
    ),
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Estimate the gold and the mercury of a country. By every route that there are data for, each with its "
            "range; where the mercury goes, by region and practice; against the supply of mercury; and whether a "
            "later survey could tell a reduction.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold estimate field.xlsx\n"
            "  almaden gold estimate field.xlsx --practice concentrate=0.8 --practice whole_ore=0.2 --retorts 0.1\n"
            "  almaden gold estimate field.xlsx --ratios toolkit-2019 --json\n"
            "  almaden gold estimate field.xlsx --inventory gold-rows"
        )
    )(estimate)


def estimate(
    file: GoldFile,
    ratios: Ratios = "field",
    practice: Split = None,
    retorts: Retorts = None,
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    reduction: Annotated[
        float,
        typer.Option(
            "--reduction",
            metavar="SHARE",
            min=0.001,
            max=0.999,
            help=_("Reduction of mercury of which it is asked whether a later survey could tell it."),
        ),
    ] = _REDUCTION,
    inventory: Annotated[
        Path | None,
        typer.Option(
            "--inventory", metavar="PATH", help=_("Write the lines of an inventory into this folder or workbook.")
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Estimate gold and mercury."""
    from almaden.sectors.gold.estimate import estimate as estimated
    from almaden.sectors.gold.readers.field import read_gold

    data = told(read_gold(file), practice, retorts)
    found = estimated(data, ratio_set=ratios, draws=draws, seed=seed, reduction=reduction)
    if inventory is not None:
        from almaden.reports.inventory_files import write_inventory
        from almaden.sectors.gold.as_inventory import as_inventory

        write_inventory(as_inventory(found), inventory, LANGUAGE)
    if as_json:
        typer.echo(found.to_json())
        return
    from almaden.cli.gold_estimate_show import show

    show_notes(found.notes)
    show(found)
    if inventory is not None:
        tell_written([inventory], as_json, [_("Next: almaden inventory run {path}").format(path=inventory)])


def told(data: GoldData, split: list[str] | None, retorts: float | None) -> GoldData:
    """The data with what the command line says of practices and retorts.

    Args:
        data: as read.
        split: shares by practice, in place of the table of practices; None leaves it.
        retorts: share of the amalgam burnt in retorts, everywhere; None leaves what is told.

    Raises:
        InputError: a share cannot be read.
    """
    from almaden.sectors.gold.records import PracticeRecord

    if split:
        rows = (PracticeRecord(practice=name, share=share, source="--practice") for name, share in map(_part, split))
        data = replace(data, practices=tuple(rows))
    if retorts is None:
        return data
    change = {"retort_share": retorts}
    # Of a range that the file tells nothing is left: it was that of another value.
    ends = {"retort_share_low": None, "retort_share_high": None}
    return replace(
        data,
        practices=tuple(row.model_copy(update={**change, **ends}) for row in data.practices),
        sites=tuple(site.model_copy(update=change) for site in data.sites),
    )


def _part(text: str) -> tuple[Practice, float]:
    name, _equals, number = text.partition("=")
    practice = next((one for one in PRACTICES if one == name.strip()), None)
    try:
        share = float(number)
    except ValueError:
        share = -1.0
    if practice is None or not 0.0 <= share <= 1.0:
        raise InputError(
            Fault(
                n_("this is no share of a practice"),
                column="--practice",
                value=text,
                accepted="concentrate=0.8",
                advice=n_("write whole_ore, concentrate or mercury_free, = and a share from 0 to 1"),
            )
        )
    return practice, share
