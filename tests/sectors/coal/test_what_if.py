"""What measures do at one unit by the engine: with common draws, and as plain values that JSON can hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from almaden.sectors.coal.changes import Change, standard
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.records import CoalUnitRecord
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.what_if import compared_as_dict, what_if

UNIT = fill(CoalUnitRecord(id="A", country="IDN", capacity_mw=660, start_year=2016, controls="ESP"), year=2024)
META = Meta("almaden", "0", 400, 1, "latin hypercube", "", 2024, "planned or age 40")
HOW = economy(2025)


def told(*changes: Change) -> list[dict[str, Any]]:
    return compared_as_dict(what_if(UNIT, changes, META, HOW))


def test_both_sides_have_the_same_draws() -> None:
    (found,) = told(standard()["retire"])
    # Closing avoids all in every draw: without common draws the share would scatter.
    assert (found["avoided_share"], found["avoided_share_low"], found["avoided_share_high"]) == (1.0, 1.0, 1.0)
    assert found["avoided_kg_per_year"] == found["before_kg_per_year"]
    assert found["kg_per_year"] == 0.0


def test_parts_add_to_the_cost_and_cost_to_usd_per_kg() -> None:
    (found,) = told(standard()["ACI brominated"])
    parts = found["cost_parts_usd_per_year"]
    assert sum(part["value"] for part in parts.values()) == pytest.approx(found["cost_usd_per_year"])
    assert {"capital", "sorbent"} <= set(parts)
    assert found["usd_per_kg"] == pytest.approx(found["cost_usd_per_year"] / found["avoided_kg_per_year"])
    # Carbon spares no other pollutant, so sharing changes nothing.
    assert found["usd_per_kg_shared"] == found["usd_per_kg"]
    assert found["avoided_lifetime_kg"] == pytest.approx(found["avoided_kg_per_year"] * found["years"])


def test_a_scrubber_takes_sulphur_along() -> None:
    (found,) = told(standard()["wFGD"])
    assert found["avoided_SO2_t_per_year"] > 1000
    assert found["usd_per_kg_shared"] == 0.0


def test_what_cannot_be_made_says_why() -> None:
    (found,) = told(standard()["ESP"])
    assert found["reason"] == "CS-ESP is there already"
    assert "kg_per_year" not in found


def test_everything_goes_into_json() -> None:
    text = json.dumps(told(*standard().values()), allow_nan=False)
    assert len(json.loads(text)) == len(standard())
