"""Numbers above the bound that were kept before there was one: every page names the row, none breaks."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from almaden.errors import InputError
from almaden.store import factor_layers, inventories
from almaden.store.models import FactorLayer, InventoryRow
from tests.store.conftest import MakeUser
from tests.store.samples import rates
from tests.web.inventory_samples import coal_draft, published, signed_in, text

pytestmark = pytest.mark.django_db
PAGES = ("", "rows/", "rows/new/activity_rates/", "settings/", "checks/", "compare/", "report/", "review/", "history/")


@pytest.mark.parametrize(
    ("column", "value"),
    [("activity_rate", 1e300), ("activity_rate", 1.1e15), ("activity_rate", -1e300), ("high", 1e200)],
)
def test_no_page_breaks_and_the_row_is_named(person: MakeUser, column: str, value: float) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    row = rates(inventory)[0]
    InventoryRow.objects.filter(pk=row.pk).update(data={**row.data, column: value})
    with pytest.raises(InputError) as told:
        inventories.result_of(inventory)
    fault = told.value.faults[0]
    assert (fault.file, fault.row, fault.column) == ("activity_rates", row.pk, column)
    assert fault.problem == "the number is too large"
    client = signed_in(ana)
    for page in (*PAGES, f"rows/{row.pk}/"):
        assert client.get(f"/inventories/{inventory.pk}/{page}").status_code == 200, page
    assert "the number is too large" in text(client.get(f"/inventories/{inventory.pk}/"))
    for page in ("origin/?path=", "report/file/"):
        assert client.get(f"/inventories/{inventory.pk}/{page}").status_code in (404, 422), page
    answer = client.get(f"/api/v1/inventories/{inventory.pk}/result")
    assert answer.status_code == 422
    first = json.loads(answer.content)["faults"][0]
    assert (first["row"], first["column"]) == (row.pk, column)
    for page in ("/", "/inventories/", "/countries/GHA/"):
        assert client.get(page).status_code == 200, page


def test_what_was_published_is_still_shown_to_the_public(person: MakeUser) -> None:
    inventory = published(person("ana", "compiler", "GHA"), person("ben", "reviewer"))
    row = rates(inventory)[0]
    InventoryRow.objects.filter(pk=row.pk).update(data={**row.data, "activity_rate": 1e300})
    for page in (f"/inventories/{inventory.pk}/{page}" for page in ("", "rows/", "checks/", "compare/", "report/")):
        assert Client().get(page).status_code == 200, page
    for page in ("/", "/inventories/", "/countries/GHA/"):
        assert Client().get(page).status_code == 200, page


def test_a_factor_of_a_layer_is_named_by_its_row(person: MakeUser) -> None:
    factor = {"kind": "input", "code": "5.1.1", "value": "0.3", "unit": "g/t", "source": "survey (made up)"}
    layer = factor_layers.make(None, "national", country="GHA", rows=[factor])
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    inventories.change_header(ana, inventory, inventory.version, layers=["national"])
    FactorLayer.objects.filter(pk=layer.pk).update(rows=[{**layer.rows[0], "value": 1e300}])
    inventory.refresh_from_db()
    with pytest.raises(InputError) as told:
        inventories.result_of(inventory)
    (fault,) = told.value.faults
    assert (fault.file, fault.row, fault.column) == ("national", 1, "value")
    for page in (f"/inventories/{inventory.pk}/", "/factors/", f"/inventories/{inventory.pk}/checks/"):
        assert signed_in(ana).get(page).status_code == 200, page
