"""What is known of the present, against which members of an ensemble are held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE: Final = "fate/box_constraints"
_MG_PER_GG: Final = 1000.0
#: pmol in a mol of what is given in Mg: 1e6 g/Mg times 1e12 pmol/mol.
_PMOL_GRAMS_PER_MOL_MG: Final = 1e18


@dataclass(frozen=True)
class Constraint:
    """One thing known.

    Attributes:
        key, name: what it is.
        kind: ``mass`` (Gg), ``ratio`` or ``concentration`` (pmol/l).
        reservoirs: whose masses are added.
        years: first and last year of the mean.
        base_years: those of the denominator; None for the natural state.
        litres: volume of sea water.
        low, high, central: between which it lies, and its best value.
        origin: where it is from.
    """

    key: str
    name: str
    kind: str
    reservoirs: tuple[str, ...]
    years: tuple[int, int]
    base_years: tuple[int, int] | None
    litres: float | None
    unit: str
    low: float
    high: float
    central: float
    origin: Origin

    @property
    def needed(self) -> frozenset[float]:
        """Years whose masses it needs: each year of its means."""
        spans = (self.years,) if self.base_years is None else (self.years, self.base_years)
        return frozenset(float(year) for first, last in spans for year in range(first, last + 1))

    @property
    def over_natural(self) -> bool:
        """Whether it is told over the natural state."""
        return self.kind == "ratio" and self.base_years is None

    def value(
        self, masses: NDArray[np.float64], years: Sequence[float], natural: NDArray[np.float64], names: Sequence[str]
    ) -> NDArray[np.float64]:
        """The quantity of each member.

        Args:
            masses: (members, years, reservoirs), Mg.
            years: years of the masses.
            natural: (members, reservoirs), Mg.
            names: keys of the reservoirs.
        """
        import numpy as np

        places = [names.index(key) for key in self.reservoirs]

        def mean(first: int, last: int) -> NDArray[np.float64]:
            chosen = [place for place, year in enumerate(years) if year in self.needed and first <= year <= last]
            return np.asarray(masses[:, chosen][:, :, places].sum(axis=2).mean(axis=1))

        found = mean(*self.years)
        if self.kind == "mass":
            return np.asarray(found / _MG_PER_GG)
        if self.kind == "concentration":
            return np.asarray(found * _PMOL_GRAMS_PER_MOL_MG / (grams_per_mol() * (self.litres or 1.0)))
        base = natural[:, places].sum(axis=1) if self.base_years is None else mean(*self.base_years)
        # Where there was nothing, anything is endlessly more: such a member fits no constraint.
        return np.asarray(np.divide(found, base, out=np.full(found.shape, np.inf), where=base > 0.0))


@cache
def constraints() -> tuple[Constraint, ...]:
    """All constraints of the table, for models of the globe."""
    return tuple(_constraint(row) for row in read_table(_TABLE) if row["kind"] != "constant")


@cache
def grams_per_mol() -> float:
    """Molar mass of mercury, g/mol."""
    return next(float(row["central"]) for row in read_table(_TABLE) if row["kind"] == "constant")


def fitting(reservoirs: Sequence[str]) -> tuple[Constraint, ...]:
    """The constraints on reservoirs that a model has."""
    return tuple(one for one in constraints() if set(one.reservoirs) <= set(reservoirs))


def _constraint(row: Mapping[str, str]) -> Constraint:
    base = (int(row["base_first_year"]), int(row["base_last_year"])) if row["base_first_year"] else None
    low, high, central = (float(row[name]) for name in ("low", "high", "central"))
    origin = Origin(
        row["name"],
        central,
        row["unit"],
        low,
        high,
        _TABLE,
        row["source"],
        row["seen"],
        row["status"],
        note=row["note"],
    )
    years = (int(row["first_year"]), int(row["last_year"]))
    return Constraint(
        row["key"], row["name"], row["kind"], tuple(row["reservoirs"].split(";")), years, base,
        number_or_none(row["litres"]), row["unit"], low, high, central, origin,
    )  # fmt: skip
