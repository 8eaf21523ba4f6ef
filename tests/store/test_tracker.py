"""The coal tracker in the store: known numbers, nothing the second time, exactly its differences for a changed copy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.db.models import Sum

from almaden.store.imports.local import import_here
from almaden.store.imports.reading import Request, plan_import
from almaden.store.models import Change, Entry, Facility, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TRACKER = "data/gem_coal_plant_tracker/Global-Coal-Plant-Tracker-July-2024.xlsx"
UNITS = "xl/worksheets/sheet2.xml"
#: What is changed in the sheet of units, and what that changes in the store. Row 2 is the only unit of its plant.
CHANGES = {
    # Another capacity: a changed unit.
    '<c r="K2" s="8"><v>800</v></c>': '<c r="K2" s="8"><v>801.5</v></c>',
    # Another name of the plant: a changed facility.
    '<c r="E2" s="8" t="s"><v>90</v></c>': '<c r="E2" t="inlineStr"><is><t>Porto Romano (made up)</t></is></c>',
    # Another identifier of the unit of row 3: a new unit, and one that is missing.
    '<c r="A3" s="8" t="s"><v>103</v></c>': '<c r="A3" t="inlineStr"><is><t>G999999999999</t></is></c>',
}


def imported(path: Path) -> dict[str, dict[str, int]]:
    """Import as the command does; gives the counts that are not zero."""
    request = Request(None, path, path.name, "gem-coal-units")
    plan = plan_import(request)
    assert not plan.faults
    import_here(request, plan, lambda done, total: None)
    return {kind: {name: count for name, count in counts.items() if count} for kind, counts in plan.counts.items()}


def changed_copy(source: Path, target: Path) -> Path:
    """A copy of the workbook with the changes."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == UNITS:
                for before, after in CHANGES.items():
                    assert content.count(before.encode()) == 1
                    content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return target


def test_the_tracker_is_kept_once_and_then_only_its_differences(shared: Path, tmp_path: Path) -> None:
    path = shared / TRACKER
    assert imported(path) == {"facility": {"added": 4721}, "unit": {"added": 14004}}
    assert (Facility.objects.count(), Unit.objects.count()) == (4721, 14004)
    operating = Unit.objects.filter(status="operating")
    assert operating.count() == 6525
    assert operating.aggregate(total=Sum("capacity_mw"))["total"] == pytest.approx(2_125_527.1, abs=0.05)

    last = Entry.objects.order_by("-number")[0]
    assert imported(path) == {"facility": {"unchanged": 4721}, "unit": {"unchanged": 14004}}
    assert Entry.objects.order_by("-number")[0] == last

    assert imported(changed_copy(path, tmp_path / "changed.xlsx")) == {
        "facility": {"changed": 1, "unchanged": 4720},
        "unit": {"added": 1, "changed": 1, "unchanged": 14002, "missing": 1},
    }
    # The file was brought in, then its differences were kept.
    changes = Change.objects.filter(entry__number=last.number + 2).exclude(record_type="dataset")
    assert sorted((one.record_type, one.kind) for one in changes) == [
        ("facility", "changed"),
        ("unit", "added"),
        ("unit", "changed"),
    ]
    assert Facility.objects.get(name="Porto Romano (made up)").units.get().capacity_mw == 801.5
