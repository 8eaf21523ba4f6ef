"""``almaden coal plan``: the cheapest measures over a fleet for a target, a budget or a limit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from almaden.cli.coal_input import (
    DEFAULT_DRAWS,
    DEFAULT_LIFE,
    DEFAULT_SEED,
    CoalFile,
    Countries,
    Discount,
    Draws,
    Life,
    RanIn,
    Seed,
    Year,
    meta_of,
    read_units,
    show_notes,
)
from almaden.cli.help import CommandGroup
from almaden.cli.language import _
from almaden.cli.options import AsJson
from almaden.cli.streams import solver_silenced
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.scenarios.by_year import PlanYear
    from almaden.scenarios.plan_problem import Conditions
    from almaden.scenarios.plan_result import PlanResult
    from almaden.sectors.coal.prepared import PreparedFleet
    from almaden.sectors.coal.result import Meta


Target: TypeAlias = Annotated[
    str,
    typer.Option("--target", metavar="SHARE|KG", help=_("What is to be abated: 50% of today, or 2000 kg a year.")),
]
Budget: TypeAlias = Annotated[
    float | None, typer.Option("--budget", metavar="USD", help=_("What all measures may cost in a year."))
]
Limit: TypeAlias = Annotated[
    float | None, typer.Option("--limit", metavar="KG", min=0, help=_("The most that a unit may emit in a year."))
]
Caps: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--cap", metavar="PROVINCE=KG", help=_("The most that the units of a province may emit; may be repeated.")
    ),
]
Excluded: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="MEASURE", help=_("A measure that is not to be used; may be repeated.")),
]
Measures: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--measures",
        metavar="FILE",
        help=_("Table of your own measures in place of the usual ones, as the sheet changes of the template."),
    ),
]
Yearly: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--by-year",
        metavar="FILE",
        help=_("Table of targets by year: year, target_percent or target_kg, and most_measures if so many."),
    ),
]
Out: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help=_("Write the measures into this table (.csv)."))
]


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Choose measures for the units that operate. The cheapest that meet a target, what a budget buys, or what "
            "brings every unit under a limit. Also a plan that meets the target in nine draws of ten.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal plan Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN --target 50%\n"
            "  almaden coal plan Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN --budget 10000000 --json\n"
            "  almaden coal plan units.xlsx --target 800 --exclude retire --cap Banten=300\n"
            "  almaden coal plan units.xlsx --by-year targets.csv --out plan.csv\n"
            "  almaden coal plan units.xlsx --limit 50 --measures changes.csv --out plan.csv"
        )
    )(plan)


def plan(
    file: CoalFile,
    country: Countries = None,
    target: Target = "",
    budget: Budget = None,
    limit: Limit = None,
    cap: Caps = None,
    exclude: Excluded = None,
    measures: Measures = None,
    yearly: Yearly = None,
    discount: Discount = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    ran_in: RanIn = None,
    life: Life = DEFAULT_LIFE,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Plan measures."""
    from almaden.cli.coal_plan_show import show_plan, show_years
    from almaden.scenarios.by_year import YearTarget, by_year, highest
    from almaden.scenarios.coal_options import fleet_options
    from almaden.scenarios.coal_plan import plan as make_plan
    from almaden.sectors.coal.costs import economy
    from almaden.sectors.coal.offer import Offer
    from almaden.sectors.coal.readers.beside import read_beside
    from almaden.sectors.draws import FleetDraws

    share, kg = target_of(target)
    targets = read_beside(yearly, YearTarget, "years") if yearly is not None else ()
    found = read_units(file, country, year, ran_in, measures)
    offer = Offer.told(found.changes, usual=measures is None).without(exclude or ())
    units = [unit for unit in found.units if unit.status == "operating"]
    # Measures are taken in the year after the one that the fleet is known for.
    how = economy(found.year + 1, discount, rule=life)
    able = fleet_options(units, how, offer, FleetDraws(draws, seed))
    conditions, today = _conditions(found, limit, cap or []), sum(able.baseline.values())
    if targets:
        _alone(target, budget)
        kg = highest(targets, today)
    make = partial(make_plan, target_kg=kg, target_share=share, budget_usd=budget, conditions=conditions)
    with solver_silenced():
        made = make(able.options, able.baseline, draws=able.draws)
    years = by_year(made.expected, targets, today) if targets else ()
    names = {unit.id: " ".join(filter(None, (unit.plant, unit.name))) for unit in units}
    if out is not None:
        _write(out, made, years, names)
    if as_json:
        typer.echo(_json(made, years, meta_of(found, draws, seed, life), asdict(how)))
        return
    show_notes((*found.notes, *found.asked))
    show_plan(made, names, how.money_year)
    show_years(years)
    if out is not None:
        tell_written([out], as_json)


def _alone(target: str, budget: float | None) -> None:
    """See that no other aim stands beside the targets of years."""
    given = [name for name, value in (("--target", target), ("--budget", budget)) if value]
    if given:
        accepted = n_("one of --target, --budget and --by-year")
        raise InputError(Fault(n_("a plan has one aim"), column="--by-year", value=", ".join(given), accepted=accepted))


def target_of(text: str) -> tuple[float | None, float | None]:
    """A target as a share of today's mercury, or in kg; neither where nothing is said.

    Raises:
        InputError: it is no number.
    """
    from almaden.quantity.numbers import NumberError, parse_number

    if not text:
        return None, None
    try:
        value = parse_number(text)
    except NumberError:
        raise InputError(_no_target("--target", text, "50%, 2000")) from None
    return (value, None) if text.strip().endswith("%") else (None, value)


def _no_target(option: str, value: str, accepted: str) -> Fault:
    return Fault(n_("this is no number"), column=option, value=value, accepted=accepted)


def _conditions(fleet: PreparedFleet, limit: float | None, caps: list[str]) -> Conditions:
    from almaden.quantity.numbers import NumberError, parse_number
    from almaden.scenarios.plan_problem import Conditions

    found, faults = {}, []
    for text in caps:
        name, _sign, kg = text.rpartition("=")
        try:
            found[name.strip()] = parse_number(kg)
        except NumberError:
            faults.append(_no_target("--cap", text, "Banten=300"))
    if faults:
        raise InputError(faults)
    return Conditions(limit, {unit.id: unit.subdivision for unit in fleet.units} if found else {}, found)


def _json(made: PlanResult, years: Sequence[PlanYear], meta: Meta, how: dict[str, Any]) -> str:
    told = {"meta": asdict(meta), "economy": how, **json.loads(made.to_json())}
    if years:
        told["years"] = [asdict(year) for year in years]
    return json.dumps(told, ensure_ascii=False)


def _write(path: Path, made: PlanResult, years: Sequence[PlanYear], names: dict[str, str]) -> None:
    from almaden.reports.files import write_atomically

    frame = made.to_frame()
    frame.insert(2, "unit_name", frame["unit"].map(names))
    if years:
        taken = {measure.unit: str(year.year) for year in years for measure in year.measures}
        frame["year"] = frame["unit"].map(taken).where(frame["plan"] == "expected", "")
    write_atomically(path, frame.to_csv(index=False).encode("utf-8"))
