"""What changes cost: against hand arithmetic, and the estimates of 1999 that stand as upper bounds."""

from __future__ import annotations

import pytest

from almaden.quantity.annuity import capital_recovery, levelised
from almaden.reference.tables import read_table
from almaden.sectors.coal.changes import apply, standard
from almaden.sectors.coal.costs import AnnualCost, annual_cost, economy, size_of, years_left
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.prices import Range, cost_row, price_level, setting
from tests.sectors.coal.made_up import number, unit

#: The unit runs from 2030 to 2049, twenty years.
HOW = economy(2030)
MODELS = {row["model"]: row for row in read_table("coal/costs_1999")}
NUMBERS = ("mw", "capital_kusd", "usd_per_kw", "annual_kusd", "mills_per_kwh", "mercury_lb", "usd_per_lb")
LB_OF_A_SHORT_TON = 2000.0


def cost(change: str, plant: CoalUnit) -> AnnualCost:
    after = apply(plant, standard()[change])
    assert isinstance(after, CoalUnit)
    return annual_cost(plant, after, standard()[change], HOW)


@pytest.mark.parametrize("model", MODELS)
def test_the_estimates_of_1999_agree_with_themselves(model: str) -> None:
    # E02 and E04: Brown et al. 1999, Tables 29 to 31; 65 % capacity factor. Rounded in print.
    row = {name: float(MODELS[model][name]) for name in NUMBERS}
    annual = row["annual_kusd"] * 1000
    assert levelised(annual, row["mercury_lb"]) == pytest.approx(row["usd_per_lb"], rel=0.012)
    assert levelised(annual, row["mw"] * 8760 * 0.65) == pytest.approx(row["mills_per_kwh"], rel=0.003)
    assert row["capital_kusd"] / row["mw"] == pytest.approx(row["usd_per_kw"], rel=0.01)


def test_the_first_model_to_the_last_figure() -> None:
    assert levelised(30_990e3, 458) == pytest.approx(67_664, rel=1e-4)
    assert levelised(30_990e3, 975 * 8760 * 0.65) == pytest.approx(5.58, rel=0.002)


def test_the_national_cost_of_1999() -> None:
    # E07: about 6 billion USD for about 46 short tons.
    assert pytest.approx(6.23, rel=0.001) == 67_730 * 46 * LB_OF_A_SHORT_TON / 1e9


def test_money_of_another_year() -> None:
    # Cost index 468.2 in 2005 and 797.9 in 2023.
    assert price_level("plant", 2005, 2023) == pytest.approx(797.9 / 468.2)
    assert price_level("plant", 2010, 2010) == 1.0
    with pytest.raises(ValueError, match="1890"):
        price_level("prices", 1890, 2023)


def test_prices_of_masses_are_told_for_a_kilogram() -> None:
    plain, ash = cost_row("plain", "sorbent"), cost_row("fly ash", "lost sales")
    assert plain is not None
    assert ash is not None
    # 0.50 USD/lb and 30 USD/short ton.
    assert plain.amount.value == pytest.approx(1.1023, rel=1e-4)
    assert ash.amount.value == pytest.approx(0.033069, rel=1e-4)


def test_what_a_unit_is_reckoned_by() -> None:
    size = size_of(unit())
    # 500 MW, 7,008 h, 10 GJ/MWh, 25 GJ/t; 580 m3/GJ; ten percent ash, four fifths of it with the gas.
    assert size.output_mwh == pytest.approx(3_504_000)
    assert size.coal_t == pytest.approx(1_401_600)
    assert size.gas_m3.value == pytest.approx(3.504e7 * 580)
    assert size.fly_ash_t.value == pytest.approx(112_128)
    boiler = size_of(unit(kind="industrial", capacity_mw=0.0, thermal_mw=100.0, heat_rate=number("heat rate", 3.6)))
    assert boiler.megawatt == pytest.approx(36.0)
    assert boiler.coal_t == pytest.approx(100 * 7008 * 3.6 / 25)


