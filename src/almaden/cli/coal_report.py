"""``almaden coal report``: a fleet or one unit as a document to be read and a workbook to be worked with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

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
    day_of,
    meta_of,
    read_units,
    show_notes,
)
from almaden.cli.coal_plan import target_of
from almaden.cli.coal_unit import chosen
from almaden.cli.help import CommandGroup
from almaden.cli.language import LANGUAGE, _
from almaden.cli.options import AsJson
from almaden.cli.written import tell_written
from almaden.errors import Fault, InputError
from almaden.sectors.coal.terms import By
from almaden.wording import either, n_

if TYPE_CHECKING:
    from almaden.scenarios.plan_result import PlanResult
    from almaden.sectors.coal.costs import Economy
    from almaden.sectors.coal.plant import CoalUnit
    from almaden.sectors.coal.prepared import PreparedFleet
    from almaden.sectors.coal.result import Meta

#: What is to be abated: a share of today's mercury, or kg; neither for no plan.
Target: TypeAlias = tuple[float | None, float | None]

#: Scenarios of a report where none are named: few enough to be told apart in a figure.
_SCENARIOS: Final = ("frozen", "no new plants", "bat")


def add_commands(app: CommandGroup) -> None:
    """Add the command to the group ``coal``."""
    app.command(
        help=_(
            "Write a report of a fleet. How much, how sure, which units, the years to come, what is filled and not "
            "verified. With --unit a short report of one unit.\n\n"
            "\b\n"
            "Examples:\n"
            "  almaden coal report Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN --format pdf,xlsx\n"
            "  almaden coal report Global-Coal-Plant-Tracker-July-2024.xlsx --country ZAF --ran-in 2015 --out reports\n"
            "  almaden coal report Global-Coal-Plant-Tracker-July-2024.xlsx --country IDN --target 30% --format docx\n"
            "  almaden coal report fleet.xlsx --scenario frozen --scenario 'retire at 30' --lang fr\n"
            "  almaden coal report unit.xlsx --unit MY-UNIT-1 --entry 2017-08-16 --format docx"
        )
    )(report)


def report(
    file: CoalFile,
    country: Countries = None,
    unit: Annotated[str, typer.Option("--unit", metavar="ID", help=_("Only this unit, in depth."))] = "",
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx, xlsx, html; several with commas."))] = "pdf",
    lang: Annotated[Literal["en", "fr", "es"], typer.Option("--lang", help=_("Language of the report."))] = LANGUAGE,  # type: ignore[assignment]  # one of LANGUAGES, which are these
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("Folder for the report; made if it is missing."))
    ] = Path(),
    scenario: Annotated[
        list[str] | None,
        typer.Option("--scenario", metavar="KEY", help=_("Scenario of the years to come; may be given several times.")),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="SHARE|KG",
            help=_("Add the cheapest plan that abates so much: 50% of today, or 2000 kg a year."),
        ),
    ] = "",
    by: Annotated[
        By, typer.Option("--by", help=_("What to rank by: remaining life, output (g/GWh) or a year."))
    ] = "lifetime",
    entry: Annotated[
        str,
        typer.Option(
            "--entry",
            metavar="DATE",
            help=_("Day on which the Minamata Convention entered into force for the country, for Article 8."),
        ),
    ] = "",
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    year: Year = None,
    ran_in: RanIn = None,
    life: Life = DEFAULT_LIFE,
    as_json: AsJson = False,
) -> None:
    """Write a report in one or several formats."""
    from almaden.reports.build import wanted_formats
    from almaden.reports.files import write_atomically

    wanted = wanted_formats(formats)
    keys = _scenarios(scenario)
    entered = day_of(entry, "--entry")
    aim = target_of(target)
    fleet = read_units(file, country, year, ran_in)
    meta = meta_of(fleet, draws, seed, life)
    if unit:
        one = chosen(fleet, unit, file.name, "--unit")
        contents = _unit_contents(one, fleet, meta, entered, wanted, lang, file.name)
        name = f"coal-unit-{_plain(one.id)}"
    else:
        contents = _fleet_contents(fleet, meta, by, keys, aim, wanted, lang, file.name)
        name = "-".join(["coal", *(sorted({one.country for one in fleet.units}) if country else ())])
    stem = f"{name}-{meta.state_year}-{lang}"
    written = [write_atomically(out / f"{stem}.{format}", content) for format, content in contents.items()]
    show_notes((*fleet.notes, *fleet.asked))
    tell_written(written, as_json)


def _fleet_contents(
    fleet: PreparedFleet,
    meta: Meta,
    by: By,
    keys: Iterable[str],
    aim: Target,
    wanted: Iterable[str],
    lang: str,
    source: str,
) -> dict[str, bytes]:
    from almaden.reports.coal.write import render_fleet
    from almaden.sectors.coal.costs import economy
    from almaden.sectors.coal.fleet import compute_fleet
    from almaden.sectors.coal.outlook import outlooks
    from almaden.sectors.coal.ranked import rank_fleet

    result = compute_fleet(fleet.units, meta, fleet.notes, processes=os.cpu_count() or 1)
    ranking = rank_fleet([one for one in fleet.units if one.status == "operating"], meta, by)
    projections = outlooks(fleet.units, meta, keys)
    # Measures are taken in the year after the one that the fleet is known for.
    how = economy(fleet.year + 1)
    plan = None if aim == (None, None) else _plan(fleet, meta, how, aim)
    return {one: render_fleet(result, ranking, projections, plan, one, lang, source, how.money_year) for one in wanted}


def _plan(fleet: PreparedFleet, meta: Meta, how: Economy, aim: Target) -> PlanResult:
    from almaden.scenarios.coal_options import fleet_options
    from almaden.scenarios.coal_plan import plan
    from almaden.sectors.coal.offer import Offer
    from almaden.sectors.draws import FleetDraws

    units = [one for one in fleet.units if one.status == "operating"]
    able = fleet_options(units, how, Offer.told(fleet.changes), FleetDraws(meta.draws, meta.seed))
    return plan(able.options, able.baseline, target_share=aim[0], target_kg=aim[1], draws=able.draws)


def _unit_contents(
    one: CoalUnit, fleet: PreparedFleet, meta: Meta, entry: date | None, wanted: Iterable[str], lang: str, source: str
) -> dict[str, bytes]:
    from almaden.reports.coal.write import render_unit
    from almaden.sectors.coal.costs import economy
    from almaden.sectors.coal.offer import Offer
    from almaden.sectors.coal.unit import compute_unit
    from almaden.sectors.coal.what_if import what_if

    questions = [question.said for question in fleet.questions.get(one.id, ())]
    tests = fleet.tests.get(one.id)
    result = compute_unit(one, meta, datetime.now(UTC).date(), entry=entry, tests=tests, questions=questions)
    # Measures are taken in the year after the one that the fleet is known for.
    how = economy(fleet.year + 1)
    compared = what_if(one, Offer.told(fleet.changes).of(one.id), meta, how)
    return {format: render_unit(result, compared, format, lang, source, how.money_year) for format in wanted}


def _scenarios(wanted: list[str] | None) -> tuple[str, ...]:
    from almaden.sectors.coal.scenario_tables import scenarios

    faults = [
        Fault(n_("there is no such scenario"), column="--scenario", value=key, accepted=either(list(scenarios())))
        for key in wanted or ()
        if key not in scenarios()
    ]
    if faults:
        raise InputError(faults)
    return tuple(dict.fromkeys(wanted or _SCENARIOS))


def _plain(identifier: str) -> str:
    """An identifier as a part of the name of a file."""
    return re.sub(r"[^\w.-]+", "-", identifier)[:60].strip("-.") or "unit"
