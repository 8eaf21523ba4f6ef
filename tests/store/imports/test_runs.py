"""An import as people walk through it: checked in the background, looked at, decided, kept."""

from __future__ import annotations

import csv
import io

import pytest

from almaden.errors import InputError
from almaden.store.imports import runs
from almaden.store.imports.commit import PlanChangedError
from almaden.store.imports.faulty import faulty_table
from almaden.store.jobs import run_now
from almaden.store.journal import writing
from almaden.store.models import Entry, Facility, ImportRun, Job, User
from almaden.store.problems import error_of
from almaden.store.rights import RightsError
from almaden.store.uploads import keep, path_of
from tests.store.conftest import MakeUser
from tests.store.imports.conftest import FACILITIES, imported
from tests.store.imports.test_plan import DOUBTFUL, KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(person: MakeUser) -> User:
    return person("ana", "compiler")


def started(actor: User | None, text: str, key: str = "made-up") -> ImportRun:
    upload = keep(actor, io.BytesIO(text.encode()), "plants.csv")
    return worked(runs.start(actor, upload, "facilities", dataset_key=key))


def worked(run: ImportRun) -> ImportRun:
    """Do the job that waits, as a worker would."""
    assert run.job is not None
    run.job = run_now(run.job)
    run.refresh_from_db()
    return run


def test_an_import_is_checked_looked_at_and_kept(ana: User) -> None:
    run = started(ana, FACILITIES)
    assert (run.state, run.counts["facility"]["added"], run.job and run.job.state) == ("ready", 3, "done")
    seen = runs.preview(run)
    assert [(one.title[:5], one.row) for one in seen.of("added")] == [
        ("Alpha", "row 2"),
        ("Beta ", "row 3"),
        ("Gamma", "row 4"),
    ]
    assert seen.total["added"] == 3
    assert not Facility.objects.exists()
    run = worked(runs.commit(ana, run))
    assert run.state == "committed"
    assert run.entry is not None
    assert (run.entry.actor_name, run.entry.source_sha256) == ("ana", run.upload.sha256)
    assert run.dataset is not None
    assert run.dataset.author == ana
    assert Facility.objects.count() == 3


def test_the_same_file_again_leaves_no_entry(ana: User) -> None:
    worked(runs.commit(ana, started(ana, FACILITIES)))
    entries = Entry.objects.count()
    run = worked(runs.commit(ana, started(ana, FACILITIES)))
    assert (run.state, run.entry, run.counts["facility"]["unchanged"]) == ("committed", None, 3)
    assert Entry.objects.count() == entries


def test_faults_are_told_with_their_rows(ana: User) -> None:
    run = started(ana, FACILITIES.replace("5.60", "95.60").replace("Beta Smelter (made up)", "=cmd|'/C calc'!A0"))
    assert run.state == "faulty"
    (fault,) = runs.preview(run).faults
    assert (fault.row, fault.column, fault.value) == (4, "latitude", "95.60")
    table = list(csv.reader(io.StringIO(runs.faulty_rows(run).decode("utf-8-sig"))))
    assert table[0][:3] == ["identifiers", "name", "country"]
    assert table[0][-1] == "What is wrong"
    assert table[1][:2] == ["mu:3", "Gamma Kiln (made up)"]
    assert "out of range" in table[1][-1]
    assert len(table) == 2
    with pytest.raises(PlanChangedError):
        runs.commit(ana, run)


def test_no_faulty_cell_becomes_a_formula(ana: User) -> None:
    run = started(ana, FACILITIES.replace("Gamma Kiln (made up)", "=1+1").replace("5.60", "95.60"))
    assert b"'=1+1" in runs.faulty_rows(run)


def test_faults_without_a_table_are_rows_of_their_own(ana: User) -> None:
    run = started(ana, "colour,shape\nred,round\n")
    assert run.state == "faulty"
    text = faulty_table(path_of(run.upload), "plants.csv", runs.preview(run).faults).decode("utf-8-sig")
    assert text.startswith("Sheet,Row,Column,Value,What is wrong")


def test_doubtful_records_are_decided_and_then_kept(ana: User) -> None:
    imported(FACILITIES)
    run = started(ana, DOUBTFUL, "other")
    (one,) = runs.preview(run).of("doubtful")
    assert (one.key, one.choices[0].reason) == (KEY, "same name, 11.1 km apart")
    with pytest.raises(PlanChangedError, match="Decide"):
        runs.commit(ana, run)
    seen = run.version
    run = worked(runs.decide(ana, run, seen, {KEY: f"same:{one.choices[0].pk}"}))
    assert run.counts["facility"]["changed"] == 1
    with pytest.raises(PlanChangedError, match="meanwhile"):
        runs.decide(ana, run, seen, {KEY: "new"})
    run = worked(runs.commit(ana, run))
    assert Facility.objects.count() == 3


REFUSED = ["", "maybe", "same:", "same:x", "7", "same: 7", "same:7 ", "same:\u0667", "new\n", "same:" + "9" * 20]


@pytest.mark.parametrize("decision", REFUSED)
def test_a_decision_is_one_of_four(ana: User, decision: str) -> None:
    imported(FACILITIES)
    run = started(ana, DOUBTFUL, "other")
    with pytest.raises(InputError) as told:
        runs.decide(ana, run, run.version, {KEY: decision})
    (fault,) = told.value.faults
    assert (fault.column, fault.value, fault.accepted) == (KEY, decision, "same, same:ID, new, skip")
    assert ImportRun.objects.get(pk=run.pk).decisions == {}


