"""Mercury in water: loads, partition between particles and water, units. Arrays may stand wherever a number may."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from almaden.monitoring.series import Floats
from almaden.monitoring.table_numbers import constants

N = TypeVar("N", float, Floats)

_SECONDS_PER_DAY = 86_400.0


def ng_per_l(pmol_per_l: N) -> N:
    """Picomoles in a litre (pM) as ng/L of mercury."""
    return pmol_per_l * (constants("air_constants")["molar_mass"] / 1000)


def pmol_per_l(value_ng_per_l: N) -> N:
    """Mercury in ng/L as picomoles in a litre (pM)."""
    return value_ng_per_l / (constants("air_constants")["molar_mass"] / 1000)


def load_g_per_day(concentration_ng_per_l: N, discharge_m3_per_s: N) -> N:
    """What a river carries in a day.

    Args:
        concentration_ng_per_l: of unfiltered water for all mercury, of filtered for what is dissolved.
        discharge_m3_per_s: discharge of the river.

    Returns:
        g/d; 1 ng/L is 1 ug/m3.
    """
    return concentration_ng_per_l * discharge_m3_per_s * (_SECONDS_PER_DAY * 1e-6)


def particulate(unfiltered: N, filtered: N) -> N:
    """What particles hold: unfiltered less filtered, both in one unit; below zero tells of an error of either."""
    return unfiltered - filtered


def log_kd(particulate_ng_per_l: N, dissolved_ng_per_l: N, suspended_mg_per_l: N) -> N:
    """Logarithm of the distribution coefficient: mercury by kg of particles over mercury by L of water.

    Args:
        particulate_ng_per_l: mercury of the particles in a L of water.
        dissolved_ng_per_l: mercury of the filtered water.
        suspended_mg_per_l: suspended particulate matter.

    Returns:
        log10 of L/kg.
    """
    mg_per_kg = 1e6
    found: N = np.log10(particulate_ng_per_l / suspended_mg_per_l * mg_per_kg / dissolved_ng_per_l)
    return found


def methylated_share(methylmercury: N, total: N) -> N:
    """Share of mercury that is methylmercury, both in one unit and as mercury."""
    return methylmercury / total
