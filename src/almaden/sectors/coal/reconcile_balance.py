"""A balance of mercury that was fitted to results: every flow with its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import Final

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.plant_test_units import HEAT, LEANED_ON
from almaden.sectors.coal.reconcile_fit import Fit
from almaden.sectors.coal.reconcile_streams import Network
from almaden.sectors.coal.terms import SPECIES, Species

#: Standard deviations on either side of a 95 % range.
DEVIATE: Final = NormalDist().inv_cdf(0.975)
#: Below this chi-square and degrees of freedom have nothing to say.
_LEAST_FREEDOM: Final = 0.5
#: Ranges are widened where chance gives so large a chi-square less often than this.
_DOUBTFUL: Final = 0.05


@dataclass(frozen=True, eq=False)
class Balance:
    """Flows of mercury at the load of the tests, with which the balance closes exactly.

    Attributes:
        network: where mercury leaves.
        fit: the fit behind it.
        places: positions in the train where forms were measured.
    """

    network: Network
    fit: Fit
    places: Sequence[int] = ()

    @cached_property
    def freedom(self) -> float:
        """Degrees of freedom: the data less what they had to determine; a whole number but for weak prior numbers."""
        return float(np.trace(self.fit.free))

    @cached_property
    def chance(self) -> float | None:
        """How often chance gives a chi-square this large; None where the data do not check each other."""
        if self.freedom < _LEAST_FREEDOM:
            return None
        from scipy.special import gammaincc

        return float(gammaincc(self.freedom / 2.0, self.fit.squares / 2.0))

    @property
    def widened(self) -> float:
        """By what all ranges are wider than the stated errors make them, since the data differ more than that."""
        if self.chance is None or self.chance > _DOUBTFUL:
            return 1.0
        return math.sqrt(self.fit.squares / self.freedom)

    def flow(self, stream: str, device: str = "") -> Amount:
        """Mercury in a stream, grams an hour."""
        total, slopes = self._log_flow(stream, device)
        spread = math.exp(DEVIATE * self._deviation(slopes))
        return Amount(total, total / spread, total * spread)

    def flow_per_heat(self, stream: str, device: str = "") -> Amount:
        """Mercury in a stream, grams an hour at the heat input that the load takes: without the error of that.

        Divided by the heat input or by the coal that gives it, it is an emission factor or a content.
        """
        total, slopes = self._log_flow(stream, device)
        heat = len(slopes) - len(LEANED_ON) + LEANED_ON.index(HEAT)
        slopes[heat] = -1.0
        total *= math.exp(-float(self.fit.unknowns[heat]))
        spread = math.exp(DEVIATE * self._deviation(slopes))
        return Amount(total, total / spread, total * spread)

    def share(self, stream: str, device: str = "") -> Amount:
        """Mercury in a stream as a share of the coal's.

        The range is normal on the scale of ln(share / (1 - share)), so it stays between 0 and 1.
        """
        total, slopes = self._log_flow(stream, device)
        coal, of_coal = self._log_flow("coal", "")
        share = total / coal
        if not 0.0 < share < 1.0 - 1e-12:
            return Amount(share, share, share)
        spread = math.exp(DEVIATE * self._deviation((slopes - of_coal) / (1.0 - share)))
        odds = share / (1.0 - share)
        low, high = odds / spread, odds * spread
        return Amount(share, low / (1.0 + low), high / (1.0 + high))

    def forms(self, position: int) -> dict[Species, Amount]:
        """Shares of the forms in the gas at a position of the train where they were measured.

        Position 0 is before the first device.
        """
        first = len(self.network.outputs) + 3 * list(self.places).index(position)
        ratios = np.exp(self.fit.unknowns[first : first + 3])
        shares = ratios / ratios.sum()
        found: dict[Species, Amount] = {}
        for place, form in enumerate(SPECIES):
            slopes = np.zeros(len(self.fit.unknowns))
            slopes[first : first + 3] = -shares
            slopes[first + place] += 1.0
            share = float(shares[place])
            spread = math.exp(DEVIATE * self._deviation(slopes / (1.0 - share)))
            odds = share / (1.0 - share)
            found[form] = Amount(share, odds / spread / (1.0 + odds / spread), odds * spread / (1.0 + odds * spread))
        return found

    def _deviation(self, slopes: FloatArray) -> float:
        return self.widened * math.sqrt(max(float(slopes @ self.fit.covariance @ slopes), 0.0))

    def _log_flow(self, stream: str, device: str) -> tuple[float, FloatArray]:
        """A flow, and the slopes of its logarithm by the unknowns."""
        count = len(self.network.outputs)
        parts = np.exp(self.fit.unknowns[:count]) * np.asarray(self.network.row(stream, device))
        slopes = np.zeros(len(self.fit.unknowns))
        total = float(parts.sum())
        slopes[:count] = parts / total
        return total, slopes
