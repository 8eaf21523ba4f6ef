"""What an import finds out before anything is kept, and what it keeps."""

from __future__ import annotations

import io
import json

import pytest
import xlsxwriter

from almaden.errors import AlmadenError, InputError
from almaden.reference.readers.located import Located
from almaden.reference.records import SourceRecord
from almaden.store.imports.commit import PlanChangedError, keep_import
from almaden.store.imports.reading import plan_import, usual_key
from almaden.store.journal import verify, writing
from almaden.store.models import Change, Dataset, Entry, Facility, Identifier, Site, Unit
from tests.store.conftest import MakeUser
from tests.store.imports.conftest import FACILITIES, UNITS, counted, imported, planned, request

pytestmark = pytest.mark.django_db


def test_a_file_is_added_whole_with_its_origin() -> None:
    plan, entry = imported(FACILITIES)
    assert counted(plan) == {"added": 3}
    assert entry is not None
    dataset = Dataset.objects.get()
    assert (dataset.key, dataset.state, dataset.author, dataset.reader) == ("made-up", "draft", None, "facilities")
    alpha = Facility.objects.get(name__startswith="Alpha")
    assert (alpha.country, alpha.latitude, alpha.owner, alpha.identifiers) == ("KEN", -1.3, "Alpha Ltd", {"mu": "1"})
    assert Identifier.objects.get(scheme="mu", value="1").facility_id == alpha.pk
    change = Change.objects.get(record_type="facility", record_id=alpha.pk)
    assert change.entry == entry
    assert entry.source_sha256 != ""
    assert json.loads(change.content)["name"] == "Alpha Works (made up)"
    verify()


def test_the_same_file_again_changes_nothing() -> None:
    imported(FACILITIES)
    entries = Entry.objects.count()
    plan, entry = imported(FACILITIES)
    assert counted(plan) == {"unchanged": 3}
    assert not plan.changes
    assert entry is None
    assert Entry.objects.count() == entries


def test_a_changed_file_gives_exactly_its_differences() -> None:
    imported(FACILITIES)
    changed = FACILITIES.replace("Gamma Ltd", "Delta Ltd").replace("operating,Alpha Ltd", "retired,")
    changed = changed.replace("mu:2,Beta", "mu:4,Epsilon Mill (made up),KEN,2,37,,,\nmu:2,Beta")
    plan, entry = imported(changed)
    assert counted(plan) == {"added": 1, "changed": 2, "unchanged": 1}
    found = {one.title[:5]: (one.before, one.values) for one in plan.planned if one.action == "changed"}
    assert found == {
        "Gamma": ({"owner": "Gamma Ltd"}, {"owner": "Delta Ltd"}),
        # A cell that the new file leaves empty becomes empty, as the column is there.
        "Alpha": ({"owner": "Alpha Ltd", "status": "operating"}, {"owner": "", "status": "retired"}),
    }
    assert entry is not None
    assert Change.objects.filter(entry=entry, kind="changed").count() == 2
    alpha = Facility.objects.get(name__startswith="Alpha")
    assert (alpha.status, alpha.owner, alpha.version) == ("retired", "", 2)


def test_a_column_that_the_file_lacks_says_nothing() -> None:
    imported(FACILITIES)
    plan = planned("identifiers,name,country\nmu:1,Alpha Works (made up),KEN\n")
    assert counted(plan) == {"unchanged": 1, "missing": 2}


def test_what_the_new_file_lacks_is_told_and_stays() -> None:
    imported(FACILITIES)
    plan, entry = imported("".join(FACILITIES.splitlines(keepends=True)[:2]))
    assert counted(plan) == {"unchanged": 1, "missing": 2}
    assert [one.title[:5] for one in plan.missing] == ["Beta ", "Gamma"]
    assert entry is None
    assert Facility.objects.count() == 3


def test_one_fault_keeps_everything_out() -> None:
    text = FACILITIES.replace("5.60", "95.60").replace("KEN,0.50", "ATLANTIS,0.50")
    with pytest.raises(InputError) as told:
        imported(text)
    assert [fault.row for fault in told.value.faults] == [3, 4]
    assert planned(text).counts["unit"]["faulty"] + planned(text).counts["facility"]["faulty"] == 2
    assert not Facility.objects.exists()
    assert not Dataset.objects.exists()


def test_units_find_their_facility_in_the_store() -> None:
    imported(FACILITIES)
    plan, _ = imported(UNITS, "units")
    assert counted(plan, "unit") == {"added": 2}
    alpha = Facility.objects.get(name__startswith="Alpha")
    found = Unit.objects.order_by("name").values_list("facility_id", "name", "capacity_mw")
    assert list(found) == [(alpha.pk, "Unit 1", 100.0), (alpha.pk, "Unit 2", 150.5)]
    again, entry = imported(UNITS, "units")
    assert counted(again, "unit") == {"unchanged": 2}
    assert entry is None


