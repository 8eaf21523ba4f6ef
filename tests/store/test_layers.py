"""Layers of factors, and tables that hold what their record types say."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.reference.record import Record, columns
from almaden.reference.records import FacilityRecord, SiteRecord, SourceRecord, UnitRecord
from almaden.store import factor_layers, inventories
from almaden.store.journal import ConflictError
from almaden.store.models import Facility, FactorLayer, Site, SourceDocument, Unit
from almaden.store.models.recorded import Recorded
from almaden.store.rights import RIGHTS, RightsError
from tests.store.conftest import MakeUser
from tests.store.samples import COAL, draft

pytestmark = pytest.mark.django_db
FACTOR = {"kind": "input", "code": "5.1.1", "value": "0,3", "unit": "g/t", "source": "survey (made up)"}


def test_a_layer_of_the_store_lies_over_the_factor_set() -> None:
    layer = factor_layers.make(None, "national", title="National factors (made up)", country="GHA", rows=[FACTOR])
    assert factor_layers.rows(layer)[0].value == 0.3
    made = draft(None, COAL, layers=("national",))
    # 100,000 t at 0.3 g/t.
    assert inventories.result_of(made).totals["gross"].amounts["input_kg"].value == pytest.approx(30)
    factor_layers.change(None, layer, 1, rows=[{**FACTOR, "value": 0.6}])
    assert inventories.result_of(made).totals["gross"].amounts["input_kg"].value == pytest.approx(60)
    FactorLayer.objects.all().delete()
    assert [fault.value for fault in inventories.faults_of(made)] == ["national"]


def test_every_fault_of_a_layer_is_told_with_its_row() -> None:
    with pytest.raises(InputError) as told:
        factor_layers.make(None, "x", rows=[FACTOR, {**FACTOR, "code": "9"}, {**FACTOR, "unit": "t"}])
    assert [(fault.row, fault.column) for fault in told.value.faults] == [(2, "code"), (3, "unit")]
    factor_layers.make(None, "taken")
    for name in ("", "factors", "taken", "x" * 81):
        with pytest.raises(InputError):
            factor_layers.make(None, name)


def test_a_layer_is_changed_by_one_at_a_time_and_only_while_it_is_open() -> None:
    layer = factor_layers.make(None, "national", rows=[FACTOR])
    factor_layers.change(None, layer, 1, title="A")
    with pytest.raises(ConflictError):
        factor_layers.change(None, layer, 1, title="B")
    with pytest.raises(InputError):
        factor_layers.change(None, layer, None, name="other")


@pytest.mark.parametrize("role", ["", *RIGHTS])
def test_who_may_write_and_see_a_layer(person: MakeUser, role: str) -> None:
    actor = person("actor", role, "GHA")
    ours = factor_layers.make(None, "ours", country="GHA")
    theirs = factor_layers.make(None, "theirs", country="KEN")
    if role and "write_factors" in RIGHTS[role]:
        factor_layers.change(actor, ours, 1, title="x")
    else:
        with pytest.raises(RightsError):
            factor_layers.change(actor, ours, 1, title="x")
    for country in ("KEN", ""):
        with pytest.raises(RightsError):
            factor_layers.make(actor, "new", country=country)
    seen = {ours} if role and "read_drafts" in RIGHTS[role] else set()
    assert set(factor_layers.visible_layers(actor)) == seen
    FactorLayer.objects.filter(pk=theirs.pk).update(state="published")
    assert set(factor_layers.visible_layers(actor)) == {*seen, theirs}
    assert set(factor_layers.visible_layers(None)) == {theirs}


def test_a_draft_layer_of_another_country_cannot_be_taken(person: MakeUser) -> None:
    factor_layers.make(None, "theirs", country="KEN", rows=[FACTOR])
    compiler = person("compiler", "compiler", "GHA")
    made = draft(compiler, COAL)
    with pytest.raises(InputError, match="no factor layer"):
        inventories.change_header(compiler, made, 1, layers=["theirs"])
    FactorLayer.objects.update(state="published")
    inventories.change_header(compiler, made, 1, layers=["theirs"])
    assert inventories.header_of(made).layers == ("theirs",)


@pytest.mark.parametrize(
    ("table", "record"),
    [(Facility, FacilityRecord), (Unit, UnitRecord), (Site, SiteRecord), (SourceDocument, SourceRecord)],
)
def test_a_table_has_the_fields_of_its_record_type(table: type[Recorded], record: type[Record]) -> None:
    fields = {field.name: field for field in table._meta.concrete_fields}
    assert set(columns(record)) <= set(fields)
    assert set(fields) - set(columns(record)) == {"id", "version"} | (
        {"upload"} if table is SourceDocument else {"dataset"} if table is not Unit else set()
    )
    for name, info in record.model_fields.items():
        is_number = info.annotation in (int | None, float | None)
        if is_number:
            assert fields[name].null, name
        assert is_number == (fields[name].get_internal_type() in ("IntegerField", "FloatField")), name
