"""What was measured and the model is judged by: Hg0 in air and wet deposition at named sites."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Measured = Literal["hg0", "wet"]

#: What is measured, with the column of its table and the unit of its values.
_COLUMNS: Final[Mapping[Measured, tuple[str, str]]] = MappingProxyType(
    {"hg0": ("hg0_ng_per_m3", "ng/m3"), "wet": ("deposition_ug_per_m2_per_year", "ug/m2/yr")}
)


@dataclass(frozen=True, eq=False)
class Observations:
    """One value for each site.

    Attributes:
        kind: ``hg0`` or ``wet``.
        unit: of ``values``: ng/m3 (at standard temperature and pressure) or ug/m2/yr.
        sites: names of the sites, each once.
        networks: the network of each site, empty where the list does not tell it.
        periods: the years of each value, empty where the list does not tell them.
        latitudes, longitudes: (n,) degrees north and east.
        altitudes_m: altitude of each site, None where the list does not tell it.
        values: (n,) what was measured.
        sources, seen, status: where each value was read.
    """

    kind: Measured
    unit: str
    sites: tuple[str, ...]
    networks: tuple[str, ...]
    periods: tuple[str, ...]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    altitudes_m: tuple[float | None, ...]
    values: NDArray[np.float64]
    sources: tuple[str, ...]
    seen: tuple[str, ...]
    status: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.sites)

    def of_network(self, network: str) -> Observations:
        """The sites of one network."""
        return _observations(self.kind, network)

    def to_frame(self) -> pd.DataFrame:
        """One row for each site."""
        import pandas as pd

        return pd.DataFrame(
            {
                "site": self.sites,
                "network": self.networks,
                "latitude": self.latitudes,
                "longitude": self.longitudes,
                "altitude_m": self.altitudes_m,
                _COLUMNS[self.kind][0]: self.values,
                "period": self.periods,
                "source": self.sources,
                "seen": self.seen,
                "status": self.status,
            }
        )


def observations(kind: Measured) -> Observations:
    """Annual means of Hg0 at 55 sites (2013-2015), or wet deposition at 156 sites, 119 of them of the MDN in 2015."""
    return _observations(kind, "")


@functools.cache
def _observations(kind: Measured, network: str) -> Observations:
    import numpy as np

    column, unit = _COLUMNS[kind]
    rows = [row for row in read_table(f"fate/obs_{kind}") if network in ("", row["network"])]

    def texts(name: str) -> tuple[str, ...]:
        return tuple(row[name] for row in rows)

    def numbers(name: str) -> NDArray[np.float64]:
        found = np.array([float(row[name]) for row in rows])
        found.flags.writeable = False
        return found

    return Observations(
        kind, unit, texts("site"), texts("network"), texts("period"), numbers("latitude"), numbers("longitude"),
        tuple(float(row["altitude_m"]) if row["altitude_m"] else None for row in rows), numbers(column),
        texts("source"), texts("seen"), texts("status"),
    )  # fmt: skip
