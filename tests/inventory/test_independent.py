"""The calculation against calculations that share nothing with it: plain numpy, and chaospy."""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np
import pytest

from almaden.inventory import Inventory
from almaden.inventory.flows import Flow, Uncertain
from almaden.inventory.layers import factors_of
from almaden.inventory.moments import moments, share_square
from almaden.inventory.records import ActivityRow, Header
from almaden.inventory.resolve import flows_of, resolve
from almaden.inventory.result import Result
from almaden.quantity.spread import TwoPieceLognormal
from tests.inventory import plain_model as plain

DRAWS = 200_000
AMOUNTS = ("input", *plain.OUTPUTS)


@cache
def result() -> Result:
    return plain.inventory().run(draws=16_384)


@cache
def normals(seed: int) -> dict[str, plain.Array]:
    return plain.draw(DRAWS, seed)


@cache
def by_hand() -> tuple[dict[str, plain.Array], dict[str, dict[str, plain.Array]], dict[str, dict[str, plain.Array]]]:
    kg = plain.inputs(normals(7))
    rows = plain.row_outputs(kg, plain.cement_shares(DRAWS, 8))
    return kg, rows, plain.totals(kg, rows)


@cache
def point_by_hand() -> dict[str, dict[str, plain.Array]]:
    kg = plain.inputs({name: np.zeros(1) for name in plain.STREAMS})
    # The point value is the mode of a triangle and whatever was entered for a flat range: not their median.
    kg |= {"iron": np.array([2e6 * 0.05e-3]), "tubes": np.array([2e6 * 25e-6])}
    return plain.totals(kg, plain.row_outputs(kg, plain.CEMENT_SHARES))


@pytest.mark.parametrize("total", ["gross", "toolkit", "linked"])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_totals_and_their_ranges(total: str, amount: str) -> None:
    found = result().totals[total].amounts[f"{amount}_kg"]
    assert found.value == pytest.approx(float(point_by_hand()[total][amount][0]), abs=1e-9)
    draws = by_hand()[2][total][amount]
    low, high = np.quantile(draws, [0.025, 0.975])
    # The standard error of these quantiles is below 1 % of the range on both sides.
    assert found.low == pytest.approx(low, abs=0.02 * (high - low) + 1e-9)
    assert found.high == pytest.approx(high, abs=0.02 * (high - low) + 1e-9)


@pytest.mark.parametrize("row", list(plain.CODES))
def test_rows_and_their_ranges(row: str) -> None:
    (found,) = (one for one in result().rows if one.id == row)
    assert found.amounts is not None
    kg, outputs, _ = by_hand()
    for amount, draws in (("input", kg[row]), *outputs[row].items()):
        low, high = np.quantile(draws, [0.025, 0.975])
        assert found.amounts[f"{amount}_kg"].low == pytest.approx(low, abs=0.02 * (high - low) + 1e-9)
        assert found.amounts[f"{amount}_kg"].high == pytest.approx(high, abs=0.02 * (high - low) + 1e-9)


