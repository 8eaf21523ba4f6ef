"""What a run of a box model leaves: masses through the years, told apart by where the mercury came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.series import SAME_TIME
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Exact, Text, joined

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Masses of reservoirs through time.

    Attributes:
        model: key of the model.
        method: ``exact`` or ``euler``.
        years: (years,) calendar years, rising.
        reservoirs: keys of the reservoirs, in the order of the model.
        tags: where the mercury came from.
        values: (tags, years, reservoirs) masses, Mg; the tags add up to the whole.
        notes: what is to be known.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    model: str
    method: str
    years: NDArray[np.float64]
    reservoirs: tuple[str, ...]
    tags: tuple[str, ...]
    values: NDArray[np.float64]
    notes: tuple[Text | str, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    @cached_property
    def total(self) -> NDArray[np.float64]:
        """(years, reservoirs) masses of all tags together, Mg."""
        total: NDArray[np.float64] = self.values.sum(axis=0)
        return total

    def at(self, year: float, tag: str = "") -> Mapping[str, float]:
        """Masses by reservoir at a year of the result, Mg.

        Args:
            year: one of ``years``.
            tag: of one tag only; empty for all together.

        Raises:
            InputError: the result has no such year or tag.
        """
        import numpy as np

        place = int(np.argmin(np.abs(self.years - year)))
        if not abs(self.years[place] - year) < max(SAME_TIME, 1e-6):
            accepted = Text("years from {first} to {last}", first=f"{self.years[0]:g}", last=f"{self.years[-1]:g}")
            problem = Text("the result has no masses for {year}", year=f"{year:g}")
            raise InputError(Fault(problem, value=f"{year:g}", accepted=accepted))
        if tag and tag not in self.tags:
            problem = Text("the result has no part '{tag}'", tag=tag)
            raise InputError(Fault(problem, value=tag, accepted=", ".join(self.tags)))
        masses = self.values[self.tags.index(tag), place] if tag else self.total[place]
        return MappingProxyType(dict(zip(self.reservoirs, masses.tolist(), strict=True)))

    def to_frame(self) -> pd.DataFrame:
        """One row for each year and tag, one column for each reservoir, Mg."""
        import numpy as np
        import pandas as pd

        frame = pd.DataFrame(
            self.values.reshape(-1, len(self.reservoirs)), columns=[f"{key}_mg" for key in self.reservoirs]
        )
        frame.insert(0, "tag", np.repeat(self.tags, len(self.years)))
        frame.insert(0, "year", np.tile(self.years, len(self.tags)))
        return frame

    def summary(self) -> Text:
        """The last state in a line."""
        last = self.at(float(self.years[-1]))
        parts = [Text("{key} {mass} Mg", key=key, mass=mass) for key, mass in last.items()]
        year = Exact(round(float(self.years[-1]), 3))
        return Text("{model} at {year}: {masses}", model=self.model, year=f"{year:g}", masses=joined(parts))

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values: for each tag the masses of each reservoir, in the order of the years."""
        return {
            "meta": asdict(self.meta),
            "model": self.model,
            "method": self.method,
            "unit": "Mg",
            "years": self.years.tolist(),
            "total": self._by_reservoir(self.total),
            "tags": {tag: self._by_reservoir(self.values[place]) for place, tag in enumerate(self.tags)},
            "notes": list(self.notes),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def _by_reservoir(self, masses: NDArray[np.float64]) -> dict[str, list[float]]:
        return {key: masses[:, place].tolist() for place, key in enumerate(self.reservoirs)}
