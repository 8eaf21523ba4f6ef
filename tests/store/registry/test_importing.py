"""Files of the registry brought in on a page: checked, looked at, kept; hostile ones refused before they are read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.reports.partnership.iati import Publisher, write_iati
from almaden.store import home
from almaden.store.acting import now
from almaden.store.imports.commit import PlanChangedError
from almaden.store.jobs import run_now
from almaden.store.models import Job, Proposal, RegistryRow, User
from almaden.store.problems import error_of
from almaden.store.registry import importing, loading
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import SMALL, registry, row

pytestmark = pytest.mark.usefixtures("small")

HEAD = "id,title,area,type,status,start,countries,partners,outputs\n"
ACTIVITIES = HEAD + (
    "A1,Training (made up),COAL,training,completed,2019-11,GHA;PER,P1;P2,Done (made up)\n"
    "A8,Inventory of boilers (made up),COAL,inventory,planned,2026,KEN,P1,\n"
    "A9,Training (made up),COAL,training,ongoing,2019-11,GHA;PER,P1;P2,\n"
)
PARTNERS = "id,name,email\nP8,New institute (made up),new@example.org\n"


def packed(**tables: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"tables/{name}.csv", text)
    return content.getvalue()


def checked(actor: User, content: bytes | str, name: str) -> Job:
    data = content.encode() if isinstance(content, str) else content
    return run_now(importing.start(actor, io.BytesIO(data), name))


def faults_of(one: Job) -> list[tuple[str, int | None, str]]:
    error = error_of(one.problem)
    assert isinstance(error, InputError)
    return [(fault.file, fault.row, fault.column) for fault in error.faults]


def test_an_archive_of_tables_is_looked_at_and_kept(lead: User) -> None:
    check = checked(lead, packed(activity=ACTIVITIES, partner=PARTNERS), "news.zip")
    assert check.state == "done", check.problem
    assert check.result["counts"] == {
        "partner": {"added": 1, "changed": 0, "proposed": 0, "unchanged": 0},
        "activity": {"added": 2, "changed": 0, "proposed": 1, "unchanged": 0},
    }
    assert [(one["key"], one["candidate"]) for one in check.result["twice"]] == [("A9", "A1")]
    assert not RegistryRow.objects.filter(key="A8").exists()
    load = run_now(importing.keep_checked(lead, check, {"A9": "A1", "A8": "A1"}))
    assert load.result == {"added": 3, "changed": 0, "unchanged": 0, "proposed": 1}
    assert (row("activity", "A8").state, row("activity", "A8").same_as) == ("submitted", "")
    assert row("activity", "A9").same_as == "A1"
    assert row("partner", "P8").personal == {"email": "new@example.org"}
    assert "example.org" not in str(check.result)
    assert Proposal.objects.get().values == {"status": "completed", "end": "", "outputs": "Done (made up)"}
    assert importing.keep_checked(lead, check, {}) == load
    assert list(home.scratch().glob("registry-*")) == []


def test_every_fault_is_told_with_its_place(lead: User) -> None:
    check = checked(lead, packed(activity=HEAD + "B1,,NONE,training,ongoing,sometime,,P77,\n"), "bad.zip")
    assert check.state == "failed"
    assert {("activity.csv", 2, "title"), ("activity.csv", 2, "area"), ("activity.csv", 2, "start")} <= set(
        faults_of(check)
    )
    with pytest.raises(PlanChangedError):
        importing.keep_checked(lead, check, {})


def test_a_fault_of_a_whole_file_names_it_as_it_was_sent(lead: User) -> None:
    for name, content in (("people.csv", HEAD), ("people.zip", packed(nothing=HEAD))):
        assert faults_of(checked(lead, content, name)) == [(name, None, "")]


def test_a_lead_adds_to_the_own_area_and_proposes_for_others(lead: User, secretariat: User) -> None:
    other = HEAD + "A7,Storage (made up),WASTE,guidance,planned,2026,,P2,\n"
    refused = checked(lead, other, "activity.csv")
    assert faults_of(refused) == [("activity A7", None, "area")]
    assert checked(secretariat, other, "activity.csv").state == "done"
    change = HEAD + "A4,Guidance (made up),WASTE,guidance,ongoing,2017,,P2,\n"
    check = checked(lead, change, "activity.csv")
    assert check.result["counts"]["activity"]["proposed"] == 1
    run_now(importing.keep_checked(lead, check, {}))
    assert row("activity", "A4").status == "completed"
    assert Proposal.objects.get().values == {"status": "ongoing"}


def test_a_draft_that_somebody_does_not_see_is_not_told(writer: User, lead: User, person: MakeUser) -> None:
    from almaden.store.registry import writing

    writing.add(lead, "activity", {"id": "W1", "title": "A secret plan (made up)", "area": "COAL",
                                   "type": "training", "status": "planned"})  # fmt: skip
    other = person("other", "contributor", area="WASTE")
    check = checked(other, HEAD + "W1,Mine (made up),WASTE,training,planned,,,,\n", "activity.csv")
    assert faults_of(check) == [("activity W1", None, "id")]
    assert "secret" not in str(check.problem)


def test_a_registry_that_changed_meanwhile_is_not_loaded(lead: User) -> None:
    check = checked(lead, ACTIVITIES, "activity.csv")
    loading.load(None, registry(("activity", {"id": "A8", "title": "First (made up)", "area": "COAL",
                                              "type": "training", "status": "planned"})), "made up", "")  # fmt: skip
    load = run_now(importing.keep_checked(lead, check, {}))
    assert load.state == "failed"
    assert row("activity", "A8").title == "First (made up)"


def test_a_file_of_the_iati_standard(secretariat: User, tmp_path: Path) -> None:
    written = write_iati(SMALL, tmp_path / "gmp.xml", Publisher("XM-DAC-41304", "made up"), now())
    check = checked(secretariat, written.path.read_bytes(), "gmp.xml")
    assert check.state == "done", check.problem
    assert sum(counts["added"] for counts in check.result["counts"].values()) == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><iati-activities version="2.03"/>', "bomb.xml"),
        (packed(activity=HEAD, program="x").replace(b"program.csv", b"program.exe"), "program.zip"),
        (packed(activity=HEAD, up="x").replace(b"tables/up.csv", b"../../up1.csv"), "out.zip"),
        (b"%PDF-1.4", "report.pdf"),
        (b"", "activity.csv"),
    ],
)  # fmt: skip
def test_what_could_harm_is_refused_before_it_is_kept(lead: User, content: bytes, name: str) -> None:
    with pytest.raises(InputError):
        importing.start(lead, io.BytesIO(content), name)
    assert not Job.objects.exists()


def test_only_those_who_write_bring_in_files(person: MakeUser) -> None:
    with pytest.raises(RightsError):
        importing.start(person("reader", "reviewer"), io.BytesIO(ACTIVITIES.encode()), "activity.csv")
