"""Every figure of a result leads to its source document in at most two clicks."""

from __future__ import annotations

import html
import re
from urllib.parse import quote_plus

from django.test import Client

from almaden.store.inventories import add_row
from almaden.store.models import Inventory
from tests.store.conftest import MakeUser
from tests.store.samples import rates
from tests.web.inventory_samples import SOURCE, coal_draft, published, signed_in, text


def figures(client: Client, inventory: Inventory) -> list[str]:
    """Where the figures of the page with the results lead to, each address once."""
    page = text(client.get(f"/inventories/{inventory.pk}/"))
    found = re.findall(r'<a class="origin[^"]*" href="([^"]+)"', page)
    return list(dict.fromkeys(html.unescape(one) for one in found))


def test_every_figure_leads_to_its_sources_in_two_clicks(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory, client = coal_draft(ana), signed_in(ana)
    document = f"/inventories/{inventory.pk}/source/?key={quote_plus(SOURCE)}"
    addresses = figures(client, inventory)
    # Three totals and a group, each with an input and outputs.
    assert len(addresses) > 8
    for address in addresses:
        first = client.get(address)
        assert first.status_code == 200, address
        page = html.unescape(text(first))
        assert f'href="{document}"' in page, address
        assert 'href="/factors/5.1.1/"' in page, address
    second = text(client.get(document))
    assert SOURCE in second
    assert f"/inventories/{inventory.pk}/rows/{rates(inventory)[0].pk}/" in second


def test_a_row_is_explained_with_formula_factor_person_and_day(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    page = text(signed_in(ana).get(f"/inventories/{inventory.pk}/origin/?of=5.1.1&amount=input_kg"))
    # The input factor of the Toolkit for coal in power plants, 0.15 g/t (0.05 to 0.5).
    assert "100,000 t x 0.15 g/t = 15 kg" in page
    assert "0.05 – 0.5" in page
    assert "unverified" in page
    assert "written by ana" in page


def test_a_total_of_many_rows_lists_them_with_their_sources(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    codes = ("5.1.2", "5.2.3", "5.2.4", "5.2.5", "5.3.1", "5.2.6", "5.2.7", "5.1.6", "5.2.9")
    for code in codes:
        values = {"code": code, "present": "Y", "activity_rate": "1000", "unit": "t", "source": f"book {code}"}
        add_row(ana, inventory, "activity_rates", values)
    page = html.unescape(text(signed_in(ana).get(f"/inventories/{inventory.pk}/origin/?of=toolkit&amount=air_kg")))
    for code in codes:
        assert f"/inventories/{inventory.pk}/source/?key={quote_plus(f'book {code}')}" in page


def test_a_listed_source_is_shown_by_its_citation_and_address(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    listed = {"id": SOURCE, "citation": "A ministry (made up), Energy balance", "url": "https://example.org/b.pdf"}
    add_row(ana, inventory, "sources", listed)
    page = text(signed_in(ana).get(f"/inventories/{inventory.pk}/source/?key={quote_plus(SOURCE)}"))
    assert "A ministry (made up), Energy balance" in page
    assert 'href="https://example.org/b.pdf"' in page


def test_what_is_no_figure_is_not_explained(person: MakeUser, browser: Client) -> None:
    inventory = published(person("ana", "compiler", "GHA"), person("ben", "reviewer"))
    assert browser.get(f"/inventories/{inventory.pk}/origin/?of=nothing").status_code == 422
    assert browser.get(f"/inventories/{inventory.pk}/origin/?of=gross&amount=gold").status_code == 404
    assert browser.get(f"/inventories/{inventory.pk}/source/?key=nothing").status_code == 404
