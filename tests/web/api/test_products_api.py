"""Products by the API: results of studies, how much of them the public may know, and the calculators."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from almaden.sectors.products.engine import run
from almaden.store import waiting
from almaden.store.product_studies import stock_data
from tests.web.api.conftest import FACILITY, Call


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What was reckoned for studies of other tests, which have the same numbers."""
    waiting.forget()


def test_the_stock_of_a_study_is_that_of_the_command(call: Call, records: SimpleNamespace) -> None:
    path = f"/products/studies/{records.products.pk}/stock?draws=200&seed=3&until=2025"
    public, own = call("get", path).json(), call("get", path, records.author).json()
    wanted = run(stock_data(records.products), draws=200, seed=3, until=2025).as_dict()
    assert public["sums"] == own["sums"] == wanted["sums"]
    assert (public["origins"], bool(own["origins"])) == ([], True)
    assert "Hidden stores" not in call("get", path).content.decode()
    assert call("get", path.replace("2025", "1900")).status_code == 422


def test_no_amount_of_single_reporters_is_public(call: Call, records: SimpleNamespace) -> None:
    path = f"/products/studies/{records.balance.pk}/balance?draws=100"
    public, own = call("get", path).content.decode(), call("get", path, records.author).content.decode()
    for secret in ("777", "Hidden works"):
        assert secret in own
        assert secret not in public
    for other in (f"/studies/{records.balance.pk}", f"/studies/{records.balance.pk}/tables"):
        assert "777" not in call("get", other).content.decode()


def test_a_facility_that_is_sent(call: Call, records: SimpleNamespace) -> None:
    found = call("post", "/products/facility", records.author, json={"tables": FACILITY, "draws": 100}).json()
    # 10 gauges with 100 g; going on costs one new gauge a year, 50 USD; 10 new ones cost 400 USD at once.
    total = found["total"]
    assert (total["mercury_g"], total["broken_g"], total["continuing"], total["investment"]) == (1000, 100, 50, 400)
    assert found["plan"] is None
    wrong = {**FACILITY, "items": [{**FACILITY["items"][0], "kind": "gauge of blood"}]}
    assert call("post", "/products/facility", records.author, json={"tables": wrong}).status_code == 422


def test_lamps_and_alternatives(call: Call, records: SimpleNamespace) -> None:
    query = "lamp=lfl&number=1000&hours=3000&electricity=0.1&power=36&new_power=16&grid=0.02"
    found = call("get", f"/products/lamps?{query}").json()
    # 1,000 lamps, 20 W less for 3,000 h: 60,000 kWh, which are 6,000 USD; at 0.02 mg/kWh 1.2 g of mercury.
    assert found["saved_kwh"] == pytest.approx(60_000)
    assert found["avoided_grid_g"] == pytest.approx(1.2)
    assert call("get", "/products/lamps?lamp=candle&number=1&hours=1&electricity=1").status_code == 422
    kinds = {one["kind"] for one in call("get", "/products/alternatives?kind=sphygmomanometer").json()["alternatives"]}
    assert kinds == {"sphygmomanometer"}
