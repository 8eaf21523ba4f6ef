"""Observations enter the archive once, whole, and leave a trace."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from almaden.errors import Fault, InputError, OutputError
from almaden.monitoring.readers import gmos
from almaden.reference.readers.located import Item
from almaden.reference.records import ObservationRecord
from almaden.store.home import archive, scratch
from almaden.store.journal import verify as verify_journal
from almaden.store.models import ArchiveFile, Dataset, Entry, Identifier, Site
from almaden.store.observations import catalogue
from almaden.store.observations.compared import Counts
from almaden.store.observations.files import Written, write_year
from almaden.store.observations.imports import Found, check_observations, import_observations
from almaden.store.observations.query import Filter, observations
from tests.store.observations.conftest import located, record, upload


def put(dataset: Dataset, records: list) -> Counts:
    return import_observations(None, dataset, located(records), upload(), lambda rows: None)


def values(wanted: Filter = Filter()) -> list[tuple[str, float]]:  # noqa: B008 - frozen
    return [(one["site"], one["value"]) for one in observations(None, wanted)]


def test_what_is_new_is_added_year_by_year(dataset: Dataset) -> None:
    assert put(dataset, [record(hour=hour, value=hour) for hour in range(4)]) == Counts(added=4)
    assert [(file.year, file.rows) for file in ArchiveFile.objects.order_by("year")] == [(2023, 2), (2024, 2)]
    assert values() == [("made:A", 0.0), ("made:A", 1.0), ("made:A", 2.0), ("made:A", 3.0)]
    assert catalogue.verify() == 2
    assert verify_journal() == 1


def test_the_same_again_changes_nothing(dataset: Dataset) -> None:
    records = [record(hour=hour) for hour in range(4)]
    put(dataset, records)
    before = Entry.objects.count(), sorted(archive().rglob("*"))
    assert put(dataset, list(reversed(records))) == Counts(unchanged=4)
    assert (Entry.objects.count(), sorted(archive().rglob("*"))) == before


def test_exactly_the_differences_are_kept(dataset: Dataset) -> None:
    put(dataset, [record(hour=hour, value=1.0) for hour in range(2, 6)])
    counts = put(dataset, [record(hour=2, value=1.0), record(hour=3, value=9.0), record("made:B", 2, value=2.0)])
    assert counts == Counts(added=1, changed=1, unchanged=1)
    assert values() == [("made:A", 1.0), ("made:A", 9.0), ("made:A", 1.0), ("made:A", 1.0), ("made:B", 2.0)]
    assert sorted(ArchiveFile.objects.values_list("state", "rows")) == [("current", 5), ("superseded", 4)]
    # What was there before can still be read.
    assert catalogue.verify() == 2


def test_what_stood_there_before_can_come_back(dataset: Dataset) -> None:
    for value in (1.0, 2.0, 1.0, 2.0):
        put(dataset, [record(hour=hour, value=value) for hour in range(2, 102)])
        assert values() == [("made:A", value)] * 100
    catalogue.withdraw(None, dataset, "wrong units")
    put(dataset, [record(hour=hour, value=2.0) for hour in range(2, 102)])
    assert values() == [("made:A", 2.0)] * 100
    assert (catalogue.verify(), verify_journal()) == (5, 6)


def test_an_import_that_fails_on_the_way_leaves_no_file(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    def second_fails(*arguments: Any) -> Written:
        if arguments[-1] == 2024:
            raise OutputError("no room (made up)")
        return write_year(*arguments)

    monkeypatch.setattr("almaden.store.observations.imports.write_year", second_fails)
    with pytest.raises(OutputError, match="no room"):
        put(dataset, [record(hour=hour) for hour in range(4)])
    assert list(archive().rglob("*.parquet")) == []
    assert not Entry.objects.exists()


def test_what_is_odd_is_told_and_kept_as_it_is(dataset: Dataset) -> None:
    records = [
        record(hour=0), record(hour=1, instrument="T1"), record(hour=1, instrument="T2"), record(hour=2, value=-9999.0),
        record(hour=3, value=1500.0, unit="pg/m3"), record(hour=24 * 365 * 100), record(hour=-24 * 365 * 150),
        record(hour=5, value=-99.0, flag="missing"), record(hour=6, value=-0.2),
    ]  # fmt: skip
    found = Found()
    counts = check_observations(None, dataset, located(records), "a.csv", lambda rows: None, found=found)
    assert counts == Counts(added=9)
    told = [(one.trap, one.count, one.first.row, one.first.value) for one in found.remarks.counted()]
    assert told == [
        ("future date", 1, 7, "2123-12-07"), ("before 1900", 1, 8, "1874-02-05"), ("missing code", 1, 5, ""),
        ("two units", 1, None, "ng/m3; pg/m3"), ("two instruments", 1, None, "T1; T2"),
    ]  # fmt: skip


def test_a_fault_keeps_everything_out(dataset: Dataset) -> None:
    items: list[Item] = [
        *located([record(), record(hour=1)]),
        Fault("not a number", "made-up.csv", row=4, column="value"),
    ]
    with pytest.raises(InputError, match="not a number"):
        import_observations(None, dataset, items, upload(), lambda rows: None)
    assert not ArchiveFile.objects.exists()
    assert not list(archive().rglob("*.parquet"))


def test_rows_that_stand_twice_and_unknown_sites_are_told_together(dataset: Dataset) -> None:
    with pytest.raises(InputError) as told:
        put(dataset, [record(), record(value=2.0), record("made:C"), record("gaw:A")])
    assert [(fault.row, fault.value) for fault in told.value.faults] == [(3, "made:A"), (4, "made:C"), (5, "gaw:A")]


def test_missing_values_and_the_absence_of_an_end_survive(dataset: Dataset) -> None:
    one = record(value=None, flag="missing").model_copy(update={"end": None})
    put(dataset, [one])
    (kept,) = observations(None, Filter(flag=""))
    assert (kept["value"], kept["end"], kept["flag"], kept["start"]) == (None, None, "missing", one.start)


def test_a_check_keeps_nothing(dataset: Dataset) -> None:
    assert check_observations(None, dataset, located([record()]), "made-up.csv", lambda rows: None) == Counts(added=1)
    assert not Entry.objects.exists()
    assert not list(archive().rglob("*.parquet"))


def test_no_rows_are_no_change(dataset: Dataset) -> None:
    assert put(dataset, []) == Counts()


def test_what_is_withdrawn_is_gone_from_queries_and_stays_on_the_disk(dataset: Dataset) -> None:
    put(dataset, [record(hour=2)])
    assert catalogue.withdraw(None, dataset, "wrong units") == 1
    assert values() == []
    assert catalogue.verify() == 1


def test_drafts_are_hidden_from_the_public(dataset: Dataset) -> None:
    put(dataset, [record()])
    Dataset.objects.update(state="draft")
    assert values() == []


def test_an_altered_file_and_one_too_many_are_found(dataset: Dataset) -> None:
    put(dataset, [record(hour=2)])
    (path,) = archive().rglob("*.parquet")
    stray = path.with_name("stray.parquet")
    stray.write_bytes(b"x")
    assert catalogue.orphans() == [stray]
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(catalogue.ArchiveError, match="altered"):
        catalogue.verify()
    path.unlink()
    with pytest.raises(catalogue.ArchiveError, match="missing"):
        catalogue.verify()


def test_nothing_is_left_in_the_folder_for_files_on_their_way(dataset: Dataset) -> None:
    put(dataset, [record()])
    assert [path for path in Path(scratch()).rglob("*") if path.is_file()] == []


def test_what_the_check_put_aside_is_taken_and_not_read_again(dataset: Dataset, own_home: Path) -> None:
    aside = own_home / "aside.parquet"
    records = [record(hour=hour, value=hour) for hour in range(4)]
    records.append(record(hour=5, value=None, flag="missing").model_copy(update={"end": None}))
    checked = check_observations(None, dataset, located(records), "made-up.csv", lambda rows: None, aside)
    assert checked == Counts(added=5)

    def nobody_reads() -> Iterator[Item]:
        raise AssertionError("read again")
        yield

    def keep() -> Counts:
        return import_observations(None, dataset, nobody_reads(), upload(), lambda rows: None, aside=aside)

    Identifier.objects.all().delete()
    with pytest.raises(InputError, match="no site"):
        keep()
    Identifier.objects.create(scheme="made", value="A", site=Site.objects.get(name__startswith="A"))
    assert keep() == Counts(added=5)
    aside.unlink()
    assert put(dataset, records) == Counts(unchanged=5)


def test_values_that_are_archived_in_another_unit_are_told(dataset: Dataset) -> None:
    import_observations(None, dataset, located([record(hour=hour) for hour in (2, 3)]), upload(), lambda rows: None)
    picograms = [record(hour=hour, value=1500.0, unit="pg/m3") for hour in (2, 3, 4)]

    def told(records: list[ObservationRecord]) -> list[tuple[str, int]]:
        found = Found()
        check_observations(None, dataset, located(records), "made-up.csv", lambda rows: None, found=found)
        return [(str(one.first.problem), one.count) for one in found.remarks.counted()]

    assert told(picograms) == [("2 values of made:A are archived in ng/m3 and come in pg/m3 now", 2)]
    # A file that gives both means both, and nothing of the archive is told.
    assert told([*picograms, *(record(hour=hour) for hour in (2, 3))]) == [("the same is given in several units", 1)]


def test_a_row_that_the_reader_told_is_counted_once(dataset: Dataset) -> None:
    Identifier.objects.create(scheme="gmos", value="MHE", site=Site.objects.first())
    text = "tstamp,target,value\n" + "2013-01-01T00:00:00,GEM,1.5\n" * 2
    found = Found()
    counts = check_observations(
        None,
        dataset,
        gmos.read(io.BytesIO(text.encode()), "MHE_2013.csv"),
        "MHE_2013.csv",
        lambda rows: None,
        found=found,
    )
    assert counts == Counts(added=1)
    assert {one.trap: one.count for one in found.remarks.counted()}["duplicate row"] == 1
