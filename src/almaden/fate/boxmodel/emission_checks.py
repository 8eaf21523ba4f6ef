"""What is wrong or odd with the years and the size of an emission table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from almaden.errors import Fault
from almaden.fate.boxmodel.emissions import MEDIA, EmissionTable
from almaden.fate.boxmodel.series import LONGEST_YEARS
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import RawTable, number_text
from almaden.wording import Text, n_

#: Row, year and amounts.
YearRow = tuple[int, float, list[float]]

#: Nearer than this to a whole year, and not at it, a row is a step, such as 1509.999999.
_STEP_YEARS: Final = 1e-3
_ADD_YEARS: Final = n_("add a year; for the same emissions all the time write them for the first and the last year")
#: Steps of years are compared to this precision.
_SAME_YEARS: Final = 1e-6
#: Outside these parts of the emission of the world another unit is suspected: a kt is a thousand t, a kg a thousandth.
_SUSPECT_SMALL, _SUSPECT_LARGE = 0.01, 30.0


def check_years(
    table: RawTable, rows: Sequence[YearRow], keep_first: bool, faults: Faults
) -> tuple[list[YearRow], tuple[Fault, ...]]:
    """The rows of a wide table by year, with what is odd; what is wrong is added to the faults.

    Args:
        table: the table, for the places.
        rows: its rows in the order of the file.
        keep_first: keep the first row of a year that stands twice.
        faults: where faults go.

    Returns:
        The rows kept, and findings.
    """
    column = next((name for name in table.header if name.strip().casefold() == "year"), "Year")
    findings: list[Fault] = []
    first: dict[float, int] = {}
    kept: list[YearRow] = []
    for row in rows:
        number, year, _ = row
        if abs(year) > LONGEST_YEARS:
            accepted = Text("a year from {first} to {last}", first=f"{-LONGEST_YEARS:.0f}", last=f"{LONGEST_YEARS:.0f}")
            faults.add(table.fault("the year cannot be reckoned with", number, column, number_text(year), accepted))
            continue
        if year in first:
            problem = Text("the year stands in row {row} already", row=str(first[year]))
            if keep_first:
                findings.append(table.fault(problem, number, column, number_text(year), "", "the first row is kept"))
            else:
                advice = "take one out, or ask for the first row of each year to be kept (--keep-first)"
                faults.add(table.fault(problem, number, column, number_text(year), "each year once", advice))
            continue
        first[year] = number
        if abs(year - round(year)) > 0.0 and abs(year - round(year)) < _STEP_YEARS:
            problem = Text("the row stands just beside a whole year and is taken for a step")
            findings.append(table.fault(problem, number, column, number_text(year)))
        if kept and year < kept[-1][1]:
            accepted = Text("a year after {year}", year=number_text(kept[-1][1]))
            faults.add(
                table.fault("the years are out of order", number, column, number_text(year), accepted,
                            "sort the rows by year")
            )  # fmt: skip
            continue
        kept.append(row)
    if len(kept) < 2 and not faults.found:
        faults.add(table.fault("the table has fewer than two years", accepted="two years or more", advice=_ADD_YEARS))
    _check_holes(table, [(number, year) for number, year, _ in kept], column, faults)
    return kept, tuple(findings)


def check_year_columns(table: RawTable, years: Mapping[int, float], faults: Faults) -> None:
    """The same for a table whose years are columns."""
    before: float | None = None
    for place, year in years.items():
        if before is not None and year <= before:
            again = year == before or list(years.values()).count(year) > 1
            problem = "the year stands in another column already" if again else "the years are out of order"
            advice = "leave one of the columns in the table" if again else "sort the columns by year"
            faults.add(table.fault(problem, table.header_row, table.header[place], advice=advice))
        else:
            before = year
    if len(years) < 2:
        faults.add(
            table.fault("the table has fewer than two years", table.header_row, "", "", "two years or more", _ADD_YEARS)
        )
    rising = sorted(set(years.values()))
    _check_holes(table, [(table.header_row, year) for year in rising], n_("years"), faults)


def _check_holes(table: RawTable, years: Sequence[tuple[int, float]], column: str, faults: Faults) -> None:
    """A fault for years that are left out of a table which is regular before and after them."""
    steps = [later - earlier for (_, earlier), (_, later) in pairwise(years)]
    whole = Counter(round(step) for step in steps if step >= 1.0 and abs(step - round(step)) < _SAME_YEARS)
    if not whole:
        return
    (usual, count), *_others = whole.most_common(1)
    places = [place for place, step in enumerate(steps) if abs(step - usual) < _SAME_YEARS]
    if count < 2:
        return
    for place in range(places[0], places[-1]):
        many = steps[place] / usual
        if many > 1.5 and abs(many - round(many)) < _SAME_YEARS:
            earlier, (row, later) = years[place][1], years[place + 1]
            faults.add(
                table.fault(
                    Text("years are missing between {first} and {last}", first=number_text(earlier),
                         last=number_text(later)),
                    row, column, number_text(later),
                    Text("a row every {years} years, as before and after", years=usual) if usual > 1
                    else n_("a row every year, as before and after"),
                    "add what is missing; an interpolated value is better than none, and is said to be one",
                )
            )  # fmt: skip


def check_sizes(table: EmissionTable) -> EmissionTable:
    """The table with a finding where its whole is a thousand times too small or too large for the world."""
    import numpy as np

    from almaden.fate.boxmodel.world_emissions import world_total

    findings = list(table.findings)
    for medium, name in MEDIA.items():
        known = world_total(medium, table.years)
        total = table.total(medium)
        both = (known > 0.0) & (total > 0.0)
        if not both.any():
            continue
        share = float(np.median(total[both] / known[both]))
        if _SUSPECT_SMALL <= share <= _SUSPECT_LARGE:
            continue
        small = share < _SUSPECT_SMALL
        problem = (
            "{what}: the whole is {share} % of what the world emits in those years; if it is meant for the world, it "
            "stands in kt"
            if small
            else "{what}: the whole is {share} % of what the world emits in those years; it may stand in kg"
        )
        advice = "read as Mg/yr; convert the table if it is in another unit, nothing was changed"
        findings.append(Fault(Text(problem, what=Text(name), share=100.0 * share), table.file, advice=advice))
    return replace(table, findings=tuple(findings))
