"""Reads emission tables in the layout of IAMC: one row for each region and variable, the years as columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.emission_checks import check_year_columns
from almaden.fate.boxmodel.emission_words import UNITS, column_of, mg_per_year, words
from almaden.fate.boxmodel.emissions import EmissionColumn, EmissionTable
from almaden.fate.boxmodel.readers.amounts import amount
from almaden.reference.readers.cells import Numbers
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import RawTable, cell_text
from almaden.wording import Text

#: The columns that the layout must have.
IAMC: Final = frozenset({"model", "scenario", "region", "variable", "unit"})
_YEAR: Final = re.compile(r"-?\d{1,4}(?:\.\d+)?")
#: The region that holds all others.
_WORLD: Final = "world"
#: By so much of it parts may differ from their sum: rounding of printed tables.
_SAME_SUM: Final = 0.01
_SUBSTANCE: Final = frozenset({"hg", "mercury", "emissions", "releases", "anthropogenic", "total"})


@dataclass(frozen=True)
class _Series:
    """One row of the table."""

    row: int
    scenario: str
    region: str
    variable: tuple[str, ...]
    values: tuple[float, ...]


def read_iamc(table: RawTable, scenario: str) -> EmissionTable:
    """Read a table in the layout of IAMC.

    A variable such as ``Emissions|Hg|Air|Gold`` is taken apart at its bars; without a medium emissions go to air, and
    releases to land and water. What is the sum of other rows (a variable above others of the same region, the world
    beside its regions) is left out, and told.

    Args:
        table: the table.
        scenario: which, where there are several.

    Raises:
        InputError: all that is wrong with it.
    """
    import numpy as np

    faults = Faults()
    at = {plain(header): place for place, header in enumerate(table.header) if plain(header) in IAMC}
    years = {place: float(header) for place, header in enumerate(table.header) if _YEAR.fullmatch(header)}
    check_year_columns(table, years, faults)
    series = _chosen(table, _read(table, at, years, faults), scenario, faults)
    parts, findings = _without_sums(table, series)
    columns: dict[EmissionColumn, _Series] = {}
    for one in parts:
        column = _column(one)
        if column in columns:
            problem = Text("the row is about the same as row {other}", other=str(columns[column].row))
            faults.add(
                table.fault(problem, one.row, value="|".join(one.variable), advice="leave one of the two in the table")
            )
        columns.setdefault(column, one)
    faults.raise_if_any()
    values = np.array([one.values for one in columns.values()])
    name = next(iter(columns.values())).scenario
    return EmissionTable(table.file, "iamc", name, np.array(list(years.values())), tuple(columns), values, findings)


def _read(table: RawTable, at: dict[str, int], years: dict[int, float], faults: Faults) -> list[_Series]:
    numbers = Numbers(table, tuple(years))
    found = []
    for row in table.read():
        if isinstance(row, Fault):
            faults.add(row)
            continue
        number, cells = row
        texts = {key: cell_text(cells[place]) for key, place in at.items()}
        variable = tuple(part.strip() for part in texts["variable"].split("|"))
        if not {plain(part) for part in variable} & {"hg", "mercury"}:
            continue
        per = mg_per_year(texts["unit"])
        if per is None:
            faults.add(
                table.fault(
                    "the unit is no flow of mercury", number, table.header[at["unit"]], texts["unit"],
                    UNITS, "write the unit of the numbers of this row",
                )
            )  # fmt: skip
        values = tuple(
            amount(table, numbers, cells[place], number, table.header[place], faults, per or 1.0) for place in years
        )
        if not faults.full:
            scenario = " ".join(text for text in (texts["model"], texts["scenario"]) if text)
            found.append(_Series(number, scenario, texts["region"], variable, values))
    return found


def _chosen(table: RawTable, series: list[_Series], scenario: str, faults: Faults) -> list[_Series]:
    """The rows of the scenario that was asked for."""
    names = sorted({one.scenario for one in series})
    chosen = [name for name in names if not scenario or plain(scenario) in (plain(name), plain(name.split(" ")[-1]))]
    if len(chosen) == 1:
        return [one for one in series if one.scenario == chosen[0]]
    if not names:
        problem, advice = "no row is about mercury", "name the variables Emissions|Hg|..."
    elif not scenario:
        problem, advice = "the table holds several scenarios", "say which one is meant"
    else:
        problem, advice = "the table does not hold that scenario, or several of the name", "take one of those it holds"
    accepted = ", ".join(names[:12])
    faults.add(table.fault(problem, column="scenario", value=scenario, accepted=accepted, advice=advice))
    raise InputError(faults.found)


def _without_sums(table: RawTable, series: list[_Series]) -> tuple[list[_Series], tuple[Fault, ...]]:
    """Rows that are no sums of others, and what was left out."""
    regions = {plain(one.region) for one in series}
    kept: list[_Series] = []
    sums: list[_Series] = []
    for one in series:
        above_regions = plain(one.region) == _WORLD and len(regions) > 1
        above_others = any(
            other.region == one.region
            and len(other.variable) > len(one.variable)
            and other.variable[: len(one.variable)] == one.variable
            for other in series
        )
        (sums if above_regions or above_others else kept).append(one)
    return kept, tuple(_told_sum(table, one, kept) for one in sums)


def _told_sum(table: RawTable, one: _Series, kept: list[_Series]) -> Fault:
    """What is said of a row that is left out: that it is a sum, or that its parts are not all of it."""
    parts = [
        other.values
        for other in kept
        if other.variable[: len(one.variable)] == one.variable
        and (other.region == one.region or plain(one.region) == _WORLD)
    ]
    whole, added = sum(one.values), sum(map(sum, parts))
    value = f"{one.region}: {'|'.join(one.variable)}"
    if abs(added - whole) <= _SAME_SUM * whole:
        return table.fault("the row is the sum of others and is left out", one.row, "", value)
    share = 100.0 * added / whole if whole else 0.0
    problem = Text("the row is left out for the sum of others, but they are {share} % of it", share=share)
    return table.fault(
        problem, one.row, "", value, advice="add the parts that are missing, or take all but the sum out"
    )


def _column(one: _Series) -> EmissionColumn:
    """What a row is about."""
    told = [part for part in one.variable if plain(part) not in _SUBSTANCE]
    media = [part for part in told if words().get(plain(part), ("",))[0] == "medium"]
    usual = "LW" if plain(one.variable[0]) == "releases" else "Air"
    species = [part for part in told if words().get(plain(part), ("",))[0] == "species"]
    sector = " - ".join(part for part in told if part not in media and part not in species)
    column = column_of((media[0] if media else usual, *species[:1]))
    assert column is not None
    region = "" if plain(one.region) == _WORLD else one.region
    return EmissionColumn(column.medium, sector, region, column.species)