def test_unexplained_waste_and_its_range() -> None:
    kg, rows, _ = by_hand()
    waste = np.sum([rows[name]["general_waste"] for name in plain.SOURCES], axis=0)
    draws = kg["burning"] + kg["landfill"] - waste
    found = result().totals["linked"].unexplained_kg["general_waste"]
    low, high = np.quantile(draws, [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.02 * (high - low))
    water = np.sum([rows[name]["water"] for name in ("switches", "tubes", "chemicals")], axis=0)
    sewage = result().totals["linked"].unexplained_kg["waste_water"]
    low, high = np.quantile(kg["sewage"] - np.minimum(water, kg["sewage"]), [0.025, 0.975])
    assert (sewage.low, sewage.high) == pytest.approx((low, high), abs=0.02 * (high - low))


def test_every_uncertain_number_has_the_stream_that_the_model_names() -> None:
    assert {one.key for one in result().variance} == {*plain.STREAMS.values(), "interactions"}


@pytest.mark.parametrize("number", list(plain.STREAMS))
def test_variance_shares_by_freezing_one_number(number: str) -> None:
    """First-order share: correlation of two runs that have one number in common (Sobol 1993, pick and freeze)."""
    total = by_hand()[2]["gross"]["input"]
    frozen = np.sum(list(plain.inputs({**normals(11), number: normals(7)[number]}).values()), axis=0)
    share = np.cov(total, frozen)[0, 1] / np.sqrt(total.var() * frozen.var())
    (found,) = (one.share for one in result().variance if one.key == plain.STREAMS[number])
    # Three standard errors of a correlation from this many draws.
    assert found == pytest.approx(share, abs=3.0 * (1.0 - share**2) / np.sqrt(DRAWS) + 0.01 * share)


def test_variance_shares_add_to_one_with_what_only_several_explain() -> None:
    shares = {one.key: one.share for one in result().variance}
    assert sum(shares.values()) == pytest.approx(1.0)
    assert 0.0 < shares["interactions"] < 0.1


@pytest.mark.parametrize("amount", ["input", "air", "water", "land"])
def test_uncertainty_shares_of_key_sources(amount: str) -> None:
    """A category's share is the covariance of its amount with the toolkit total over the total's variance."""
    kg, rows, totals = by_hand()
    total = totals["toolkit"][amount]
    for code in set(plain.CODES.values()):
        counted = 0.1 if amount == "input" and code in ("5.8.5", "5.9.1") else 1.0
        if code == "5.9.5" and amount in ("input", "water"):
            continue
        own = counted * np.sum(
            [kg[row] if amount == "input" else rows[row][amount] for row in kg if plain.CODES[row] == code], axis=0
        )
        found = [
            one.uncertainty_share for one in result().key_sources if one.code == code and one.quantity == f"{amount}_kg"
        ]
        if not own.any():
            assert not found
            continue
        assert found == [pytest.approx(np.cov(own, total)[0, 1] / total.var(), abs=0.015)]


def test_mean_and_variance_are_exact() -> None:
    inventory = plain.inventory()
    flows = flows_of(resolve(inventory.data, factors_of(inventory.data), 2020).rows)
    exact = moments(flows, [1.0] * len(flows))
    total = by_hand()[2]["gross"]["input"]
    assert exact.mean == pytest.approx(total.mean(), abs=4.0 * total.std() / np.sqrt(DRAWS))
    assert exact.variance == pytest.approx(total.var(), rel=0.02)
    assert sum(exact.flow_shares) == pytest.approx(1.0)


def test_moments_of_lognormals_against_their_formulas() -> None:
    """E exp(s z) = exp(s^2 / 2): two plants with a common error, weighted 1 and 3."""
    s, c = 0.5, 0.36
    one, two = (
        Flow(point, (Uncertain(f"own {point}", "own", TwoPieceLognormal(s, s), "common", c),), (1.0, 0, 0, 0, 0, 0))
        for point in (2.0, 5.0)
    )
    found = moments([one, two], [1.0, 3.0])
    mean = (2.0 + 15.0) * np.exp(s**2 / 2)
    square = np.exp(s**2) - 1.0
    shared = np.exp(c * s**2) - 1.0
    variance = np.exp(s**2) * ((2.0**2 + 15.0**2) * square + 2.0 * 2.0 * 15.0 * shared)
    assert found.mean == pytest.approx(mean, rel=1e-9)
    assert found.variance == pytest.approx(variance, rel=1e-7)
    assert found.number_shares["common"] == pytest.approx(17.0**2 * np.exp(s**2) * shared / variance, rel=1e-7)
    own = 2.0**2 * np.exp(s**2) * (np.exp((1 - c) * s**2) - 1.0) / variance
    assert found.number_shares["own 2.0"] == pytest.approx(own, rel=1e-7)
    cross = 2.0 * 15.0 * np.exp(s**2) * shared
    assert found.flow_shares[0] == pytest.approx((2.0**2 * np.exp(s**2) * square + cross) / variance, rel=1e-7)


def test_a_plant_split_over_lines_is_as_sure_as_the_whole_one() -> None:
    def variance(*lines: ActivityRow) -> float:
        other = ActivityRow(id="other", code="5.1.1", present="Y", activity_rate=5e5, unit="t")
        inventory = Inventory.of(Header("PHL", 2020), [*lines, other])
        flows = flows_of(resolve(inventory.data, factors_of(inventory.data), 2020).rows)
        return moments(flows, [1.0] * len(flows)).variance

    whole = ActivityRow(id="plant", code="5.1.1", present="Y", activity_rate=1e6, unit="t")
    parts = [whole.model_copy(update={"scenario": name, "share": share}) for name, share in (("esp", 0.3), ("ff", 0.7))]
    assert variance(*parts) == pytest.approx(variance(whole), rel=1e-12)


def test_own_factors_that_differ_within_an_activity_err_each_on_its_own() -> None:
    line = ActivityRow(
        id="gold",
        code="5.2.2",
        present="Y",
        activity_rate=100.0,
        unit="kg",
        distribution="fixed",
        share=0.5,
        factor_unit="kg/kg",
    )
    numbers = ((3.0, 2.0, 4.5), (1.2, 0.6, 2.4))
    lines = [
        line.model_copy(update=dict(zip(("input_factor", "factor_low", "factor_high"), one, strict=True)))
        for one in numbers
    ]
    found = Inventory.of(Header("PHL", 2020), lines).run(draws=16_384)
    generator = np.random.default_rng(5)
    ore, concentrate = (plain.two_piece(generator.standard_normal(DRAWS), *one) for one in numbers)
    low, high = np.quantile(50.0 * ore + 50.0 * concentrate, [0.025, 0.975])
    amount = found.totals["gross"].amounts["input_kg"]
    assert amount.value == pytest.approx(210.0)
    assert (amount.low, amount.high) == pytest.approx((low, high), rel=0.01)
    variances = [ore.var(), concentrate.var()]
    shares = sorted(one.share for one in found.variance if one.key != "interactions")
    assert shares == pytest.approx(sorted(variances / np.sum(variances)), abs=0.01)


def test_drawn_shares_count_in_the_variance_of_an_output() -> None:
    flow = Flow(
        10.0,
        (Uncertain("rate", "rate", TwoPieceLognormal(0.3, 0.3)),),
        (0.25, 0.0, 0.0, 0.0, 0.0, 0.7),
        concentration=20.0,
        distribution_key="PHL/distribution/plant/esp",
    )
    found = moments([flow], [0.25], [share_square(flow, 0.25)])
    generator = np.random.default_rng(3)
    rate = 10.0 * np.exp(0.3 * generator.standard_normal(DRAWS))
    share = generator.dirichlet([5.0, 14.0, 1.0], DRAWS)[:, 0]
    assert found.variance == pytest.approx((rate * share).var(), rel=0.02)
    frozen = (rate.mean() * share).var() / (rate * share).var()
    assert found.number_shares["PHL/distribution/plant/esp"] == pytest.approx(frozen, abs=0.01)
    assert found.labels["PHL/distribution/plant/esp"] == "distribution factors of plant/esp"


@pytest.mark.slow
def test_chaospy_agrees_on_mean_spread_shares_and_range() -> None:
    """Two activities with own factors, all four numbers lognormal: a polynomial chaos expansion by chaospy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        chaospy = pytest.importorskip("chaospy", reason="chaospy is not installed; its parts need a C compiler")

    def row(id: str, code: str, rate: float, upper: float, factor: float, factor_upper: float) -> ActivityRow:
        return ActivityRow(
            id=id,
            code=code,
            present="Y",
            activity_rate=rate,
            unit="t",
            low=rate / upper,
            high=rate * upper,
            input_factor=factor,
            factor_low=factor / factor_upper,
            factor_high=factor * factor_upper,
            factor_unit="g/t",
        )

    rows = [row("coal", "5.1.1", 1e6, 1.2, 0.15, 1.8), row("cement", "5.3.1", 2e6, 1.1, 0.06, 1.5)]
    inventory = Inventory.of(Header("PHL", 2020), rows)
    found = inventory.run(draws=16_384)

    deviate = plain.deviate(0.975)
    sigmas = [np.log(upper) / deviate for upper in (1.2, 1.8, 1.1, 1.5)]
    joint = chaospy.J(*(chaospy.LogNormal(0.0, sigma) for sigma in sigmas))

    def total(x: np.ndarray) -> np.ndarray:
        return np.asarray(150.0 * x[0] * x[1] + 120.0 * x[2] * x[3])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nodes, weights = chaospy.generate_quadrature(3, joint, rule="gaussian")
        expansion = chaospy.generate_expansion(2, joint)
        model = chaospy.fit_quadrature(expansion, nodes, weights, total(nodes))
        mean, deviation = float(chaospy.E(model, joint)), float(chaospy.Std(model, joint))
        first_order = chaospy.Sens_m(model, joint)
        sample = total(joint.sample(100_000, rule="sobol"))

    flows = flows_of(resolve(inventory.data, factors_of(inventory.data), 2020).rows)
    exact = moments(flows, [1.0, 1.0])
    assert exact.mean == pytest.approx(mean, rel=1e-4)
    assert exact.variance == pytest.approx(deviation**2, rel=1e-3)
    shares = {one.key: one.share for one in found.variance}
    keys = ("PHL/activity/coal", "PHL/factor/coal/", "PHL/activity/cement", "PHL/factor/cement/")
    assert [shares[key] for key in keys] == pytest.approx(list(first_order), abs=1e-3)
    low, high = np.quantile(sample, [0.025, 0.975])
    amount = found.totals["gross"].amounts["input_kg"]
    assert amount.value == 270.0
    assert (amount.low, amount.high) == pytest.approx((low, high), rel=0.01)


def test_drawn_shares_follow_dirichlet_and_close() -> None:
    (cement,) = (row for row in result().rows if row.id == "cement")
    assert cement.amounts is not None
    assert sum(cement.amounts[f"{name}_kg"].value for name in plain.OUTPUTS) == pytest.approx(330.0)
    # With the shares fixed the release to air would be as sure as the input; drawn, it is less so.
    air, input_kg = cement.amounts["air_kg"], cement.amounts["input_kg"]
    assert air.high / air.low > 1.05 * input_kg.high / input_kg.low
