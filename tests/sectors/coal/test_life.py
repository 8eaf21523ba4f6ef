"""The years that are left to a unit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from almaden.sectors.coal.life import Life, life, lifetime_rules, remaining_years


@dataclass(frozen=True)
class Unit:
    status: str = "operating"
    start_year: int | None = None
    retired_year: int | None = None
    planned_retirement: int | None = None


RULES = lifetime_rules()


@pytest.mark.parametrize(
    ("unit", "rule", "years"),
    [
        (Unit(start_year=2000), "planned or age 40", 16),
        (Unit(start_year=2000, planned_retirement=2030), "planned or age 40", 6),
        (Unit(start_year=2000, planned_retirement=2030), "age 30", 6),
        (Unit(start_year=2000, planned_retirement=2045), "age 30", 6),
        (Unit(start_year=2000, planned_retirement=2020), "planned or age 40", 5),
        (Unit(start_year=2000, planned_retirement=2024), "planned or age 40", 1),
        (Unit(start_year=1970), "planned or age 40", 5),
        (Unit(start_year=1970), "age 50", 5),
        (Unit(start_year=1980), "age 50", 6),
        (Unit(), "planned or age 40", 20),
        (Unit(start_year=2000, retired_year=2024), "planned or age 40", 0),
        (Unit(status="cancelled", start_year=2030), "planned or age 40", 0),
        (Unit(status="construction"), "age 30", 30),
        (Unit(status="permitted", start_year=2029), "planned or age 40", 40),
    ],
)
def test_years_left_at_the_end_of_2024(unit: Unit, rule: str, years: int) -> None:
    assert remaining_years(unit, RULES[rule], 2024) == years


def test_a_unit_of_the_pipeline_starts_when_told_or_after_the_delay() -> None:
    rule = RULES["age 30"]
    assert life(Unit("construction", 2028), rule, 2024, 3) == Life(2028, 2057)
    assert life(Unit("construction", 2022), rule, 2024, 3) == Life(2027, 2056)


def test_the_rule_of_the_tracker_gives_the_column_of_the_tracker(shared: Path) -> None:
    # Column "Remaining plant lifetime (years)" of the release of July 2024, all 6,525 operating units.
    import python_calamine

    (path,) = (shared / "data" / "gem_coal_plant_tracker").glob("*.xlsx")
    head, *rows = python_calamine.load_workbook(path).get_sheet_by_name("Units").to_python()
    places = [head.index(name) for name in ("Status", "Start year", "Retired year", "Planned retirement")]
    told = head.index("Remaining plant lifetime (years)")
    units = [(row, [row[place] for place in places]) for row in rows if row[places[0]] == "operating"]
    found = [
        remaining_years(
            Unit("operating", *(int(v) if isinstance(v, float) else None for v in values[1:])), RULES["tracker"], 2024
        )
        for _, values in units
    ]
    assert len(found) == 6525
    wrong = [
        (values, row[told], years) for (row, values), years in zip(units, found, strict=True) if row[told] != years
    ]
    assert wrong == []
