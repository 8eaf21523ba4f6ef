"""Core computations for air, water, soil and canopy: cases worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from almaden.errors import AlmadenError
from almaden.monitoring import air, canopy, soil, water
from almaden.monitoring.series import BELOW_DETECTION, VALID, Series, SeriesKey
from almaden.quantity.units import UnitError


def test_ambient_air_at_the_reference_state() -> None:
    # 1.60 * 298.15 / 273.15 * 1013.25 / 980
    assert air.at_reference_state(1.60, 25.0, 980.0) == pytest.approx(1.805694, abs=1e-6)


@pytest.mark.parametrize(("kelvin", "factor"), [(293.15, 293.15 / 273.15), (298.15, 298.15 / 273.15)])
def test_another_reference_state_is_converted_and_told(kelvin: float, factor: float) -> None:
    value, note = air.from_state(1.4, air.AirState(kelvin, 1013.25))
    assert value == pytest.approx(1.4 * factor)
    assert note is not None
    assert f"told at {kelvin} K and 1,013.25 hPa" in note
    assert air.from_state(1.4, air.AirState(273.15, 1013.25)) == (1.4, None)


def test_units_of_air() -> None:
    # 1.5e-9 g / 200.59 g/mol in 1000 L / 22.414 L/mol, times 1e15
    assert air.convert_air(1.5, "ng/m3", "ppqv") == pytest.approx(1.5e-9 / 200.59 * 22.414e-3 * 1e15)
    assert air.convert_air(1.5, "ng/m3", "ppqv") == pytest.approx(167.61, abs=1e-2)
    assert air.convert_air(air.convert_air(1.5, "ng/m3", "ppqv"), "ppqv", "ng/m3") == pytest.approx(1.5)
    np.testing.assert_allclose(air.convert_air(np.array([1.0, 2.0]), "µg/m3", "pg m-3"), [1e6, 2e6])
    # By pint.
    assert air.convert_air(1.0, "ng/liter", "ng/m3") == pytest.approx(1000)
    with pytest.raises(UnitError, match="no unit of mercury in air"):
        air.convert_air(1.0, "kelvin", "ng/m3")


def _part(species: str, unit: str, values: list[float], flags: list[int], method: str = "dual channel") -> Series:
    start = np.datetime64("2024-01-01", "s") + np.arange(len(values)) * np.timedelta64(7200, "s")
    key = SeriesKey("gaw:XXX", "air", species, unit, method)
    nothing = np.full(len(values), np.nan)
    return Series(
        key, start, start + 7200, np.array(values), np.array(flags, np.uint8), nothing, np.arange(len(values))
    )


def test_a_sum_of_species_is_told_only_where_all_parts_are_valid() -> None:
    gem = _part("GEM", "ng/m3", [1.5, 1.4, 1.3, 1.2], [VALID] * 4)
    gom = _part("GOM", "pg/m3", [20.0, np.nan, 10.0], [VALID, BELOW_DETECTION, VALID])
    total = air.sum_of_species("TGM", gem, gom)
    np.testing.assert_allclose(total.value, [1.52, np.nan, 1.31])
    assert (total.key.species, total.key.unit, len(total)) == ("TGM", "ng/m3", 3)
    with pytest.raises(AlmadenError, match="by one method"):
        air.sum_of_species("TGM", gem, _part("GOM", "pg/m3", [20.0], [VALID], "KCl denuder"))


def test_blanks_and_dilution() -> None:
    assert air.concentration_of_sample(12.0, 2.0, 1.25) == 8
    # Half of what is measured is clean air.
    assert air.undiluted(5.0, 1.0, 1.0) == 10
    assert air.undiluted(5.5, 1.0, 1.0, 1.0) == 10


def test_water() -> None:
    assert water.ng_per_l(1.0) == pytest.approx(0.20059)
    assert water.pmol_per_l(water.ng_per_l(3.2)) == pytest.approx(3.2)
    # 2 ng/L of 100 m3/s: 2e-6 g/m3 * 8.64e6 m3/d
    assert water.load_g_per_day(2.0, 100.0) == pytest.approx(17.28)
    # 4 ng/L on 10 mg/L are 400 ng/g = 4e5 ng/kg, over 2 ng/L
    assert water.log_kd(water.particulate(6.0, 2.0), 2.0, 10.0) == pytest.approx(math.log10(2e5))
    assert water.methylated_share(0.1, 2.0) == pytest.approx(0.05)


def test_soil() -> None:
    assert soil.enrichment_factor(0.3, 50_000.0, 0.06, 80_000.0) == pytest.approx(8)
    assert soil.geoaccumulation_index(0.6, 0.05) == pytest.approx(3)
    # 0.1 mg/kg * 1300 kg/m3 * 0.2 m = 26 mg/m2
    assert soil.pool_g_per_m2(0.1, 1300.0, 0.2) == pytest.approx(0.026)
    assert soil.focusing_corrected(30.0, 240.0, 160.0) == pytest.approx(20)


def test_canopy() -> None:
    assert canopy.litterfall_ug_per_m2(40.0, 350.0) == pytest.approx(14)
    assert canopy.net_throughfall(10.0, 14.0, 8.0) == 16