def test_brominated_carbon_before_a_precipitator_by_hand() -> None:
    found = cost("ACI brominated", unit())
    # 5 USD/kW of 2005 on 500 MW, told for 500 MW, paid back in 20 years at 7 %.
    investment = 5 * 500e3 * 797.9 / 468.2
    assert found.investment.value == pytest.approx(investment)
    assert found.years == 20
    assert found.parts["capital"].value == pytest.approx(investment * 0.0943929, rel=1e-5)
    # 48 mg/m3 in 20.32e9 m3 are 975.5 t; 1 USD/lb of 2005; prices 87.4 to 131.8.
    sorbent = 3.504e7 * 580 * 48e-6 / 0.45359237 * 131.8 / 87.4
    assert found.parts["sorbent"].value == pytest.approx(sorbent, rel=1e-6)
    # Half of the ash was sold; carbon before the precipitator spoils it.
    assert found.parts["lost sales"].value == pytest.approx(0.5 * 112_128 / 0.90718474 * 30 * 131.8 / 87.4, rel=1e-6)
    assert found.total.value == pytest.approx(sum(part.value for part in found.parts.values()))
    assert found.total.low < found.total.value < found.total.high
    # The white paper of 2005: sorbent below 1 mill/kWh (of 2005), lost ash sales 0.38 to 1 on a unit that sold all.
    assert found.parts["sorbent"].value / 3_504_000 * 87.4 / 131.8 < 1.0


def test_bromide_by_the_balance_of_its_mass() -> None:
    found = cost("bromide", unit((1.0, "CS-ESP + wFGD")))
    # 100 g of bromine for each tonne, 2 x 79.904 of 199.886 of the salt, 3 USD/kg of 2015.
    salt_kg = 1_401_600 * 0.1 / (2 * 79.904 / 199.886)
    assert found.parts["additive"].value == pytest.approx(salt_kg * 3 * 131.8 / 104.7, rel=1e-4)
    assert "sorbent" not in found.parts


def test_a_filter_behind_the_precipitator_leaves_the_ash_saleable() -> None:
    found = cost("polishing", unit())
    assert "lost sales" not in found.parts
    assert {row.item for row in found.rows} >= {"ACI", "polishing FF"}


def test_capital_near_the_end_of_life_is_paid_in_few_years() -> None:
    late, early = cost("FF", unit(planned_retirement=2033)), cost("FF", unit())
    assert (late.years, early.years) == (4, 20)
    assert late.investment == early.investment
    assert late.parts["capital"].value / early.parts["capital"].value == pytest.approx(
        capital_recovery(0.07, 4) / capital_recovery(0.07, 20)
    )


@pytest.mark.parametrize(
    ("start", "planned", "years"),
    [(2010, 2049, 20), (2010, None, 21), (1960, None, 5), (2040, None, 40), (None, None, 20)],
)
def test_years_that_a_unit_still_runs(start: int | None, planned: int | None, years: float) -> None:
    assert years_left(unit(start_year=start, planned_retirement=planned), economy(2030)) == years


def test_a_larger_unit_pays_less_for_each_kilowatt() -> None:
    row = cost_row("ACI", "capital")
    assert row is not None
    # Models 1A and 2A of 1999: 975 MW at 6,139 and 100 MW at 708 thousand USD.
    assert 100 * row.scale(100) / (975 * row.scale(975)) == pytest.approx(708 / 6139, rel=0.01)


def test_only_the_share_of_trains_that_changes_is_paid_for() -> None:
    half, whole = cost("FF", unit((0.5, "CS-ESP"), (0.5, "CS-ESP + FF"))), cost("FF", unit())
    assert half.total.value == pytest.approx(whole.total.value / 2)


def test_closing_costs_electricity_from_elsewhere_only() -> None:
    found = cost("retire", unit())
    assert list(found.parts) == ["energy"]
    assert found.parts["energy"].value == pytest.approx(3_504_000 * 20)


def test_every_price_is_in_the_index_and_its_range_in_order() -> None:
    for row in read_table("coal/costs"):
        priced = cost_row(row["item"], row["part"])
        assert priced is not None
        assert priced.amount.low <= priced.amount.value <= priced.amount.high
        assert priced.in_money_of(1996).low <= priced.in_money_of(1996).high
    assert setting("discount") == Range(0.07, 0.03, 0.10)
    items = {row["item"] for row in read_table("coal/costs")}
    assert {item for change in standard().values() for item in change.costs} <= items
    assert {row["device"] for row in read_table("coal/devices")} <= items