def test_a_unit_without_identifier_is_known_by_its_name_in_its_facility() -> None:
    imported(FACILITIES)
    text = "facility,name,capacity_mw\nmu:1,Unit 1,100\nmu:2,Unit 1,50\n"
    imported(text, "units")
    plan, _ = imported(text.replace("50", "60"), "units")
    assert counted(plan, "unit") == {"changed": 1, "unchanged": 1}
    assert Unit.objects.get(facility__identifiers__mu="2").capacity_mw == 60


def test_a_unit_moves_to_another_facility() -> None:
    imported(FACILITIES)
    imported(UNITS, "units")
    plan, _ = imported(UNITS.replace("mu:1,muu:2", "mu:2,muu:2"), "units")
    assert counted(plan, "unit") == {"changed": 1, "unchanged": 1}
    assert Unit.objects.get(identifiers__muu="2").facility.identifiers == {"mu": "2"}


def test_a_unit_without_its_facility_is_a_fault() -> None:
    plan = planned(UNITS, "units")
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [
        (2, "facility", "mu:1"),
        (3, "facility", "mu:1"),
    ]


def test_places_without_identifiers_are_known_again() -> None:
    text = "name,country,latitude,longitude\nNorth Mine (made up),KEN,1.0,37\nNorth Mine (made up),KEN,1.02,37\n"
    text += "South Mine (made up),KEN,,\n"
    assert counted(imported(text)[0]) == {"added": 3}
    plan, entry = imported(text)
    assert counted(plan) == {"unchanged": 3}
    assert entry is None


def test_rows_that_cannot_be_told_apart_are_faults() -> None:
    plan = planned("name,country\nMine (made up),KEN\nmine (made up),KEN\n")
    assert [fault.row for fault in plan.faults] == [3]


ALIKE = "identifiers,name,country,latitude,longitude\nxy:9,Alpha works (Made-Up),KEN,-1.303,36.802\n"


def test_a_facility_of_another_source_gains_an_identifier_and_keeps_the_rest() -> None:
    imported(FACILITIES)
    plan, _ = imported(ALIKE, key="other")
    one = plan.planned[0]
    assert one.reason == "same name, 0.4 km apart"
    assert counted(plan) == {"changed": 1}
    assert one.values == {"identifiers": {"xy": "9", "mu": "1"}}
    assert Facility.objects.count() == 3
    # Now by its identifier.
    again, entry = imported(ALIKE, key="other")
    assert counted(again) == {"unchanged": 1}
    assert again.planned[0].reason == "same identifier xy:9"
    assert entry is None
    # And the first source has nothing against it.
    assert counted(imported(FACILITIES)[0]) == {"unchanged": 3}


DOUBTFUL = "identifiers,name,country,latitude,longitude\nxy:9,Alpha Works (made up),KEN,-1.4,36.8\n"
KEY = "facility xy:9"


@pytest.mark.parametrize(
    ("decision", "counts", "facilities"),
    [
        ("", {"doubtful": 1}, 3),
        ("new", {"added": 1}, 4),
        ("same", {"changed": 1}, 3),
        ("skip", {"skipped": 1}, 3),
        ("same:999999", {"doubtful": 1}, 3),
    ],
)
def test_a_person_decides_what_is_doubtful(decision: str, counts: dict[str, int], facilities: int) -> None:
    imported(FACILITIES)
    plan = planned(DOUBTFUL, key="other", decisions={KEY: decision} if decision else {})
    assert counted(plan) == counts
    if "doubtful" in counts:
        (candidate,) = plan.doubtful[0].candidates
        assert candidate.reason == "same name, 11.1 km apart"
        with pytest.raises(PlanChangedError, match="Decide"):
            imported(DOUBTFUL, key="other")
    else:
        imported(DOUBTFUL, key="other", decisions={KEY: decision})
    assert Facility.objects.count() == facilities


