"""What falls and what stays is what was given off; wind roses and puffs keep the mass too."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from almaden.fate.plume.carried import carry
from almaden.fate.plume.depletion import depositions
from almaden.fate.plume.gaussian import concentration, lateral
from almaden.fate.plume.puff import calm_mean, instantaneous
from almaden.fate.plume.sector import sector_mean
from almaden.fate.plume.sources import SPECIES, Source, weather
from almaden.fate.plume.washout import washout

STACK = Source("made up", {"hg2": 1.0}, 40.0, 0.0, 0.0, 1.5, 10.0, 400.0)
HG2 = SPECIES.index("hg2")


def test_what_is_left_against_an_adaptive_integral() -> None:
    """The exponent integrated by scipy for the equation without a lid: class C, H 30 m, u 3 m/s and vd of Hg(II)."""

    def share(x: float) -> float:
        sigma = 0.08 * x / math.sqrt(1 + 2e-4 * x)
        return math.sqrt(2 / math.pi) / sigma * math.exp(-(30**2) / (2 * sigma**2))

    vent = Source("vent", {"hg2": 1.0}, 30.0, 0.0, 0.0)
    one = carry(vent, weather([3.0 / 3.0**0.10], [0.0], ["C"], 293.15), "rural", 40000.0)
    velocity = depositions()["hg2"].velocity_m_per_s
    for distance in (150.0, 1234.5, 40000.0):
        parts = np.geomspace(1.0, distance, 20)
        taken = sum(quad(share, low, high, epsrel=1e-12)[0] for low, high in pairwise(parts))
        left = one.left(np.array([0]), np.array([distance]))[HG2, 0, 0]
        assert float(left) == pytest.approx(math.exp(-velocity / 3 * taken), rel=3e-5)


def test_what_falls_and_what_stays_is_what_was_given_off() -> None:
    """Dry and wet flux integrated over the plane to 20 km, with rain of 2 mm/h and a rising plume under a lid."""
    mercury = depositions()["hg2"]
    rain = washout(2.0, mercury)
    assert float(rain) == pytest.approx(1e-4 * 2**0.8)
    air = weather([3.0, 5.0, 2.0, 2.0], 0.0, list("DCAF"), 290.0, [600.0, math.inf, 1200.0, 900.0], 2.0)
    one = carry(STACK, air, "rural", 2e4)
    x = np.geomspace(1.0, 2e4, 3000)
    left = one.left(np.arange(4), x)[HG2]
    wide = one.plume.sigmas(x)[0]
    fallen = np.zeros_like(left)
    for step in np.linspace(-6.0, 6.0, 61):
        across = step * wide
        dry = mercury.velocity_m_per_s * left * one.plume.unit_concentration(x, across)
        wet = rain * left / one.plume.wind_m_per_s * lateral(across, wide)
        fallen += (dry + wet) * 0.2 * wide
    total = np.trapezoid(fallen, x, axis=1) + left[:, -1]
    assert total == pytest.approx(np.ones(4), abs=1e-3)
    assert (np.diff(left, axis=1) <= 1e-12).all()
    assert 0.1 < left[:, -1].min() < left[:, -1].max() < 0.95


def test_rain_takes_no_elemental_mercury() -> None:
    assert (washout([0.0, 5.0], depositions()["hg0"]) == 0).all()
    assert float(washout(0.0, depositions()["hg2"])) == 0.0


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


def test_a_puff_holds_its_mass_and_leaves_its_dosage() -> None:
    x = np.linspace(-200.0, 200.0, 161)
    z = np.linspace(0.0, 90.0, 181)
    cloud = instantaneous(3.0, x[:, None, None] + 50, x[:, None], z, 50.0, 10.0, 20.0, 8.0)
    assert np.trapezoid(np.trapezoid(np.trapezoid(cloud, z), x), x) == pytest.approx(3.0, rel=1e-6)
    times = np.linspace(0.0, 400.0, 4001)
    passing = instantaneous(3.0, 400.0, 15.0, 1.5, 2.0 * times, 10.0, 20.0, 8.0)
    assert np.trapezoid(passing, times) == pytest.approx(
        float(concentration(3.0, 2.0, 15.0, 1.5, 10.0, 20.0, 8.0)), rel=1e-6
    )


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
