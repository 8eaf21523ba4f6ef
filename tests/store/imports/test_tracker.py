"""The Global Coal Plant Tracker: added once, unchanged the second time, and a changed copy gives its differences.

4,721 plants and 14,004 units, 6,525 of them operating with 2,125,527.1 MW, were counted from the workbook without this
program.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum
from python_calamine import CalamineWorkbook

from almaden.store.imports.reading import Request, plan_import
from almaden.store.journal import verify
from almaden.store.models import Change, Entry, Facility, Unit
from tests.store.imports.conftest import counted, imported

TRACKER = Path("data/gem_coal_plant_tracker/Global-Coal-Plant-Tracker-July-2024.xlsx")


def as_csv(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    # Whole numbers as a spreadsheet writes them: 1, not 1.0.
    csv.writer(out).writerows(
        [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows
    )
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.django_db
def test_the_tracker_and_a_changed_copy(shared: Path) -> None:
    path = shared / TRACKER
    plan, entry = imported(path.read_bytes(), "gem-coal-units", key="gem")
    assert (counted(plan), counted(plan, "unit")) == ({"added": 4721}, {"added": 14004})
    assert entry is not None
    # The data set itself is one record more.
    # With the data set and its source.
    assert Change.objects.filter(entry=entry).count() == 4721 + 14004 + 2
    operating = Unit.objects.filter(status="operating")
    assert operating.count() == 6525
    assert operating.aggregate(all=Sum("capacity_mw"))["all"] == pytest.approx(2_125_527.1, abs=0.05)
    assert verify() == Entry.objects.count()

    again = plan_import(Request(None, path, path.name, "gem-coal-units", "gem"))
    assert (counted(again), counted(again, "unit")) == ({"unchanged": 4721}, {"unchanged": 14004})

    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Units").to_python()
    header = [str(cell) for cell in rows[0]]
    status, capacity, unit = (header.index(name) for name in ("Status", "Capacity (MW)", "GEM unit/phase ID"))
    gone = rows.pop(5)
    first, second = rows[10], rows[20]
    first[status] = "retired" if first[status] != "retired" else "operating"
    second[capacity] = float(str(second[capacity])) + 1
    rows.append([*second[:unit], "G999999999999", *second[unit + 1 :]])
    text = as_csv([list(row) for row in rows])
    changed, _ = imported(text, "gem-coal-units", key="gem")
    assert changed.faults == []
    differences = {
        one.located.record.identifiers["gem"]: sorted(set(one.values) - {"attributes"})
        for one in changed.planned
        if one.record_type == "unit" and one.action == "changed"
    }
    assert differences == {first[unit]: ["status"], second[unit]: ["capacity_mw"]}
    plants = {one.title: set(one.values) for one in changed.planned if one.record_type == "facility" and one.values}
    # A plant has the state of the unit that counts most.
    assert set(plants) <= {first[header.index("Plant name")]}
    assert set().union(*plants.values()) <= {"status"}
    assert counted(changed, "unit") == {"added": 1, "changed": 2, "unchanged": 14001, "missing": 1}
    assert Unit.objects.filter(identifiers__gem=gone[unit]).count() == 1
    assert Facility.objects.count() == 4721
    assert verify() == Entry.objects.count()
