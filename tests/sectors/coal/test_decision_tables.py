"""The tables of limits, Article 8, costs, measures and other pollutants: whole, with sources, keys unique."""

from __future__ import annotations

from collections import Counter

import pytest

from almaden.reference.tables import number_or_none, read_table

KEYS = {
    "limits": ("id",),
    "jurisdictions": ("jurisdiction", "country"),
    "article8": ("key",),
    "article8_measures": ("key",),
    "bat_bep": ("id",),
    "costs": ("item", "part"),
    "cost_settings": ("key",),
    "costs_1999": ("model",),
    "price_index": ("index", "year"),
    "measures": ("id",),
    "other_coals": ("name",),
    "retrofit_places": ("device",),
    "pollutants": ("kind", "key", "pollutant"),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_table_is_whole_and_its_keys_are_unique(name: str) -> None:
    rows = read_table(f"coal/{name}")
    keys = Counter(tuple(row[column] for column in KEYS[name]) for row in rows)
    assert [key for key, count in keys.items() if count > 1] == []
    for row in rows:
        assert None not in row.values()  # a short line
        assert None not in row  # a line with too many cells
        assert row["status"] in {"verified", "unverified"}
        assert row["source"]
        assert row["seen"]
        # What is only recalled is not called verified.
        assert row["status"] == "unverified" or "recalled" not in row["seen"]


@pytest.mark.parametrize("name", ["article8", "costs", "cost_settings", "pollutants"])
def test_a_range_is_in_order(name: str) -> None:
    for row in read_table(f"coal/{name}"):
        low, high = number_or_none(row["low"]), number_or_none(row["high"])
        assert (low is None) == (high is None)
        assert low is None or high is None or low <= float(row["value"]) <= high


def test_every_device_has_a_place_in_a_retrofit() -> None:
    devices = {row["device"] for row in read_table("coal/devices")}
    assert {row["device"] for row in read_table("coal/retrofit_places")} == devices
