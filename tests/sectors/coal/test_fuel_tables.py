"""The tables of fuels, methods and monitors are whole, and nothing that is only recalled is called verified."""

from __future__ import annotations

from collections import Counter

import pytest

from almaden.reference.tables import read_table

KEYS = {
    "coal/gas_volume": ("rank",),
    "coal/heating_value": ("name",),
    "coal/method_spread": ("name",),
    "coal/methods": ("method",),
    "coal/monitor_2015q1": ("facility", "unit"),
    "coal/plausibility": ("field", "rank"),
    "coal/plausibility_limits": ("name",),
    "coal/removal_china": ("kind", "devices"),
    "coal/removal_epri": ("devices",),
    "coal/removal_icr": ("data_set", "devices", "rank"),
    "coal/removal_ipm": ("devices", "rank"),
    "coal/removal_ranges": ("devices", "rank"),
    "coal/unit_slips": ("field", "written_in"),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_table_is_whole(name: str) -> None:
    rows = read_table(name)
    keys = Counter(tuple(row[column] for column in KEYS[name]) for row in rows)
    assert [key for key, count in keys.items() if count > 1] == []
    for row in rows:
        assert None not in row.values()
        assert None not in row
        assert row["source"]
        assert row["seen"]
        assert row["status"] in {"verified", "unverified"}
        if row["seen"].startswith("recalled"):
            assert row["status"] == "unverified"