def test_a_decision_may_be_taken_back(ana: User) -> None:
    imported(FACILITIES)
    run = started(ana, DOUBTFUL, "other")
    for decision in ("same", "skip", "new"):
        run = worked(runs.decide(ana, run, run.version, {KEY: decision}))
        assert run.decisions == {KEY: decision}


def test_only_records_of_the_preview_are_decided_on(ana: User) -> None:
    imported(FACILITIES)
    run = started(ana, DOUBTFUL, "other")
    with pytest.raises(InputError) as told:
        runs.decide(ana, run, run.version, {KEY: "new", "nobody's": "new", "other": "perhaps"})
    assert [(fault.problem, fault.column) for fault in told.value.faults] == [
        ("there is no such record in this import", "nobody's"),
        ("this is no decision", "other"),
    ]


def test_what_changed_since_the_check_is_refused_and_checked_again(ana: User) -> None:
    worked(runs.commit(ana, started(ana, FACILITIES)))
    run = started(ana, FACILITIES.replace("Gamma Ltd", "Delta Ltd"))
    with writing(None, "facility.change") as work:
        work.change(Facility.objects.get(name__startswith="Gamma"), owner="Somebody else (made up)")
    run = worked(runs.commit(ana, run))
    assert (run.state, run.job and run.job.state) == ("ready", "failed")
    assert run.job is not None
    assert "Look at it again" in str(error_of(run.job.problem))
    run = worked(runs.decide(ana, run, run.version, {}))
    run = worked(runs.commit(ana, run))
    assert run.state == "committed"
    assert Facility.objects.get(name__startswith="Gamma").owner == "Delta Ltd"


def test_an_import_can_be_given_up(ana: User) -> None:
    run = runs.discard(ana, started(ana, FACILITIES))
    assert run.state == "discarded"
    with pytest.raises(PlanChangedError):
        runs.commit(ana, run)
    assert runs.preview(run).shown == ()


def test_an_import_whose_worker_died_can_be_started_again(ana: User) -> None:
    run = runs.commit(ana, started(ana, FACILITIES))
    with pytest.raises(PlanChangedError):
        runs.commit(ana, run)
    Job.objects.update(state="failed")
    run = worked(runs.commit(ana, run))
    assert run.state == "committed"


def test_a_checked_import_can_be_kept_while_the_process_of_its_check_still_ends(ana: User) -> None:
    run = started(ana, FACILITIES)
    Job.objects.update(state="running")
    run = worked(runs.commit(ana, run))
    assert run.state == "committed"


def test_an_import_is_its_authors(ana: User, person: MakeUser) -> None:
    run, ben = started(ana, FACILITIES), person("ben", "compiler")
    for act in (runs.commit, runs.discard):
        with pytest.raises(RightsError):
            act(ben, run)
    with pytest.raises(RightsError):
        runs.decide(ben, run, run.version, {})
    assert list(runs.runs_of(ben)) == []
    assert list(runs.runs_of(ana)) == [run]
    assert list(runs.runs_of(person("root", "administrator"))) == [run]


def test_who_may_not_import_starts_nothing(ana: User, person: MakeUser) -> None:
    upload = keep(ana, io.BytesIO(FACILITIES.encode()), "plants.csv")
    with pytest.raises(RightsError):
        runs.start(person("eve", "reviewer"), upload, "facilities")
    assert not ImportRun.objects.exists()


def test_a_wrong_reader_is_told_at_once(ana: User) -> None:
    upload = keep(ana, io.BytesIO(FACILITIES.encode()), "plants.csv")
    with pytest.raises(InputError, match="no such reader"):
        runs.start(ana, upload, "facilitys")
    with pytest.raises(InputError, match="map of columns"):
        runs.start(ana, upload, "table")
    assert not Job.objects.exists()


def test_somebody_elses_data_set_is_a_fault_of_the_check(ana: User, person: MakeUser) -> None:
    worked(runs.commit(ana, started(ana, FACILITIES)))
    run = started(person("ben", "compiler", "GHA"), FACILITIES)
    assert run.state == "faulty"
    assert "somebody else" in str(runs.preview(run).faults[0])


@pytest.mark.parametrize(
    ("reader", "options", "column"),
    [
        ("table", {"columns": "abc"}, "columns"),
        ("table", {"columns": ["a"]}, "columns"),
        ("table", {"columns": {"record": 5}}, "columns"),
        ("table", {"columns": {"name": ["x"]}}, "columns"),
        ("facilities", {"title": {"x": 1}}, "title"),
        ("facilities", {"reason": "a" * 100_000}, "reason"),
        ("facilities", {"colour": "red"}, "colour"),
    ],
)
def test_options_that_nobody_could_read_are_refused_at_once(
    ana: User, reader: str, options: dict[str, object], column: str
) -> None:
    upload = keep(ana, io.BytesIO(FACILITIES.encode()), "plants.csv")
    with pytest.raises(InputError) as told:
        runs.start(ana, upload, reader, options=options)
    assert [fault.column for fault in told.value.faults] == [column]
    assert not ImportRun.objects.exists()


def test_a_faulty_row_of_facilities_is_counted_as_a_facility(ana: User) -> None:
    run = started(ana, "name,country\nWorks (made up),XXX\nMill (made up),YYY\n")
    assert {name: count["faulty"] for name, count in run.counts.items()} == {"facility": 2, "unit": 0}
