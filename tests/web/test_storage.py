"""The pages of storage: facilities, options compared, sites, local points of gold miners."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from almaden.store import waiting
from almaden.store.studies import make
from almaden.supply.storage.data import StorageData, example
from almaden.supply.storage.interim import plan_interim
from almaden.supply.storage.options import compare
from almaden.web.options_form import OptionsForm
from almaden.web.supply_data import Chosen
from tests.web.conftest import SignIn
from tests.web.test_supply import page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgetting() -> None:
    """Studies of other tests have the same numbers."""
    waiting.forget()


def form(query: str = "") -> OptionsForm:
    return OptionsForm(Chosen("example", example(), None, own=True), QueryDict(query))


def test_untouched_options_give_what_the_command_gives() -> None:
    first = form()
    # As a browser sends it: every cell, as it stands.
    sent = QueryDict(mutable=True)
    sent.update(first.asked.usual)
    data, tonnes, discount = form(sent.urlencode()).made()
    assert compare(data, tonnes, discount, draws=100).options == compare(example(), 170, 0.04, draws=100).options


def test_changed_and_own_options() -> None:
    told = form("1_disposal_per_t=5000 (4000–6000)&1_law=&own=1&4_name=Ours&4_disposal_per_t=100&4_distance_km=0")
    data, tonnes, discount = told.made()
    assert told.asked.problems == {}
    (cost,) = [one for one in data.costs_of("EXPORT") if one.item == "disposal_per_t"]
    assert (cost.value, cost.low, cost.high, cost.currency, cost.money_year) == (5000, 4000, 6000, "USD", 2019)
    assert data.options[0].law is None
    found = compare(data, tonnes, discount, draws=100)
    # 100 USD at once and nothing else.
    assert found.options[0].id == "OWN-4"
    assert found.options[0].cost_per_t.value == pytest.approx(100)
    assert data.notice


def test_what_is_wrong_stands_at_its_cell() -> None:
    told = form("tonnes=x&1_disposal_per_t=5 (9-12)&2_long_term=7&3_storage_years=-1")
    told.made()
    assert set(told.asked.problems) == {"tonnes", "1_disposal_per_t", "2_long_term", "3_storage_years"}


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/supply/storage/?on=2026-11-21", 200, "Jun 30, 2027"),
        ("/supply/storage/?on=2026-11-21&until=2020", 422, "the number is too large or too small"),
        ("/supply/storage/compare/?tonnes=200&discount=0.03", 200, "WAREHOUSE is cheaper than UNDERGROUND"),
        ("/supply/storage/compare/?discount=4", 422, "from 0 to 1"),
        ("/supply/storage/siting/", 200, "no plan is cheaper"),
        ("/supply/storage/siting/?max_km=10", 422, "no site"),
        ("/supply/storage/interim/", 200, "MADE-UP-GROUP-1: 100 kg"),
        ("/supply/storage/interim/?1_id=A&1_country=PHL&1_latitude=95&1_longitude=120&1_held=3", 422, "latitude"),
    ],
)
def test_forms_in_addresses(client: Client, address: str, status: int, told: str) -> None:
    assert told in page(client, address, status)


def test_local_points_of_the_form_cost_what_the_command_says(client: Client) -> None:
    found = plan_interim(example())
    text = page(client, "/supply/storage/interim/")
    assert f"{found.mercury_kg:g}" in text


def test_of_a_study_the_public_sees_results_and_public_facilities(signed_in_as: SignIn, client: Client) -> None:
    data = example()
    shown, hidden = data.facilities[0], data.facilities[1].model_copy(update={"source": "", "name": "Secret vault"})
    tables = {name: getattr(data, name) for name in StorageData.__dataclass_fields__ if name in _TABLES}
    study = make(None, "storage", tables | {"facilities": (shown, hidden)}, country="GHA")
    study.state = "published"
    study.save()
    text = page(client, f"/supply/storage/?data={study.pk}&on=2026-11-21")
    assert shown.name in text
    assert "Secret vault" not in text
    assert "counted only" in text
    own = signed_in_as("compiler", "GHA")
    assert "Secret vault" in page(own, f"/supply/storage/?data={study.pk}")
    # Prices that one office told are for those who work on the country; what they come to is for all.
    address = f"/supply/storage/compare/?data={study.pk}"
    assert 'name="1_disposal_per_t"' not in page(client, address)
    assert "the cheapest in" in page(client, address)
    assert 'name="1_disposal_per_t"' in page(own, address)
    assert "MADE-UP-GROUP" not in page(client, f"/supply/storage/interim/?data={study.pk}")


_TABLES = ("sources", "options", "costs", "candidates", "crossings", "holdings")
