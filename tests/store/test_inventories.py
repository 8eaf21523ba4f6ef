"""Inventories go into the store and come out the same; rows are checked as in a file; nothing closed is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.inventory.readers import read_inventory
from almaden.inventory.records import ContextEntry, Header
from almaden.inventory.result import result_record
from almaden.reference.readers.csv import LONGEST_CELL
from almaden.store import inventories
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError, verify
from almaden.store.models import Change, Entry, Inventory, InventoryRow
from almaden.store.rights import RIGHTS, RightsError
from tests.store.conftest import MakeUser
from tests.store.samples import COAL, LEVEL_2, content, draft, rates, read, result

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["philippines", "ghana", "level 2"])
def test_an_inventory_comes_out_as_it_went_in(name: str) -> None:
    data = read(name)
    kept = inventories.from_data(None, data, standing="worked_example")
    again = inventories.data_of(Inventory.objects.get(pk=kept.pk))
    assert content(again) == content(data)
    assert list(again.header.context) == list(data.header.context)
    assert {row.place for row in again.rows} == {f"activity_rates, row {row.pk}" for row in rates(kept)}
    assert inventories.faults_of(kept) == ()


@pytest.mark.parametrize("name", ["philippines", "level 2"])
def test_the_result_is_the_same_to_the_last_digit(name: str) -> None:
    data = read(name)
    kept = inventories.from_data(None, data, standing="worked_example")
    computed = result_record(inventories.result_of(kept))
    wanted = result_record(result(data))
    computed["meta"]["input_sha256"] = ""
    for side in (computed, wanted):
        # Findings name the place of a row, which is another in the store.
        side["checks"] = [{**check, "place": "", "values": ""} for check in side["checks"]]
    assert json.loads(json.dumps(computed["totals"])) == json.loads(json.dumps(wanted["totals"]))
    assert computed["rows"] == wanted["rows"]
    assert computed["groups"] == wanted["groups"]
    assert computed["variance"] == wanted["variance"]


def test_the_same_content_has_the_same_hash_and_other_content_another() -> None:
    first, second = (draft(None, COAL) for _ in range(2))
    before = inventories.data_of(first).sha256
    assert before == inventories.data_of(second).sha256
    inventories.change_row(None, rates(second)[0], 1, {"activity_rate": "200000"})
    assert inventories.data_of(second).sha256 != before


def test_layers_that_come_with_a_folder_stay_with_it(tmp_path: Path) -> None:
    for file in LEVEL_2.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    header = (tmp_path / "inventory.toml").read_text(encoding="utf-8")
    (tmp_path / "inventory.toml").write_text(f'layers = ["ours.csv", "empty.csv"]\n{header}', encoding="utf-8")
    (tmp_path / "ours.csv").write_text("kind,code,value,unit\ninput,5.1.1,0.2,g/t\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("kind,code,value,unit\n", encoding="utf-8")
    data = read_inventory(tmp_path)
    assert [name for name, _ in data.layers] == ["ours.csv", "empty.csv", "factors"]
    kept = inventories.from_data(None, data, standing="worked_example")
    assert content(inventories.data_of(kept)) == content(data)
    inventories.change_header(None, kept, 1, title="Another title")
    assert inventories.data_of(kept).layers[0][1][0].value == 0.2


def test_a_row_that_is_typed_is_read_like_a_row_of_a_file() -> None:
    made = draft(None, {**COAL, "activity_rate": "1.234.567,5", "share": "100 %", "present": "oui"})
    row = rates(made)[0]
    assert (row.data["activity_rate"], row.data["share"], row.data["present"]) == (1234567.5, 1, "Y")
    assert (row.position, row.version) == (1, 1)
    inventories.change_row(None, row, 1, {"low": "999.125", "note": "made up"})
    assert rates(made)[0].data["low"] == 999.125
    assert rates(made)[0].data["activity_rate"] == 1234567.5


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ({"present": "Y"}, {"code"}),
        ({**COAL, "activity_rate": "many", "low": "5", "high": "4"}, {"activity_rate", "low"}),
        ({**COAL, "code": "5.99"}, {"code"}),
        ({**COAL, "unit": "furlong"}, {"unit"}),
        ({**COAL, "share": "40"}, {"share"}),
        ({**COAL, "activity_rate": float("nan")}, {"activity_rate"}),
        ({**COAL, "activity_rate": 10**400}, {"activity_rate"}),
        ({**COAL, "wrong": "x"}, {"wrong"}),
        ({**COAL, "year": "20"}, {"year"}),
        ({**COAL, "note": "x" * (LONGEST_CELL + 1)}, {"note"}),
        ({}, {""}),
    ],
)
def test_what_is_wrong_with_a_row_is_told_and_nothing_is_kept(values: dict[str, Any], columns: set[str]) -> None:
    made = draft(None)
    with pytest.raises(InputError) as told:
        inventories.add_row(None, made, "activity_rates", values)
    assert {fault.column for fault in told.value.faults} == columns
    assert {(fault.file, fault.row) for fault in told.value.faults} == {("", None)}
    assert not rates(made)


def test_odd_texts_do_no_harm() -> None:
    made = draft(None, {**COAL, "note": "a\x00b\ud800c", "source": "=1+1"})
    assert rates(made)[0].data["note"] == "a b?c"
    assert rates(made)[0].data["source"] == "=1+1"


def test_a_draft_may_be_kept_that_does_not_fit_together_yet() -> None:
    made = draft(None, {**COAL, "id": "coal", "share": "0.4"}, {**COAL, "id": "coal", "share": "0.4"})
    faults = inventories.faults_of(made)
    assert [(fault.file, fault.column) for fault in faults] == [("activity_rates", "share")]
    assert faults[0].row == rates(made)[0].pk
    with pytest.raises(InputError, match=r"add to 0\.8"):
        inventories.result_of(made)
    inventories.change_row(None, rates(made)[1], 1, {"share": "0,6"})
    # 100,000 t of coal: 0.15 g/t by the Toolkit of 2019, so 15 kg.
    assert inventories.result_of(made).totals["gross"].amounts["input_kg"].value == pytest.approx(15)


def test_rounded_shares_add_to_one_as_in_a_file() -> None:
    thirds = [{**COAL, "id": "coal", "share": "0.333", "note": str(number)} for number in range(3)]
    made = draft(None, *thirds)
    assert sum(row.share or 0 for row in inventories.data_of(made).rows) == pytest.approx(1, abs=1e-15)
    assert rates(made)[0].data["share"] == 0.333


def test_an_inventory_of_several_years_has_a_result_for_each() -> None:
    rows = [{**COAL, "id": "coal", "year": str(year), "activity_rate": str(year)} for year in (2019, 2020)]
    made = draft(None, *rows, years=(2019, 2020))
    assert inventories.years_of(made) == (2019, 2020)
    inputs = [inventories.result_of(made, year).totals["gross"].amounts["input_kg"].value for year in (2019, 2020)]
    assert inputs == pytest.approx([2019 * 0.15e-3, 2020 * 0.15e-3])
    with pytest.raises(InputError):
        inventories.result_of(made, 2018)


def test_an_empty_inventory_has_an_empty_result() -> None:
    assert inventories.result_of(draft(None)).totals["gross"].amounts["input_kg"].value == 0


def test_the_header_is_checked_like_that_of_a_file(person: MakeUser) -> None:
    made = draft(None)
    inventories.change_header(
        None, made, 1, title="Made up", level="1", years=["2019", "2020"], context={"population": {"value": "1000000"}}
    )
    header = inventories.header_of(Inventory.objects.get(pk=made.pk))
    assert (header.level, header.years, header.context["population"]) == (1, (2019, 2020), ContextEntry(1e6))
    for values in (
        {"year": "soon"},
        {"country": "XXX"},
        {"factor_set": "mine"},
        {"standing": "true"},
        {"title": "x" * 301},
        {"layers": ["x"]},
    ):
        with pytest.raises(InputError):
            inventories.change_header(None, made, None, **values)
    with pytest.raises(ConflictError):
        inventories.change_header(None, made, 1, title="Other")
    with pytest.raises(InputError):
        inventories.make(None, Header("GHA", 20, factor_set="none"), standing="estimate")
    compiler = person("compiler", "compiler", "GHA")
    with pytest.raises(RightsError):
        inventories.change_header(compiler, made, None, country="KEN")


def test_two_people_who_change_one_row() -> None:
    row = rates(draft(None, COAL))[0]
    inventories.change_row(None, row, 1, {"note": "first"})
    with pytest.raises(ConflictError) as told:
        inventories.change_row(None, InventoryRow.objects.get(pk=row.pk), 1, {"note": "second"})
    assert told.value.theirs["data"]["note"] == "first"
    with pytest.raises(ConflictError):
        inventories.remove_row(None, row, 1)
    inventories.remove_row(None, row, 2)
    for attempt in (
        lambda: inventories.remove_row(None, row, 2),
        lambda: inventories.change_row(None, row, 2, {"note": "third"}),
    ):
        with pytest.raises(ConflictError):
            attempt()


@pytest.mark.parametrize("state", ["submitted", "in_review", "published", "superseded"])
def test_what_is_not_open_refuses_every_change(state: str) -> None:
    made = draft(None, COAL)
    row = rates(made)[0]
    Inventory.objects.update(state=state)
    for attempt in (
        lambda: inventories.add_row(None, made, "activity_rates", COAL),
        lambda: inventories.change_row(None, row, 1, {"note": "x"}),
        lambda: inventories.remove_row(None, row, 1),
        lambda: inventories.change_header(None, made, 1, title="x"),
    ):
        with pytest.raises(ClosedError):
            attempt()


@pytest.mark.parametrize("role", ["", *RIGHTS])
def test_who_may_write_an_inventory(person: MakeUser, role: str) -> None:
    made = draft(None, COAL)
    row = rates(made)[0]
    actor = person("actor", role, "GHA")
    attempts = (
        lambda: inventories.make(actor, Header("GHA", 2021), standing="estimate"),
        lambda: inventories.add_row(actor, made, "sources", {"id": "a", "citation": "A, made up"}),
        lambda: inventories.change_row(actor, row, 1, {"note": "x"}),
        lambda: inventories.change_header(actor, made, 1, title="x"),
        lambda: inventories.remove_row(actor, row, None),
    )
    for attempt in attempts:
        if role in ("compiler", "secretariat"):
            attempt()
        else:
            with pytest.raises(RightsError):
                attempt()
    with pytest.raises(RightsError):
        inventories.make(actor, Header("KEN", 2021), standing="estimate")


def test_a_correction_is_a_new_version_and_shows_what_differs() -> None:
    lead = {"code": "5.2.5", "present": "N", "unit": ""}
    old = draft(None, COAL, lead)
    with pytest.raises(ClosedError):
        inventories.new_version(None, old, "corrected")
    Inventory.objects.update(state="published")
    new = inventories.new_version(None, old, "coal was counted twice")
    assert (new.series, new.number, new.state) == (old.series, 2, "draft")
    assert Entry.objects.get(action="inventory.new_version").reason == "coal was counted twice"
    assert inventories.differences(old, new) == ()
    with pytest.raises(ClosedError):
        inventories.new_version(None, old, "again")
    coal, absent = rates(new)
    inventories.change_row(None, coal, 1, {"activity_rate": "50000"})
    inventories.remove_row(None, absent, 1)
    inventories.add_row(None, new, "sources", {"id": "balance", "citation": "Energy balance (made up)"})
    inventories.change_header(None, new, 1, title="Corrected")
    told = inventories.differences(old, Inventory.objects.get(pk=new.pk))
    assert [(one.table, one.kind) for one in told] == [
        ("inventory", "changed"),
        ("activity_rates", "changed"),
        ("activity_rates", "removed"),
        ("sources", "added"),
    ]
    field = told[1].fields[0]
    assert (len(told[1].fields), field.column, field.before, field.after) == (1, "activity_rate", 100000, 50000)
    totals = {(one.total, one.amount): one for one in inventories.total_differences(old, new)}
    gross = totals["gross", "input_kg"]
    assert gross.before is not None
    assert gross.after is not None
    assert gross.after.value == pytest.approx(gross.before.value / 2)
    assert len(rates(old)) == 2


EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, 5), st.integers(0, 10**6)), max_size=12
)


@given(EDITS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_journal_replayed_gives_what_the_store_holds(edits: list[tuple[str, int, int]]) -> None:
    made = draft(None)
    for kind, place, number in edits:
        rows = rates(made)
        if kind == "add" or not rows:
            inventories.add_row(None, made, "activity_rates", {**COAL, "activity_rate": float(number)})
        elif kind == "change":
            row = rows[place % len(rows)]
            inventories.change_row(None, row, row.version, {"activity_rate": float(number), "note": str(number)})
        else:
            row = rows[place % len(rows)]
            inventories.remove_row(None, row, row.version)
    replayed: dict[int, Any] = {}
    ids = {row.pk for row in rates(made)}
    for change in Change.objects.filter(record_type="inventory_row").order_by("id"):
        told = json.loads(change.content)
        if change.kind == "added" and told["inventory_id"] == made.pk:
            replayed[change.record_id] = told["data"]
        elif change.kind == "changed" and change.record_id in replayed:
            assert replayed[change.record_id] == told["before"]["data"]
            replayed[change.record_id] = told["after"]["data"]
        elif change.kind == "removed":
            replayed.pop(change.record_id, None)
    data = inventories.data_of(made)
    assert replayed.keys() == ids
    assert [row.activity_rate for row in data.rows] == [replayed[row.pk]["activity_rate"] for row in rates(made)]
    assert [row.note for row in data.rows] == [replayed[row.pk]["note"] for row in rates(made)]
    assert verify() == Entry.objects.count()
