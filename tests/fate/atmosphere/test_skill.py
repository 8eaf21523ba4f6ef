"""Observations, the halves that tune and judge, and the figures of a comparison."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.halves import half, is_tuning
from almaden.fate.atmosphere.observed import observations
from almaden.fate.atmosphere.published import published_figures
from almaden.fate.atmosphere.sites import at_sites
from almaden.fate.atmosphere.skill import skill

JUDGING_HG0 = """AMS AND ATN BAR CAL CHE CMA CPT DDU DNP EVK GRB HRM HTW KEJ KRE MAL MAN MIN MLO MWA PAL PSC RAO RCS SMK
TRO VAV VRS"""


def test_means_of_the_observations_are_the_published_ones() -> None:
    air, rain = observations("hg0"), observations("wet")
    assert len(air) == 55
    north, south = air.latitudes >= 30, air.latitudes < -30
    assert (north.sum(), south.sum()) == (38, 7)
    assert air.values[north].mean() == pytest.approx(1.500, abs=1e-3)
    assert air.values[south].mean() == pytest.approx(0.937, abs=1e-3)
    mdn = rain.of_network("MDN")
    assert (len(mdn), mdn.values.mean()) == (119, pytest.approx(8.929, abs=1e-3))
    assert np.median(mdn.values) == pytest.approx(8.01, abs=5e-3)
    assert Counter(rain.networks) == {"MDN": 119, "GMOS": 11, "EMEP": 16, "Asia": 10}
    # Lists in ng/m2 and in ug/m2 stand in one unit: Asian sites go up to 28.7 ug/m2 a year, European ones to 14.5.
    assert (rain.values.min(), rain.values.max()) == (pytest.approx(1.54, abs=0.01), pytest.approx(28.7))
    assert rain.of_network("EMEP").values.max() == pytest.approx(14.50484)
    assert rain.to_frame()["deposition_ug_per_m2_per_year"].mean() == pytest.approx(rain.values.mean())


def test_every_observation_is_known_by_one_name_and_tells_its_source() -> None:
    for one in (observations("hg0"), observations("wet")):
        assert len(set(one.sites)) == len(one)
        assert set(one.status) == {"verified"}
        assert all(one.sources)
        assert all(one.seen)


def test_the_halves_stay_as_they_are() -> None:
    air, rain = observations("hg0").sites, observations("wet").sites
    assert [site for site in air if half(site) == "judging"] == JUDGING_HG0.split()
    assert (is_tuning(air).sum(), is_tuning(rain).sum()) == (26, 76)
    assert Counter(half(site) for site in observations("wet").of_network("MDN").sites) == {"judging": 61, "tuning": 58}
    judging = " ".join(site for site in rain if half(site) == "judging")
    assert hashlib.sha256(judging.encode()).hexdigest()[:16] == "9061d2730b469bb6"


def test_figures_are_those_worked_by_hand() -> None:
    air = observations("hg0")
    three = replace(
        air, sites=("AMS", "ALT", "AND"), networks=("", "", ""), periods=("", "", ""),
        latitudes=np.array([45.0, 10.0, -40.0]), longitudes=np.zeros(3), altitudes_m=(2500.0, None, 10.0),
        values=np.array([1.0, 2.0, 4.0]), sources=("", "", ""), seen=("", "", ""), status=("", "", ""),
    )  # fmt: skip
    result = skill(three, [2.0, 3.0, 4.0])
    one = result.of("all")
    assert one.n == 3
    assert one.mean_bias == pytest.approx(2 / 3)
    assert one.normalised_mean_bias_percent == pytest.approx(100 * 2 / 7)
    assert one.mean_relative_bias_percent == pytest.approx(50.0)
    assert one.rmse == pytest.approx((2 / 3) ** 0.5)
    assert one.pearson == pytest.approx(3 / (28 / 3) ** 0.5)
    assert one.spearman == pytest.approx(1.0)
    assert one.observed_north_to_south == pytest.approx(0.375)
    assert one.modelled_north_to_south == pytest.approx(0.625)
    assert [(band.key, band.n, band.observed) for band in one.bands] == [
        ("30-90N", 1, 1.0), ("0-30N", 1, 2.0), ("30-90S", 1, 4.0),
    ]  # fmt: skip
    # AMS and AND judge, of which AMS is on a mountain here; ALT tunes.
    assert {name: result.of(name).n for name in ("tuning", "judging", "judging_lowland", "mountain")} == {
        "tuning": 1, "judging": 2, "judging_lowland": 1, "mountain": 1,
    }  # fmt: skip
    assert result.of("judging").pearson is None
    assert json.loads(result.to_json())["scores"][0]["n"] == 3
    assert list(result.to_frame()["half"]) == ["judging", "tuning", "judging"]
    assert result.summary().startswith("all: 3 sites, observed 2.33, modelled 3 ng/m3, bias +28.6 %")


def test_values_that_cannot_be_compared_are_told() -> None:
    air = observations("hg0")
    with pytest.raises(AlmadenError, match="55 sites"):
        skill(air, [1.0])
    with pytest.raises(AlmadenError, match="the site AMS is no number"):
        skill(air, np.where(np.array(air.sites) == "AMS", np.nan, 1.0))
    with pytest.raises(AlmadenError, match="no sites"):
        skill(observations("wet").of_network("nobody"), [])
    with pytest.raises(AlmadenError, match="no site is in the set south"):
        skill(air, air.values).of("south")


def test_a_field_is_read_in_the_cell_that_holds_the_site() -> None:
    grid = Grid(30.0)
    field = np.arange(72.0).reshape(6, 12)
    assert list(at_sites(grid, field, [-90.0, 0.0, 90.0], [-180.0, 185.0, 179.9])) == [0.0, 36.0, 71.0]
    assert list(at_sites(grid, np.stack([field, 0 * field]), [1.0], [1.0])) == [42.0]
    with pytest.raises(AlmadenError, match="6 rows and 12 columns"):
        at_sites(grid, field[:2], [0.0], [0.0])
    with pytest.raises(AlmadenError, match="no point"):
        at_sites(grid, field, [91.0], [0.0])
    with pytest.raises(AlmadenError, match="2 latitudes"):
        at_sites(grid, field, [1.0, 2.0], [0.0])


def test_published_figures_have_a_value_or_a_range_and_a_source() -> None:
    figures = {one.key: one for one in published_figures()}
    assert (figures["seigneur-north-america"].low, figures["seigneur-north-america"].high) == (25.0, 32.0)
    assert figures["horowitz-lifetime"].value == 5.2
    assert {one.kind for one in published_figures("share")} == {"share"}
    for one in figures.values():
        assert one.value is not None or (one.low is not None and one.high is not None)
        assert all((one.source, one.seen, one.unit))
        assert one.status == "verified"
