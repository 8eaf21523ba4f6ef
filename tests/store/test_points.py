"""Points of maps: those of one country, and a few where many are close together."""

from __future__ import annotations

import json
import struct
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from almaden.store.journal import writing
from almaden.store.models import Facility
from almaden.store.points import Part, facility_points, tag_of, thinned
from tests.web.place_samples import own_home, person, places

__all__ = ["own_home", "person", "places"]

rows = st.lists(
    st.tuples(st.integers(1, 10**6), st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(["", "operating"]),
              st.just("5.1.1")), max_size=80, unique_by=lambda row: row[0],
)  # fmt: skip


@given(rows, st.integers(2, 40))
def test_thinned_points_are_some_of_the_points_in_their_order(points: list[Any], most: int) -> None:
    kept = thinned(points, max(most, 16))
    assert len(kept) <= max(most, 16)
    assert kept == [row for row in points if row in kept]
    assert kept == points or len(points) > max(most, 16)


def test_lonely_points_stay_and_crowded_ones_go() -> None:
    crowd = [(number, 50.0 + number / 1e6, 10.0, "operating", "") for number in range(100)]
    alone = (1000, -33.0, -70.0, "operating", "")
    other = (1001, 50.0, 10.0, "retired", "")
    assert thinned([*crowd, alone, other], 50) == [crowd[0], alone, other]


def header(content: bytes) -> Any:
    (length,) = struct.unpack_from("<I", content)
    return json.loads(content[4 : 4 + length])


def test_points_of_one_country(places: SimpleNamespace) -> None:
    with writing(None, "sample.add") as work:
        work.add(Facility(dataset=places.shown, name="Elsewhere", country="GHA", latitude=5.5, longitude=-0.2))
    assert header(facility_points(None).content)["count"] == 2
    assert header(facility_points(None, Part(country="GHA")).content)["count"] == 1
    assert header(facility_points(None, Part(country="IRL")).content)["count"] == 0
    parts = (Part(), Part(country="GHA"), Part(most=20_000))
    assert len({tag_of(None, "facility", part) for part in parts}) == 3
