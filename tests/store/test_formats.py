"""What earlier versions wrote is read: saved samples, made by ``tests/store/formats/make.py`` and then kept."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.store import journal, reviews
from almaden.store.backup import doctor
from almaden.store.backup.restore import restore
from almaden.store.editions.create import folder_of
from almaden.store.editions.verify import Verified, verify
from almaden.store.inventories import new_version
from almaden.store.models import Decision, Edition, Entry, Facility, Inventory, Role, Upload
from almaden.store.observations.query import Filter, observations
from almaden.store.registry.columns import record_of
from tests.store.registry.conftest import row

SAMPLES = Path(__file__).resolve().parent / "formats"


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_format_1_is_restored_and_can_be_worked_with(own_home: Path) -> None:
    restore(SAMPLES / "backup-1.zip")
    assert [one.text for one in doctor.examine() if one.state == "bad"] == []
    assert journal.verify() == Entry.objects.count() > 20
    facility = Facility.objects.get(status="operating")
    assert (facility.name, facility.note) == ("Works one (made up), 水銀", "=1+1, no formula")
    assert (facility.latitude, facility.longitude, facility.identifiers) == (5.5, -0.2, {"made": "F1"})
    assert [(one["start"], one["value"], one["flag"]) for one in observations(None, Filter(flag=""))] == [
        (datetime(2023, 12, 31, 23, tzinfo=UTC), 1.25, "valid"),
        (datetime(2024, 1, 1, 0, tzinfo=UTC), 1.5, "valid"),
        (datetime(2024, 1, 1, 1, tzinfo=UTC), None, "missing"),
    ]
    assert list(Inventory.objects.order_by("year").values_list("year", "state")) == [
        (2000, "published"),
        (2001, "published"),
    ]
    assert set(Role.objects.values_list("user__username", "name", "country")) == {
        ("author", "compiler", "GHA"),
        ("reviewer", "reviewer", "GHA"),
    }
    assert Upload.objects.count() == 3
    partner, activity = record_of(row("partner", "P1")), row("activity", "A1")
    assert (partner.name, partner.email) == ("Institute (made up)", "one@example.org")  # type: ignore[attr-defined]
    assert (activity.values["partners"], str(activity.starts_on), activity.year) == (["P1"], "2019-11-01", 2019)
    assert activity.countries.count() == 2
    # Two inventories and three data sets went through three steps each.
    assert Decision.objects.count() == 15
    assert verify(folder_of(Edition.objects.get())).results == 2
    work_on(Inventory.objects.get(year=2000))


def work_on(inventory: Inventory) -> None:
    """A correction is begun, reviewed and published."""
    later = new_version(None, inventory, "made up")
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, later)
    inventory.refresh_from_db()
    assert (inventory.state, later.state) == ("superseded", "published")
    assert journal.verify() == Entry.objects.count()


def unpacked(folder: Path) -> Path:
    with zipfile.ZipFile(SAMPLES / "edition-1.zip") as packed:
        packed.extractall(folder)
    return folder


def test_an_edition_of_format_1_is_verified_and_computed_again(tmp_path: Path) -> None:
    assert verify(unpacked(tmp_path)) == Verified(number=1, files=31, results=2)


def test_a_changed_digit_of_an_edition_of_format_1_is_found(tmp_path: Path) -> None:
    path = unpacked(tmp_path) / "data" / "facilities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("5.5", "5.6"), encoding="utf-8")
    with pytest.raises(InputError) as told:
        verify(tmp_path)
    assert [fault.file for fault in told.value.faults] == ["data/facilities.csv"]