def book(sheets: dict[str, str]) -> bytes:
    """A workbook of text tables."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    for title, text in sheets.items():
        sheet = made.add_worksheet(title)
        for number, line in enumerate(text.splitlines()):
            sheet.write_row(number, 0, line.split(","))
    made.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("decision", "unit"), [("", "doubtful"), ("same", "added"), ("new", "added"), ("skip", "skipped")]
)
def test_units_wait_for_their_doubtful_facility(decision: str, unit: str) -> None:
    imported(FACILITIES)
    content = book({"facilities": DOUBTFUL, "units": "facility,name\nxy:9,Unit 7\n"})
    decisions = {KEY: decision} if decision else {}
    plan = planned(content, key="other", decisions=decisions)
    assert counted(plan, "unit") == {unit: 1}
    # Only the facility is asked about.
    assert len(plan.doubtful) == (not decision)
    if unit == "added":
        imported(content, key="other", decisions=decisions)
        home = Unit.objects.get().facility
        assert (home.identifiers.get("mu"), home.identifiers["xy"]) == ("1" if decision == "same" else None, "9")


def test_what_changed_since_is_not_kept() -> None:
    imported(FACILITIES)
    asked, upload = request(FACILITIES.replace("Gamma Ltd", "Delta Ltd"))
    plan = plan_import(asked)
    with writing(None, "facility.change") as work:
        work.change(Facility.objects.get(name__startswith="Gamma"), owner="Somebody else (made up)")
    with pytest.raises(PlanChangedError, match="changed since"):
        keep_import(asked, upload, plan, lambda done, total: None)
    assert Facility.objects.get(name__startswith="Gamma").owner == "Somebody else (made up)"


def test_what_changed_elsewhere_does_not_matter() -> None:
    imported(FACILITIES)
    asked, upload = request(FACILITIES.replace("Gamma Ltd", "Delta Ltd"))
    plan = plan_import(asked)
    with writing(None, "facility.change") as work:
        work.change(Facility.objects.get(name__startswith="Beta"), note="x")
    assert keep_import(asked, upload, plan, lambda done, total: None) is not None
    assert Facility.objects.get(name__startswith="Gamma").owner == "Delta Ltd"
    assert Facility.objects.get(name__startswith="Beta").note == "x"


def test_a_published_data_set_becomes_a_draft_again() -> None:
    imported(FACILITIES)
    Dataset.objects.update(state="published")
    imported(FACILITIES)
    assert Dataset.objects.get().state == "published"
    imported(FACILITIES.replace("Gamma Ltd", "Delta Ltd"))
    assert Dataset.objects.get().state == "draft"


def test_what_another_published_set_says_is_not_filled_in() -> None:
    imported(FACILITIES)
    text = ALIKE.replace("longitude\n", "longitude,operator\n").replace("36.802\n", "36.802,Operator (made up)\n")
    assert sorted(planned(text, key="other").planned[0].values) == ["identifiers", "operator"]
    Dataset.objects.update(state="published")
    assert planned(text, key="other").planned[0].values == {}


def test_rights_are_by_country(person: MakeUser) -> None:
    ana = person("ana", "compiler", "KEN")
    plan = planned(FACILITIES, actor=ana)
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [(4, "country", "GHA")]
    own = "".join(FACILITIES.splitlines(keepends=True)[:3])
    imported(own, actor=ana)
    assert Dataset.objects.get().author == ana
    with pytest.raises(InputError, match="somebody else"):
        planned(own, actor=person("ben", "compiler", "GHA"))


def test_a_likeness_tells_nothing_of_drafts_that_one_may_not_see(person: MakeUser) -> None:
    imported(FACILITIES)
    ben = person("ben", "contributor", "KEN")
    assert counted(planned(DOUBTFUL, key="other", actor=ben)) == {"added": 1}
    Dataset.objects.update(state="published")
    assert counted(planned(DOUBTFUL, key="other", actor=ben)) == {"doubtful": 1}


def test_an_identifier_of_a_site_is_no_facility() -> None:
    imported("identifiers,name,kind,country\nmu:1,Station (made up),monitoring,KEN\n", "sites", key="stations")
    assert Site.objects.count() == 1
    plan = planned(FACILITIES)
    assert [(fault.row, fault.value) for fault in plan.faults] == [(2, "mu:1")]


def test_sites_are_known_by_name_and_distance() -> None:
    imported("name,kind,country,latitude,longitude\nHilltop (made up),monitoring,KEN,1,37\n", "sites", key="a")
    text = "identifiers,name,kind,country,latitude,longitude\nxx:1,Hilltop (made up),monitoring,KEN,1.01,37\n"
    plan = planned(text, "sites", key="b")
    assert (plan.planned[0].action, plan.planned[0].reason) == ("changed", "same name, 1.1 km apart")
    plan = planned(text.replace("monitoring", "contaminated"), "sites", key="b")
    assert plan.doubtful[0].candidates[0].reason == "same name, 1.1 km apart, but of another kind"


def test_text_that_no_table_holds_is_a_fault() -> None:
    plan = planned(FACILITIES.replace("Gamma Ltd", "x" * 1001))
    assert [(fault.row, fault.column) for fault in plan.faults] == [(4, "owner")]


def test_a_reader_of_others_gives_what_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    record = SourceRecord(title="A document (made up)")
    monkeypatch.setattr("almaden.store.imports.reading.read", lambda *words: iter([Located(record)]))
    with pytest.raises(AlmadenError, match="cannot keep"):
        planned(FACILITIES)


@pytest.mark.parametrize("key", ["Kenya Plants", "../x", "ü", "x" * 81])
def test_a_key_is_plain(key: str) -> None:
    with pytest.raises(InputError, match="key of a data set"):
        planned(FACILITIES, key=key)


@pytest.mark.parametrize(
    ("reader", "name", "key"),
    [
        ("gem-coal-units", "Tracker July 2024.xlsx", "gem-coal-units"),
        ("facilities", "Kenya Plants 2024.csv", "kenya-plants-2024"),
        ("sites", "???.csv", "sites"),
    ],
)
def test_a_data_set_has_a_usual_key(reader: str, name: str, key: str) -> None:
    assert usual_key(reader, name) == key
