"""Conversions, species, standard lengths, limits and synthesis of tissue samples, most of them made up."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from scipy import stats

from almaden.errors import InputError
from almaden.monitoring.biota.conversion import to_dry, to_tissue, to_wet
from almaden.monitoring.biota.evaluation import evaluate
from almaden.monitoring.biota.exceedance import effects, exceedances, wilson
from almaden.monitoring.biota.lengths import standardised
from almaden.monitoring.biota.species import species_of, standard_length
from almaden.monitoring.biota.synthesis import synthesis
from almaden.monitoring.biota.table import table_of
from almaden.monitoring.biota.wet import as_wet
from almaden.monitoring.random_effects import pool
from tests.monitoring.biota.made_up import sample, table

TODAY = date(2026, 1, 1)


def test_published_equations_give_their_published_pairs() -> None:
    # Peterson 2007: 0.185 in the whole fish goes with 0.30 in its fillet.
    fillet = to_tissue(0.185, "fish", "whole", "muscle")
    assert fillet.value == pytest.approx(0.30, abs=1e-3)
    assert fillet.low is None
    assert fillet.origin.status == "unverified"
    # Ackerman 2024: egg survival falls by a tenth at 2.02 in blood and 1.17 in the egg; misfit at most 0.4 %.
    egg = to_tissue(2.02, "bird", "blood", "egg")
    assert egg.value == pytest.approx(1.17, rel=0.004)
    # An error of 10 % of the value is passed on by the slope.
    wide = to_tissue(2.02, "bird", "blood", "egg", error=0.1)
    assert wide.high == pytest.approx(egg.value * math.exp(1.96 * 0.1006))


def test_no_equation_is_stretched() -> None:
    with pytest.raises(InputError, match="beyond the range"):
        to_tissue(0.1, "bird", "blood", "egg")
    with pytest.raises(InputError, match="feathers of one bird differ"):
        to_tissue(5.0, "bird", "feather", "blood")


def test_moisture_that_is_told_goes_first() -> None:
    # 1 ug/g dry and 75 % water: 0.25 wet; the table's 78 to 80 % give 0.20 to 0.22.
    assert to_wet(1.0, "fish", "muscle", 0.75).value == pytest.approx(0.25)
    usual = to_wet(1.0, "fish", "muscle")
    assert (usual.value, usual.low, usual.high) == pytest.approx((0.21, 0.20, 0.22))
    assert usual.origin.status == "unverified"
    assert to_dry(usual.value, "fish", "muscle").value == pytest.approx(1.0)
    with pytest.raises(InputError, match="no moisture is known"):
        to_wet(1.0, "bird", "liver")


def test_dry_samples_become_wet_where_the_moisture_is_known() -> None:
    rows = [sample(1.0, basis="dw", moisture_percent=75.0), sample(1.0, basis="dw"), sample(1.0),
            sample(1.0, basis="dw", common_name="Common loon", tissue="egg")]  # fmt: skip
    wet, used = as_wet(table(*rows))
    # 1 - 0.75; 1 - 0.79 of the table; as it is; no moisture is known.
    assert wet.value == pytest.approx([0.25, 0.21, 1.0, 1.0])
    assert list(wet.basis) == ["ww", "ww", "ww", "dw"]
    assert [note.rsplit(": ", 1)[1] for note in wet.notes] == ["1", "1", "1"]
    assert [one.status for one in used] == ["unverified"]


def test_species_are_found_by_either_name() -> None:
    assert species_of("Esox lucius").common == "northern pike"
    assert species_of("", "Brown Smooth-hound Shark").group == "fish"
    assert [species_of(name).group for name in ("Gavia immer", "Pusa hispida", "Caretta caretta")] == [
        "bird", "marine mammal", "sea turtle",
    ]  # fmt: skip
    assert species_of("Draco imaginarius").group == "unknown"
    # NP55 and WE40 of the Minnesota programme.
    pike, walleye = standard_length(species_of("", "Northern Pike")), standard_length(species_of("Sander vitreus"))
    assert pike is not None
    assert walleye is not None
    assert (pike.value, walleye.value, pike.status) == (550.0, 400.0, "verified")


def test_a_power_law_is_found_again_at_the_standard_length() -> None:
    lengths = [400.0, 450.0, 500.0, 600.0, 700.0]
    one = standardised(table(*(sample(0.4 * (x / 550.0) ** 1.5, length_mm=x) for x in lengths)), 550.0).groups[0]
    assert one.way == "own slope"
    assert one.slope == pytest.approx(1.5)
    assert one.concentration is not None
    assert one.concentration.value == pytest.approx(0.4)


def test_the_interval_at_the_standard_length_is_that_of_a_regression() -> None:
    rng = np.random.default_rng(2)
    lengths = rng.uniform(300, 800, 12)
    values = 0.3 * (lengths / 550.0) ** 1.2 * np.exp(rng.normal(0, 0.2, 12))
    pairs = zip(values, lengths, strict=True)
    one = standardised(table(*(sample(float(v), length_mm=float(x)) for v, x in pairs)), 550.0).groups[0]
    x, y = np.log(lengths / 550.0), np.log(values)
    fit = stats.linregress(x, y)
    half = stats.t.ppf(0.975, 10) * fit.intercept_stderr
    expected = np.exp([fit.intercept, fit.intercept - half, fit.intercept + half])
    assert one.concentration is not None
    assert (one.concentration.value, one.concentration.low, one.concentration.high) == pytest.approx(tuple(expected))


def test_sites_with_few_or_like_fish_take_the_common_slope_or_cannot_tell() -> None:
    def fish(site: str, scale: float, *lengths: float) -> list[object]:
        return [sample(scale * x / 550.0, length_mm=x, site=site) for x in lengths]

    rows = [*fish("a", 0.4, 400, 450, 500, 600, 700), *fish("b", 0.8, 500, 600), *fish("c", 0.2, *range(540, 560, 3))]
    falling = [sample(550.0 / x, length_mm=x, site="d") for x in (500.0, 510.0, 520.0, 560.0, 620.0)]
    hidden = [sample(None, flag="below_detection", detection_limit=0.1, length_mm=600.0, site="e") for _ in range(3)]
    found = {one.site: one for one in standardised(table(*rows, *falling, *hidden), 550.0).groups}  # type: ignore[arg-type]
    assert [found[name].way for name in "abcde"] == [
        "own slope", "common slope", "common slope", "common slope", "cannot tell",
    ]  # fmt: skip
    assert found["b"].reason == "fewer than 5 fish"
    assert found["c"].reason == "the fish are too alike in length"
    assert found["d"].reason == "longer fish do not hold more"
    assert found["e"].reason == "too many are below detection"
    alone = standardised(table(*falling), 550.0).groups[0]
    assert alone.way == "cannot tell"


def test_limits_hold_on_their_days_and_for_their_species() -> None:
    pike = [sample(value) for value in (0.2, 0.4, 0.6, 1.4)]
    perch = [sample(value, common_name="European perch") for value in (0.2, 0.6)]
    hidden = sample(None, flag="below_detection", detection_limit=2.0)
    data = table(*pike, *perch, hidden)
    eu = {one.level: one for one in exceedances(data, TODAY, "EU")}
    # Pike is a listed predator: 1.0 holds for it, 0.5 for perch.
    assert (eu[1.0].samples, eu[1.0].above, eu[1.0].undecided) == (4, 1, 1)
    assert (eu[0.5].samples, eu[0.5].above) == (2, 1)
    codex = exceedances(data, date(2010, 1, 1), "Codex")
    assert {one.level for one in codex} == {0.5, 1.0}
    assert any("upper bound" in note for note in codex[0].notes)
    with pytest.raises(InputError, match="no limit of this issuer"):
        exceedances(data, date(1950, 1, 1), "EU")


def test_the_interval_of_a_share_is_wilsons() -> None:
    expected = stats.binomtest(7, 40).proportion_ci(method="wilson")
    assert wilson(7, 40) == pytest.approx((expected.low, expected.high))


def test_effect_levels_are_those_of_the_tissue() -> None:
    blood = [sample(value, common_name="Common loon", tissue="Blood") for value in (0.3, 1.0, 3.0)]
    egg = [sample(1.3, common_name="Common loon", tissue="Egg")]
    found = [(one.level, one.above, one.samples) for one in effects(table(*blood, *egg))]
    assert found == [(0.55, 2, 3), (2.02, 1, 3), (5.24, 0, 3), (1.17, 1, 1)]


def test_pooling_of_a_published_method_by_hand() -> None:
    # Two studies, 0 and 1, squared errors 0.1: Q = 5, tau2 = (5 - 1) / (20 - 200/20) = 0.4, mean 0.5, I2 = 0.8.
    found = pool(np.array([0.0, 1.0]), np.array([0.1, 0.1]), np.zeros(2, dtype=np.intp), 1)
    assert (found.mean[0], found.tau2[0], found.i2[0]) == pytest.approx((0.5, 0.4, 0.8))
    assert found.high[0] - 0.5 == pytest.approx(stats.t.ppf(0.975, 1) * 0.5)


def test_synthesis_weighs_studies_not_samples() -> None:
    rng = np.random.default_rng(1)
    rows = [
        sample(float(np.exp(rng.normal(math.log(centre), 0.3))), study=name)
        for name, centre, count in (("A", 0.1, 900), ("B", 0.4, 30), ("C", 0.4, 30))
        for _ in range(count)
    ]
    (one,) = synthesis(table(*rows), ("group",)).groups
    assert (one.studies, one.samples, one.group) == (3, 960, {"group": "fish"})
    assert one.mean == pytest.approx((0.1 * 0.4 * 0.4) ** (1 / 3), rel=0.08)
    assert one.heterogeneity is not None
    assert one.heterogeneity > 0.9
    (alone,) = synthesis(table(*rows[:900]), ("group",)).groups
    assert (alone.low, alone.told) == (None, "one study: no interval can be told")


def test_synthesis_with_values_below_detection_is_the_likelihood_of_scipy() -> None:
    rng = np.random.default_rng(5)
    values = np.exp(rng.normal(-1.0, 0.5, 200))
    rows = [sample(float(v)) if v > 0.3 else sample(None, flag="below_detection", detection_limit=0.3) for v in values]
    (one,) = synthesis(table(*rows), ("species",)).groups
    logs = stats.CensoredData(np.log(values[values > 0.3]), left=np.full(int(np.sum(values <= 0.3)), math.log(0.3)))
    assert one.mean == pytest.approx(math.exp(stats.norm.fit(logs)[0]), rel=1e-3)


def test_what_cannot_be_evaluated_is_counted() -> None:
    rows = [sample(0.2), sample(0.2), sample(0.0, flag="suspect"), sample(0.2, unit="%"), sample(None, flag="missing"),
            sample(None, flag="below_detection")]  # fmt: skip
    data = table_of(rows, distinct=True)
    assert len(data) == 1
    assert [note.rsplit(": ", 1)[1] for note in data.notes] == ["1"] * 5


def test_an_unknown_species_is_told() -> None:
    found = evaluate(table(sample(0.2, common_name="Dragonet of nowhere")), TODAY)
    assert any("Dragonet of nowhere" in note for note in found.notes)
    with pytest.raises(InputError, match="no sample can be evaluated"):
        evaluate(table(sample(0.2)), TODAY, taxon="walleye")
