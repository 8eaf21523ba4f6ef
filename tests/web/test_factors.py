"""Pages of factors: the set by source category, who relies on a factor, layers of one's own."""

from __future__ import annotations

from django.test import Client

from almaden.store.models import FactorLayer
from tests.store.conftest import MakeUser
from tests.web.inventory_samples import coal_draft, published, signed_in, text

ROW = {"kind": "input", "code": "5.1.1", "value": "0,12", "unit": "g/t", "status": "verified", "source": "A survey"}


def test_a_factor_is_shown_with_range_and_status(db: None, browser: Client) -> None:
    page = text(browser.get("/factors/5.1.1/"))
    # The Toolkit's factor for coal of all ranks: 0.15 g/t, from 0.05 to 0.5.
    assert '<td class="num">0.15</td><td class="num"><bdi dir="ltr">0.05 – 0.5</bdi></td>' in page
    assert "unverified" in page
    assert browser.get("/factors/9.9.9/").status_code == 404


def test_the_tree_is_searched_by_code_and_name(db: None, browser: Client) -> None:
    page = text(browser.get("/factors/?q=crematoria"))
    assert 'href="/factors/5.10.1/"' in page
    assert 'href="/factors/5.1.1/"' not in page


def test_who_relies_on_a_factor_is_told_to_those_who_may_see_it(person: MakeUser, browser: Client) -> None:
    ana = person("ana", "compiler", "GHA")
    shown, hidden = published(ana, person("ben", "reviewer")), coal_draft(ana)
    page = text(browser.get("/factors/5.1.1/"))
    assert f"/inventories/{shown.pk}/origin/" in page
    assert f"/inventories/{hidden.pk}/origin/" not in page


def test_numbers_behind_all_factors_have_their_source(db: None, browser: Client) -> None:
    page = text(browser.get("/factors/conventions/"))
    assert "toolkit range" in page
    assert "5.8.1" in page


def layer_of(client: Client) -> FactorLayer:
    client.post("/factors/layers/new/", {"name": "ghana-2024", "title": "A survey", "country": "GHA"})
    return FactorLayer.objects.get()


def test_a_layer_is_made_filled_and_published(person: MakeUser) -> None:
    ana, ben = person("ana", "compiler", "GHA"), person("ben", "reviewer")
    author = signed_in(ana)
    layer = layer_of(author)
    rows, step = f"/factors/layers/{layer.pk}/rows/", f"/factors/layers/{layer.pk}/step/"
    assert author.post(rows, {**ROW, "version": str(layer.version)}).status_code == 302
    layer.refresh_from_db()
    assert layer.rows[0]["value"] == 0.12
    author.post(step, {"step": "submit"})
    for name in ("take", "publish"):
        signed_in(ben).post(step, {"step": name})
    layer.refresh_from_db()
    assert layer.state == "published"
    assert f"/factors/layers/{layer.pk}/" in text(Client().get("/factors/5.1.1/"))


def test_a_faulty_factor_is_told_and_not_kept(person: MakeUser) -> None:
    client = signed_in(person("ana", "compiler", "GHA"))
    layer = layer_of(client)
    form = {**ROW, "value": "much", "version": str(layer.version)}
    answer = client.post(f"/factors/layers/{layer.pk}/rows/", form)
    assert answer.status_code == 422
    assert 'id="id_value_error"' in text(answer)
    layer.refresh_from_db()
    assert layer.rows == []


def test_a_layer_that_was_changed_meanwhile_is_a_conflict(person: MakeUser) -> None:
    client = signed_in(person("ana", "compiler", "GHA"))
    layer = layer_of(client)
    address = f"/factors/layers/{layer.pk}/rows/"
    form = {**ROW, "version": str(layer.version)}
    client.post(address, form)
    assert client.post(address, form).status_code == 409
    layer.refresh_from_db()
    assert len(layer.rows) == 1


def test_a_row_of_a_layer_is_removed(person: MakeUser) -> None:
    client = signed_in(person("ana", "compiler", "GHA"))
    layer = layer_of(client)
    address = f"/factors/layers/{layer.pk}/rows/"
    client.post(address, {**ROW, "version": str(layer.version)})
    layer.refresh_from_db()
    client.post(address, {**ROW, "row": "1", "remove": "1", "version": str(layer.version)})
    layer.refresh_from_db()
    assert layer.rows == []
    assert client.get(f"{address}?row=7").status_code == 404


def test_a_layer_of_another_country_is_hidden(person: MakeUser) -> None:
    layer = layer_of(signed_in(person("ana", "compiler", "GHA")))
    other = signed_in(person("eve", "compiler", "PHL"))
    assert other.get(f"/factors/layers/{layer.pk}/").status_code == 404
    assert other.post(f"/factors/layers/{layer.pk}/rows/", ROW).status_code == 404
