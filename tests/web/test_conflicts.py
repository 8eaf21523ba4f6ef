"""Of two people who change one record the second is shown both versions and loses neither."""

from __future__ import annotations

from almaden.store.factor_layers import make
from almaden.store.inventories import change_row, header_of
from almaden.store.models import FactorLayer, Inventory
from tests.store.conftest import MakeUser
from tests.store.samples import rates
from tests.web.inventory_samples import coal_draft, signed_in, text

SETTINGS = {"title": "Mine", "level": "2", "standing": "estimate", "years": "2020"}
FACTOR = {"kind": "input", "code": "5.1.1", "value": "0.2", "unit": "g/t", "source": "made up", "status": "user"}


def test_settings_keep_years_and_layers(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory, client = coal_draft(ana), signed_in(ana)
    make(ana, "ghana-made-up", title="Made up", country="GHA")
    make(None, "elsewhere-made-up", country="ALB")
    address = f"/inventories/{inventory.pk}/settings/"
    page = text(client.get(address))
    assert "ghana-made-up: Made up" in page
    assert "elsewhere-made-up" not in page
    sent = {**SETTINGS, "years": "2020, 2021", "layers": ["ghana-made-up"], "version": str(inventory.version)}
    assert client.post(address, sent).status_code == 302
    header = header_of(Inventory.objects.get(pk=inventory.pk))
    assert (header.years, header.layers) == ((2020, 2021), ("ghana-made-up",))
    version = str(Inventory.objects.get(pk=inventory.pk).version)
    for wrong in ({"years": "2020, soon"}, {"years": "2021"}, {"layers": ["elsewhere-made-up"]}):
        assert client.post(address, {**sent, "version": version, **wrong}).status_code == 422
    assert client.post(address, {**SETTINGS, "years": "", "version": version}).status_code == 302
    header = header_of(Inventory.objects.get(pk=inventory.pk))
    assert (header.years, header.layers) == ((), ())


def test_values_of_the_country_have_names_that_people_read(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory, client = coal_draft(ana), signed_in(ana)
    sent = {**SETTINGS, "version": str(inventory.version), "context-name": "coal_power_mwh", "context-value": "5"}
    assert client.post(f"/inventories/{inventory.pk}/settings/", sent).status_code == 302
    page = text(client.get(f"/inventories/{inventory.pk}/settings/"))
    assert 'name="context-name" value="coal_power_mwh">electricity from coal, MWh' in page
    assert '<option value="capacity_5_2_4">capacity of plants of 5.2.4</option>' in page


def test_settings_of_two_people(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory, client = coal_draft(ana), signed_in(ana)
    address = f"/inventories/{inventory.pk}/settings/"
    value = {"context-name": "population", "context-value": "1000"}
    seen = str(inventory.version)
    assert client.post(address, {**SETTINGS, **value, "title": "Theirs", "version": seen}).status_code == 302
    answer = client.post(address, {**SETTINGS, **value, "context-value": "2000", "version": seen})
    page = text(answer)
    assert answer.status_code == 409
    for told in ("Theirs", "Mine", "2000", "1000", "population"):
        assert told in page
    current = Inventory.objects.get(pk=inventory.pk)
    assert f'name="version" value="{current.version}"' in page
    assert current.title == "Theirs"


def test_a_row_that_was_changed_is_not_removed_unseen(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory, client = coal_draft(ana), signed_in(ana)
    row = rates(inventory)[0]
    change_row(None, row, None, {"activity_rate": 777777})
    answer = client.post(f"/inventories/{inventory.pk}/rows/{row.pk}/remove/", {"version": "1"})
    page = text(answer)
    assert answer.status_code == 409
    assert "100000" in page
    assert "777777" in page
    assert "Remove it all the same" in page
    assert len(rates(inventory)) == 1
    again = {"version": str(rates(inventory)[0].version)}
    assert client.post(f"/inventories/{inventory.pk}/rows/{row.pk}/remove/", again).status_code == 302
    assert rates(inventory) == []


def test_rows_of_a_layer_of_two_people(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    client = signed_in(ana)
    layer = make(ana, "ghana-made-up", country="GHA", rows=[FACTOR])
    address = f"/factors/layers/{layer.pk}/rows/"
    assert client.post(address, {**FACTOR, "value": "0.3", "row": "1", "version": "1"}).status_code == 302
    answer = client.post(address, {**FACTOR, "value": "0.4", "row": "1", "version": "1"})
    page = text(answer)
    assert answer.status_code == 409
    assert "0.3" in page
    assert "0.4" in page
    removal = client.post(address, {**FACTOR, "row": "1", "version": "1", "remove": "1"})
    assert removal.status_code == 409
    assert "Remove it all the same" in text(removal)
    assert FactorLayer.objects.get(pk=layer.pk).rows[0]["value"] == 0.3
