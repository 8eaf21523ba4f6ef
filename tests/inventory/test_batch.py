"""Many inventories in one run: the same as each alone, and all together with their common errors."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from almaden.inventory.batch import run_many, run_with
from almaden.inventory.calculation import calculate, calculate_with
from almaden.inventory.draws import stream_keys
from almaden.inventory.flows import Flow, ResolvedInventory, ResolvedRow, Uncertain
from almaden.inventory.inventory import Inventory
from almaden.inventory.layers import factors_of
from almaden.inventory.records import ActivityRow, ContextEntry, Header
from almaden.inventory.resolve import flows_of, resolve
from almaden.quantity.sampling import Sampler, plan
from almaden.quantity.spread import Triangular, TwoPieceLognormal

# Made-up activity rates, one row in each way that the totals treat rows: plain, toolkit rule, linked, unknown.
LINES = (
    ("5.1.1", "Y", 2e6, "t"),
    ("5.2.3", "Y", 3e4, "t"),
    ("5.5.3.1", "Y", 4e5, "items"),
    ("5.7.1", "?", None, "t"),
    ("5.8.1", "Y", 5e5, "t"),
    ("5.9.1", "Y", 6e5, "t"),
    ("5.9.5", "Y", 7e7, "m3"),
)


def made_up(country: str, scale: float = 1.0, year: int = 2020) -> ResolvedInventory:
    rows = [
        ActivityRow(
            id=code, code=code, present=present, activity_rate=None if rate is None else rate * scale, unit=unit
        )
        for code, present, rate, unit in LINES
    ]
    header = Header(country=country, year=year, context={"population": ContextEntry(1e6 * scale)})
    data = Inventory.of(header, rows).data
    return resolve(data, factors_of(data), year)


def varying(inventory: ResolvedInventory, concentration: float) -> ResolvedInventory:
    """The same with distribution factors that vary."""
    rows = tuple(
        replace(
            row,
            flows=row.flows
            and tuple(
                replace(flow, concentration=concentration, distribution_key=f"{inventory.country}/{row.key}")
                for flow in row.flows
            ),
        )
        for row in inventory.rows
    )
    return replace(inventory, rows=rows)


def latin_hypercube(draws: int) -> Sampler:
    return Sampler("latin hypercube", draws, seed=3)


@pytest.mark.parametrize("concentration", [None, 30.0])
@pytest.mark.parametrize("kind", ["sobol", "latin hypercube"])
def test_a_country_among_many_is_the_same_as_alone(kind: str, concentration: float | None) -> None:
    many = [made_up("PHL"), made_up("GHA", 0.3), made_up("FJI", 0.01)]
    if concentration is not None:
        many = [varying(one, concentration) for one in many]
    keys = {key for one in many for flow in flows_of(one.rows) for key in stream_keys(flow)}
    sampler = plan(keys, 500, 3) if kind == "sobol" else latin_hypercube(500)
    assert sampler.kind == kind
    together = run_with(sampler, many)
    for inventory, country in zip(many, together.countries, strict=True):
        alone = calculate_with(sampler, inventory.rows)
        assert (country.country, country.year) == (inventory.country, inventory.year)
        assert country.groups == alone.groups
        assert country.totals == alone.totals
        assert country.unexplained_kg == alone.unexplained


def test_ranges_agree_with_a_run_of_its_own_and_points_are_the_same() -> None:
    inventory = made_up("PHL")
    many = [inventory, *(made_up(f"C{n}") for n in range(3))]
    alone = calculate(inventory.rows, 20_000, 1)
    among = run_with(latin_hypercube(20_000), many).countries[0]
    for total in ("gross", "toolkit", "linked"):
        for amount, expected in alone.totals[total].items():
            found = among.totals[total][amount]
            assert found.value == expected.value
            # Quantiles at 2.5 % of 20,000 draws of these lognormal sums scatter by about 1 %.
            assert found.low == pytest.approx(expected.low, rel=0.05, abs=1e-9)
            assert found.high == pytest.approx(expected.high, rel=0.05, abs=1e-9)


def one_flow(country: str, kg: float, shared_share: float) -> ResolvedInventory:
    factor = Uncertain(f"{country}/scatter", "factor", TwoPieceLognormal(0.6, 0.6), "factor/x", shared_share)
    activity = Uncertain(f"{country}/activity", "activity", Triangular(0.4, 1.6))
    flow = Flow(kg, (activity, factor), (0.5, 0.0, 0.0, 0.0, 0.25, 0.25))
    row = ResolvedRow("r", "r", "5.1.1", "", "coal", "", "", "", "Y", 1.0, "t", 2020, (), (flow,), (), "")
    return ResolvedInventory(country, 2020, 1, (row,))


@pytest.mark.parametrize("shared_share", [0.0, 0.5, 1.0])
def test_the_world_total_carries_the_common_errors(shared_share: float) -> None:
    kgs = (100.0, 200.0, 50.0, 150.0)
    many = [one_flow(f"C{n}", kg, shared_share) for n, kg in enumerate(kgs)]
    found = run_with(latin_hypercube(100_000), many).world.totals["gross"]["input_kg"]

    # The same by hand: independent draws of the same model.
    rng = np.random.default_rng(11)
    size = 400_000
    common = rng.standard_normal(size)
    world = np.zeros(size)
    for kg in kgs:
        own = rng.standard_normal(size)
        factor = np.exp(0.6 * (math.sqrt(shared_share) * common + math.sqrt(1 - shared_share) * own))
        world += kg * rng.triangular(0.4, 1.0, 1.6, size) * factor
    low, high = np.quantile(world, [0.025, 0.975])
    assert found.value == pytest.approx(500.0)
    assert found.low == pytest.approx(low, rel=0.02)
    assert found.high == pytest.approx(high, rel=0.02)


def test_the_world_is_the_sum_of_the_countries() -> None:
    # More than are summed at a time, so that parts have to be put together.
    many = [made_up(f"C{n:02}", 0.1 + 0.2 * n) for n in range(15)]
    result = run_with(latin_hypercube(64), many)
    for total, amounts in result.world.totals.items():
        for amount, kg in amounts.items():
            assert kg.value == pytest.approx(sum(one.totals[total][amount].value for one in result.countries))
    coal = next(group for group in result.world.groups if group.key == "coal")
    assert coal.amounts["input_kg"].value == pytest.approx(
        sum(group.amounts["input_kg"].value for one in result.countries for group in one.groups if group.key == "coal")
    )
    assert coal.rows == 15
    assert sum(group.unknown_rows for group in result.world.groups) == 15
    assert result.world.country is None
    assert [one.country for one in result.countries] == [one.country for one in many]
    unexplained = result.world.unexplained_kg["general_waste"].value
    assert unexplained == pytest.approx(sum(one.unexplained_kg["general_waste"].value for one in result.countries))


def test_the_number_of_workers_changes_no_digit() -> None:
    many = [varying(made_up("PHL", 1.0 + n), 20.0) for n in range(26)]
    sampler = latin_hypercube(200)
    assert run_with(sampler, many, workers=2) == run_with(sampler, many, workers=1)


def test_memory_does_not_grow_with_the_number_of_inventories() -> None:
    def peak(count: int) -> int:
        many = [made_up("PHL", 1.0 + n) for n in range(count)]
        tracemalloc.start()
        run_with(latin_hypercube(5_000), many)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(13)
    assert peak(65) < 1.1 * peak(26)


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    run_many([made_up("PHL")] * 30, 16, 1, progress=lambda done, all: told.append((done, all)))
    assert told[-1] == (30, 30)
    assert told == sorted(told)
    assert len(told) > 1


def test_the_sampler_is_named_and_two_years_of_a_country_may_stand_together() -> None:
    few = run_many([made_up("PHL", year=2018), made_up("PHL", year=2020)], 32, 5)
    assert (few.sampler, few.draws, few.seed) == ("sobol", 32, 5)
    assert [one.year for one in few.countries] == [2018, 2020]
    many = run_many([made_up(f"C{n}") for n in range(120)], 32, 5)
    assert many.sampler == "latin hypercube"


def test_frame_has_a_line_for_every_amount() -> None:
    result = run_many([made_up("PHL"), made_up("GHA", 0.5)], 64, 1)
    frame = result.to_frame()
    assert list(frame.columns) == ["country", "year", "kind", "name", "amount", "value_kg", "low_kg", "high_kg"]
    assert list(frame["country"].unique()) == ["PHL", "GHA", "all"]
    assert frame.loc[frame["country"] == "all", "year"].isna().all()
    line = frame.query("country == 'GHA' and kind == 'total' and name == 'linked' and amount == 'air_kg'")
    expected = result.countries[1].totals["linked"]["air_kg"]
    assert line[["value_kg", "low_kg", "high_kg"]].to_numpy().tolist() == [
        [expected.value, expected.low, expected.high]
    ]
    coal = frame.query("country == 'all' and kind == 'group' and name == 'coal' and amount == 'input_kg'")
    assert coal["value_kg"].item() == pytest.approx(2e6 * 1.5 * 0.15e-3)
    assert set(frame.query("kind == 'unexplained'")["name"]) >= {"general_waste", "waste_water"}


def test_no_inventory_gives_a_world_of_nothing() -> None:
    result = run_many([], 16, 1)
    assert result.countries == ()
    assert result.world.totals["gross"]["input_kg"].high == 0.0


def test_one_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="two draws"):
        run_many([made_up("PHL")], 1, 1)
