"""What falls and what stays is what was given off; wind roses and puffs keep the mass too."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from almaden.fate.plume.depletion import depositions, dry_flux, ground_integral, remaining_share
from almaden.fate.plume.dispersion import sigmas
from almaden.fate.plume.gaussian import vertical
from almaden.fate.plume.puff import calm_mean, dosage, instantaneous
from almaden.fate.plume.sector import blows_into, sector_mean, sector_of
from almaden.fate.plume.sources import Source, weather
from almaden.fate.plume.stability import class_codes
from almaden.fate.plume.stack_plume import StackPlume, stack_plume
from almaden.fate.plume.washout import washout, wet_flux


def plume() -> StackPlume:
    stack = Source("made up", {"hg2": 1.0}, 40.0, 0.0, 0.0, 1.5, 10.0, 400.0)
    hours = weather([3.0, 5.0, 2.0, 2.0], 0.0, list("DCAF"), 290.0, [600.0, math.inf, 1200.0, 900.0])
    return stack_plume(stack, hours, "rural")


def test_what_is_left_against_an_adaptive_integral() -> None:
    """The exponent integrated by scipy for the equation without a lid: class C, H 30 m and vd 0.03 m/s."""

    def share(x: float) -> float:
        sigma = 0.08 * x / math.sqrt(1 + 2e-4 * x)
        return math.sqrt(2 / math.pi) / sigma * math.exp(-(30**2) / (2 * sigma**2))

    def of_module(x: np.ndarray) -> np.ndarray:
        return vertical(0.0, 30.0, sigmas(x, class_codes("C"), "rural")[1])[None]

    integral = ground_integral(of_module)
    for distance in (150.0, 1234.5, 40000.0):
        parts = np.geomspace(1.0, distance, 20)
        taken = sum(quad(share, low, high, epsrel=1e-12)[0] for low, high in pairwise(parts))
        left = remaining_share(integral.at(np.array([distance])), distance, 3.0, 0.03)
        assert float(left[0, 0]) == pytest.approx(math.exp(-0.03 / 3 * taken), abs=1e-6)


def test_what_falls_and_what_stays_is_what_was_given_off() -> None:
    """Dry and wet flux integrated over the plane to 20 km, with rain of 2 mm/h and a rising plume under a lid."""
    one = plume()
    mercury = depositions()["hg2"]
    rain = washout(2.0, mercury)
    assert float(rain) == pytest.approx(1e-4 * 2**0.8)
    x = np.geomspace(1.0, 2e4, 3000)
    integral = ground_integral(one.ground_share)
    left = remaining_share(integral.at(x), x, one.wind_m_per_s, mercury.velocity_m_per_s, rain)
    wide = one.sigmas(x)[0]
    fallen = np.zeros_like(left)
    for step in np.linspace(-6.0, 6.0, 61):
        across = step * wide
        dry = dry_flux(left * one.unit_concentration(x, across), mercury.velocity_m_per_s)
        wet = wet_flux(left, one.wind_m_per_s, across, wide, rain)
        fallen += (dry + wet) * 0.2 * wide
    total = np.trapezoid(fallen, x, axis=1) + left[:, -1]
    assert total == pytest.approx(np.ones(4), abs=1e-3)
    assert (np.diff(left, axis=1) <= 1e-12).all()
    assert 0.1 < left[:, -1].min() < left[:, -1].max() < 0.95


def test_upwind_nothing_is_lost() -> None:
    one = plume()
    integral = ground_integral(one.ground_share).chosen(np.array([1, 2]))
    assert (remaining_share(integral.at(np.array([-500.0])), -500.0, 3.0, 0.03, 1e-3) == 1).all()
    assert (washout([0.0, 5.0], depositions()["hg0"]) == 0).all()


def test_a_wind_rose_by_hand_and_its_mass() -> None:
    """f sqrt(2/pi) Q / (sz u x dtheta) exp(-H^2 / 2 sz^2); what blows out of the circle is the emission."""
    angle = 2 * math.pi / 16
    expected = 0.1 * math.sqrt(2 / math.pi) * 2 / (60 * 4 * 2000 * angle) * math.exp(-(50**2) / (2 * 60**2))
    assert float(sector_mean(0.1, 2.0, 4.0, 2000.0, 50.0, 60.0)) == pytest.approx(expected)
    z = np.linspace(0.0, 700.0, 20001)
    shares = np.linspace(1, 16, 16) / 136
    means = sector_mean(shares[:, None], 2.0, 4.0, 2000.0, 50.0, 60.0, z_m=z)
    assert 4 * np.trapezoid(means, z).sum() * 2000 * angle == pytest.approx(2.0, rel=1e-6)
    assert float(sector_mean(0.1, 2.0, 4.0, 0.0, 50.0, 0.0)) == 0.0
    assert sector_of([0.0, 10.0, 0.0, -1.0], [10.0, 0.0, -3.0, 0.0]).tolist() == [0, 4, 8, 12]
    assert blows_into([180.0, 270.0, 0.0, 100.0, 350.0]).tolist() == [0, 4, 8, 12, 8]


def test_a_puff_holds_its_mass_and_leaves_its_dosage() -> None:
    x = np.linspace(-200.0, 200.0, 161)
    z = np.linspace(0.0, 90.0, 181)
    cloud = instantaneous(3.0, x[:, None, None] + 50, x[:, None], z, 50.0, 10.0, 20.0, 8.0)
    assert np.trapezoid(np.trapezoid(np.trapezoid(cloud, z), x), x) == pytest.approx(3.0, rel=1e-6)
    times = np.linspace(0.0, 400.0, 4001)
    passing = instantaneous(3.0, 400.0, 15.0, 1.5, 2.0 * times, 10.0, 20.0, 8.0)
    assert np.trapezoid(passing, times) == pytest.approx(float(dosage(3.0, 2.0, 15.0, 1.5, 10.0, 20.0, 8.0)), rel=1e-6)


def test_a_calm_hour_against_an_adaptive_integral() -> None:
    """Urban D, H 5 m, 30 m away at 1.5 m: puffs that grow over the source with 0.5 m/s."""

    def puff(age: float) -> float:
        x = 0.5 * age
        wide, high = 0.16 * x / math.sqrt(1 + 4e-4 * x), 0.14 * x / math.sqrt(1 + 3e-4 * x)
        up = math.exp(-0.5 * (3.5 / high) ** 2) + math.exp(-0.5 * (6.5 / high) ** 2)
        return math.exp(-0.5 * (30 / wide) ** 2) / (2 * math.pi * wide**2) * up / (math.sqrt(2 * math.pi) * high)

    ages = np.geomspace(1.0, 3600.0, 30)
    pieces = [quad(lambda a: puff(a) * (1 - a / 3600), low, high)[0] for low, high in pairwise(ages)]
    found = calm_mean(0.5, np.array([30.0, 300.0]), 1.5, 5.0, 3, "urban")
    assert found[0] == pytest.approx(0.5 * sum(pieces), rel=1e-6)
    assert found[0] > found[1] > 0
