"""Units of emissions. Expected values are arithmetic on printed figures; the source stands with each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.quantity.units import UnitError
from almaden.sectors.coal import conversions as c
from almaden.sectors.coal.terms import RANKS

BITUMINOUS = c.Plant(heat_rate=10.0, gas_nm3_per_gj=c.gas_volume("bituminous"), oxygen_percent=6.0)


@pytest.mark.parametrize(
    ("ppm", "btu_per_lb", "expected"),
    [
        (0.113, 13203, 8.559),  # C01: coal of Table 1 of the EPA ORD white paper of 2005, bituminous
        (0.071, 12005, 5.914),  # C02: subbituminous
    ],
)
def test_mercury_of_coal_per_heat(ppm: float, btu_per_lb: float, expected: float) -> None:
    mg_per_gj = c.mercury_per_heat(ppm, btu_per_lb * c.MJ_PER_KG_OF_BTU_PER_LB)
    assert c.converted(mg_per_gj, "mg/GJ", "lb/TBtu", BITUMINOUS) == pytest.approx(expected, rel=5e-4)


def test_concentration_of_a_limit_per_heat() -> None:
    # C04; F factor of Method 19 (recalled): 244.58 Nm3/GJ without and 343.07 with 6 % oxygen.
    assert BITUMINOUS.gas_nm3_per_gj == pytest.approx(244.58, abs=0.01)
    assert c.gas_volume("bituminous") * c.dilution(6.0) == pytest.approx(343.07, abs=0.01)
    assert c.converted(1.2, "lb/TBtu", "ug/Nm3", BITUMINOUS) == pytest.approx(1.504, rel=1e-3)


def test_heat_rate_at_which_the_twin_limits_of_the_us_rule_meet() -> None:
    # C05: 40 CFR 63 subpart UUUUU, Table 2: 0.013 lb/GWh or 1.2 lb/TBtu
    heat_rate = c.implied_heat_rate(0.013, "lb/GWh", 1.2, "lb/TBtu")
    assert c.btu_per_kwh(heat_rate) == pytest.approx(10833, abs=1)


def test_a_limit_that_is_printed_in_two_units_of_output() -> None:
    # C06: 40 CFR 60.45Da (2009): 0.020 lb/GWh, printed beside as 0.0025 ng/J
    assert c.converted(0.020, "lb/GWh", "ng/J output", BITUMINOUS) == pytest.approx(0.0025, rel=0.02)


def test_one_hour_of_a_monitor() -> None:
    # C07, C08: hourly data of the US rule, 1 January 2015: 0.0038 lb, 2,697.9 MMBtu, 304 MW
    mg_per_gj = 0.0038 * c.G_PER_LB * 1000 / (2697.9 * c.GJ_PER_MMBTU)
    assert c.converted(mg_per_gj, "mg/GJ", "lb/TBtu", BITUMINOUS) == pytest.approx(1.4085, rel=1e-4)
    heat_rate = 2697.9 * c.GJ_PER_MMBTU / 304
    assert c.converted(mg_per_gj, "mg/GJ", "lb/GWh", c.Plant(heat_rate)) == pytest.approx(0.0125, rel=1e-4)


def test_mercury_of_the_coal_of_a_country() -> None:
    # C25: 2,550 Mt at 0.15 and 0.19 mg/kg, published as 380 to 485 t
    assert c.mercury_of_coal(2550e6, 0.15) / 1000 == pytest.approx(382.5)
    assert c.mercury_of_coal(2550e6, 0.19) / 1000 == pytest.approx(484.5)
    short = c.mercury_of_coal(2550e6 * c.T_PER_SHORT_TON, 0.15) / 1000
    assert short == pytest.approx(347.0, abs=0.1)  # what a mix-up of tons would make


@pytest.mark.parametrize(
    ("unit", "to", "expected"),
    [
        ("lb/TBtu", "mg/GJ", 0.429923),  # 453.59237 g / 1,055,055.85262 GJ
        ("lb/GWh", "g/GWh", 453.59237),
        ("ug/kWh", "g/GWh", 1.0),
        ("ng/J", "mg/GJ", 1000.0),
        ("mg/GJ", "g/GWh", 10.0),  # 10 GJ per MWh
        ("lb/TBtu", "lb/MMBtu", 1e-6),
        ("mg/Nm3", "ug/Nm3", 1000.0),
    ],
)
def test_one_in_another_unit(unit: str, to: str, expected: float) -> None:
    assert c.converted(1.0, unit, to, BITUMINOUS) == pytest.approx(expected, rel=1e-6)


@settings(max_examples=40)
@given(st.sampled_from(list(c.UNITS)), st.sampled_from(list(c.UNITS)), st.floats(1e-6, 1e6))
def test_there_and_back(unit: str, to: str, value: float) -> None:
    back = c.converted(c.converted(value, unit, to, BITUMINOUS), to, unit, BITUMINOUS)
    assert back == pytest.approx(value, rel=1e-12)


def test_draws_are_converted_as_values_are() -> None:
    draws = c.converted(np.array([1.0, 2.0]), "mg/GJ", "g/GWh", c.Plant(heat_rate=np.array([10.0, 9.0])))
    assert np.asarray(draws).tolist() == [10.0, 18.0]


def test_what_cannot_be_converted_is_said() -> None:
    with pytest.raises(UnitError, match="lb/h is no unit of an emission; write one of mg/GJ, "):
        c.converted(1.0, "lb/h", "mg/GJ", BITUMINOUS)
    with pytest.raises(ValueError, match=r"oxygen of 20\.9 %"):
        c.dilution(20.9)


def test_gas_as_it_is_and_oxygen() -> None:
    # Air at 273.15 degC is twice as thin; half of it water, the dry gas holds twice as much.
    assert c.in_dry_normal_gas(1.0, celsius=273.15) == pytest.approx(2.0)
    assert c.in_dry_normal_gas(1.0, water_share=0.5) == pytest.approx(2.0)
    assert c.at_oxygen(1.0, 6.0, 6.0) == 1.0
    assert c.at_oxygen(2.0, 13.45, 6.0) == pytest.approx(4.0)  # 14.9 / 7.45


def test_lower_heating_value() -> None:
    # By hand: 26 MJ/kg dry, 8 % moisture, 12 % ash, 5 % hydrogen: 0.92 x (26 - 0.212 x 5) - 0.0245 x 8 = 22.7488
    assert c.lower_heating_value(26.0, "bituminous", 8.0, 12.0, 5.0) == pytest.approx(22.7488)
    # Hard coal loses about 5 %, wet lignite far more (IPCC: about 5 % for coal).
    assert 0.94 < c.lower_per_higher(29.0, "bituminous", 6.0, 10.0) < 0.97
    assert 0.80 < c.lower_per_higher(24.0, "lignite", 50.0, 10.0) < 0.92


def test_a_year_of_a_unit() -> None:
    # 1 mg/GJ, 1,000 MW at 50 % and 10 GJ/MWh: 4.38 million MWh, 43.8 million GJ
    assert c.kg_per_year(1.0, 1000.0, 10.0, 0.5) == pytest.approx(43.8)


def test_removal_between_two_measurements() -> None:
    # C16: 17.4 to 4.7 ug/dNm3, Pleasant Prairie, Table 6 of the EPA ORD white paper of 2005
    assert c.removal(17.4, 4.7) == pytest.approx(0.7299, abs=5e-5)
    # C23: Lee et al. 2006, Table 2: 2.63 before, 1.77 after the precipitator, 1.70 at the stack
    assert c.removal(2.63, 1.77) == pytest.approx(0.327, abs=1e-3)
    assert c.removal(2.63, 1.70) == pytest.approx(0.354, abs=1e-3)


def test_shares_of_what_leaves_a_plant() -> None:
    # C19: Cheng et al. 2009, Table 11
    shares = c.shares({"bottom": 0.2 + 0.1, "ash": 16, "gypsum": 64, "purge": 8, "stack": 4.09})
    assert {name: round(100 * share, 1) for name, share in shares.items()} == {
        "bottom": 0.3, "ash": 17.3, "gypsum": 69.3, "purge": 8.7, "stack": 4.4,
    }  # fmt: skip
    with pytest.raises(ValueError, match="make nothing"):
        c.shares({"stack": 0.0})


def test_every_rank_has_its_gas() -> None:
    assert all(230 < c.gas_volume(rank) < 260 for rank in RANKS)
