"""Several reporting years of one inventory, recalculated alike."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from almaden.inventory import Inventory
from almaden.inventory.records import ActivityRow, FactorRow, Header
from almaden.inventory.series import run_series, series
from almaden.reference.pathways import AMOUNTS

HEADER = Header("PHL", 2018, years=(2015, 2018, 2017), notice="made up")


def coal(rate: float, year: int | None, **changes: object) -> ActivityRow:
    """15 kg of mercury per 100,000 t."""
    row = ActivityRow(id="coal", code="5.1.1", present="Y", activity_rate=rate, unit="t", year=year)
    return row.model_copy(update=changes)


ROWS = [
    coal(1e5, 2015),
    coal(2e5, 2018),
    coal(1.5e5, 2017),
    # In every year; 11 kg.
    ActivityRow(id="cement", code="5.3.1", present="Y", activity_rate=1e5, unit="t"),
    ActivityRow(code="5.5.1.1", present="Y", activity_rate=1e4, unit="items", year=2015),
    ActivityRow(code="5.2.3", present="?", unit="t", year=2018),
]


def test_years_are_in_order_with_their_own_rows() -> None:
    found = run_series(Inventory.of(HEADER, ROWS), draws=64)
    assert found.years == (2015, 2017, 2018)
    totals = [result.totals["gross"].amounts["input_kg"].value for result in found.results]
    assert totals == pytest.approx([15 + 11 + 10, 22.5 + 11, 30 + 11])
    assert [len(result.rows) for result in found.results] == [3, 2, 3]
    assert found.notes == ("rows of 2018 that are not known and in no total: 1",)


def test_last_year_carries_the_trend_and_the_others_do_not() -> None:
    found = run_series(Inventory.of(HEADER, ROWS), draws=64)
    assert all(source.trend_share is None for result in found.results[:-1] for source in result.key_sources)
    shares = {one.code: one.trend_share for one in found.results[-1].key_sources if one.quantity == "input_kg"}
    # Shares of the total 15/36, 11/36, 10/36 before and 30/41, 11/41, 0 after.
    moves = {"5.1.1": 30 / 41 - 15 / 36, "5.3.1": 11 / 36 - 11 / 41, "5.5.1.1": 10 / 36}
    whole = sum(moves.values())
    assert shares == pytest.approx({"5.1.1": moves["5.1.1"] / whole, "5.3.1": moves["5.3.1"] / whole})
    assert {one.code for one in found.trend if one.quantity == "input_kg"} == set(moves)


def test_first_and_last_year_are_compared_with_a_range() -> None:
    found = run_series(Inventory.of(HEADER, ROWS), draws=256)
    assert found.change is not None
    change = found.change.totals["gross"]["input_kg"]
    assert change.change == pytest.approx(5.0)
    assert change.effects.activity == pytest.approx(5.0)
    assert change.low is not None
    assert change.high is not None
    assert change.low < 5.0 < change.high
    # Cement is the same in both years and does not blur the change: its range alone is wider than that of 10 kg.
    (cement,) = (row for row in found.results[-1].rows if row.code == "5.3.1")
    assert cement.amounts is not None
    assert found.change.totals["gross"]["products_kg"].low == 0.0
    assert cement.amounts["products_kg"].high > cement.amounts["products_kg"].low > 0.0


def test_one_year_is_a_series_without_change() -> None:
    found = run_series(Inventory.of(replace(HEADER, years=()), [coal(1e5, None)]), draws=64)
    assert found.years == (2018,)
    assert (found.change, found.trend, found.notes) == (None, (), ())
    assert json.loads(found.to_json())["change"] is None


def test_frame_json_and_summary() -> None:
    found = run_series(Inventory.of(HEADER, ROWS), draws=64)
    frame = found.to_frame()
    assert len(frame) == 3 * 3 * len(AMOUNTS)
    last = frame[(frame["year"] == 2018) & (frame["total"] == "gross") & (frame["amount"] == "input_kg")]
    assert last["value"].item() == pytest.approx(41.0)
    record = json.loads(found.to_json())
    assert [year["year"] for year in record["years"]] == [2015, 2017, 2018]
    assert record["meta"]["seed"] == 1
    assert record["trend"][0]["code"] == "5.1.1"
    text = found.summary()
    assert "2015: gross 36.0" in text
    assert "5.1.1" in text.partition("what makes the trend")[2]


def test_results_that_were_not_calculated_alike_are_told() -> None:
    inventory = Inventory.of(Header("PHL", 2015), [coal(1e5, None)])
    layer = FactorRow(kind="input", code="5.1.1", variant="coal, all ranks", value=0.3, unit="g/t")
    other = Inventory(replace(inventory.data, header=Header("PHL", 2018), layers=(("national", (layer,)),)))
    found = series([other.run(2), inventory.run(2)])
    assert found.years == (2015, 2018)
    assert "not every year was calculated with the same factor layers: national; none" in found.notes


def test_results_that_are_no_series_are_refused() -> None:
    one = Inventory.of(Header("PHL", 2015), [coal(1e5, None)]).run(2)
    other = Inventory.of(Header("GHA", 2018), [coal(1e5, None)]).run(2)
    for results in ([], [one, one], [one, other]):
        with pytest.raises(ValueError, match="one country, one for each year"):
            series(results)
