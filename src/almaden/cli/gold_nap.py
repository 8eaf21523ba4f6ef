"""``almaden gold nap``: a National Action Plan reckoned through, from its baseline to what is missing in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from almaden.cli.coal_input import Draws, Seed, show_notes
from almaden.cli.gold_estimate import Ratios
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson

if TYPE_CHECKING:
    from almaden.sectors.gold.chapter import PlanResult
    from almaden.sectors.gold.data import GoldData
    from almaden.sectors.gold.terms import RatioSet

#: Draws where nothing else is asked for.
_DRAWS = 10_000
_SEED = 1

PlanFile: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help=_("Workbook or folder with the field data or figures of a country and the tables of its plan."),
    ),
]
Discount: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--discount", metavar="RATE", min=0, max=1, help=_("Real rate at which later costs are discounted; 0.05.")
    ),
]
Until: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--until",
        metavar="YEAR",
        min=1990,
        max=2200,
        help=_("Last year; otherwise that of the last target or of the last measure in full."),
    ),
]
Budgets: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--budgets",
        metavar="FILE",
        help=_("Published budgets to compare with, in place of the 16 of the program: NAP_budgets.csv."),
    ),
]
DiscountMercury: TypeAlias = Annotated[
    bool, typer.Option("--discount-mercury", help=_("Discount the kilograms that costs are set against, too."))
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``gold``."""
    app.command(
        help=_(
            "Reckon a National Action Plan through. Whether measures reach the targets and a survey could tell it, "
            "mercury year by year, cost of each kilogram, what Annex C asks for and is missing, the budget beside "
            "published ones, formalisation.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden gold nap country.xlsx\n"
            "  almaden gold nap country.xlsx --until 2035 --discount 0.07\n"
            "  almaden gold nap country.xlsx --ratios toolkit-2019 --json"
        )
    )(nap)


def nap(
    file: PlanFile,
    ratios: Ratios = "field",
    draws: Draws = _DRAWS,
    seed: Seed = _SEED,
    discount: Discount = None,
    until: Until = None,
    budgets: Budgets = None,
    discount_mercury: DiscountMercury = False,
    as_json: AsJson = False,
) -> None:
    """Reckon a plan through."""
    from almaden.cli.gold_nap_show import show_plan
    from almaden.sectors.gold.readers.field import read_gold

    found = plan_from(read_gold(file), ratios, draws, seed, discount, until, budgets, discount_mercury)
    if as_json:
        typer.echo(found.to_json())
        return
    show_notes((*found.baseline.notes, *found.notes))
    show_plan(found)


def plan_from(
    data: GoldData,
    ratios: RatioSet,
    draws: int,
    seed: int,
    discount: float | None,
    until: int | None,
    budgets: Path | None,
    discount_mercury: bool,
) -> PlanResult:
    """A plan as the options of the command line ask for it, with what is odd in the file of budgets among its notes."""
    from almaden.sectors.gold.chapter import plan_of
    from almaden.sectors.gold.readers.budgets import read_budgets

    published = read_budgets(budgets) if budgets is not None else None
    found = plan_of(
        data,
        ratio_set=ratios,
        draws=draws,
        seed=seed,
        discount=discount,
        until=until,
        discount_mercury=discount_mercury,
        published=published.sums if published else None,
    )
    return replace(found, notes=(*found.notes, *(published.questions if published else ())))
