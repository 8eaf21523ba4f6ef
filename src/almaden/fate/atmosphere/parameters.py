"""The numbers of the atmosphere model, with their origin: circulation and climate, chemistry and deposition, legacy."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from almaden.errors import AlmadenError
from almaden.reference.origin import Origin, unverified_of
from almaden.reference.tables import number_or_none, read_table

#: Tables of the parameters, in order.
TABLES: Final = ("fate/atmosphere_climate", "fate/atmosphere_rates", "fate/atmosphere_natural")


@dataclass(frozen=True)
class Parameters:
    """Every number of the model by its key.

    Attributes:
        origins: key to value, unit, plausible range and where it was read, as in the tables.
    """

    origins: Mapping[str, Origin]

    def __getitem__(self, key: str) -> float:
        return self._origin(key).value

    def varied(self, changes: Mapping[str, float]) -> Parameters:
        """The same with other values, which then count as the user's own.

        Raises:
            AlmadenError: there is no such parameter, or a value is no number from 0 on.
        """
        changed = dict(self.origins)
        for key, value in changes.items():
            origin = self._origin(key)
            if not (math.isfinite(value) and value >= 0):
                raise AlmadenError(f"the parameter {key} must be a number from 0 on, not {value}")
            changed[key] = replace(origin, value=float(value), status="user", source="user", seen="")
        return Parameters(MappingProxyType(changed))

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody read in their source, or that were tuned."""
        return unverified_of(self.origins.values())

    def _origin(self, key: str) -> Origin:
        if key not in self.origins:
            raise AlmadenError(f"the atmosphere has no parameter {key!r}; there are {', '.join(self.origins)}")
        return self.origins[key]


@functools.cache
def default_parameters() -> Parameters:
    """The parameters as tuned and frozen in the package's tables."""
    return Parameters(
        MappingProxyType(
            {
                row["key"]: Origin(
                    row["meaning"], float(row["value"]), row["unit"], number_or_none(row["low"]),
                    number_or_none(row["high"]), table, row["source"], row["seen"], row["status"], note=row["note"],
                )
                for table in TABLES
                for row in read_table(table)
            }
        )
    )  # fmt: skip
