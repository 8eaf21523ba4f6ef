"""A table of emissions and releases by year, as read from a file, before it is laid on the reservoirs of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from almaden.errors import Fault

#: What mercury enters: the air, or land and water together.
MEDIA: Final = {"air": n_("emissions to air"), "lw": n_("releases to land and water")}


@dataclass(frozen=True)
class EmissionColumn:
    """What one column of a table is about.

    Attributes:
        medium: key of :data:`MEDIA`.
        sector: the sector as written; empty where the column is of all.
        region: the region as written; empty where the column is of the world.
        species: ``hg0``, ``hg2`` or ``hgp``; empty for all mercury together.
    """

    medium: str
    sector: str = ""
    region: str = ""
    species: str = ""


@dataclass(frozen=True)
class EmissionTable:
    """Emissions and releases by year.

    Attributes:
        file: name of the file.
        layout: ``wide`` or ``iamc``.
        scenario: model and scenario of an IAMC table; empty otherwise.
        years: (years,) rising; a step such as 1509.999999 to 1510 is a jump.
        columns: what each row of ``values`` is about.
        values: (columns, years), Mg/yr, none negative.
        findings: what is odd and was read all the same.
    """

    file: str
    layout: str
    scenario: str
    years: NDArray[np.float64]
    columns: tuple[EmissionColumn, ...]
    values: NDArray[np.float64]
    findings: tuple[Fault, ...]

    def total(self, medium: str) -> NDArray[np.float64]:
        """Sum of all columns of a medium, Mg/yr, (years,)."""
        import numpy as np

        chosen = [place for place, column in enumerate(self.columns) if column.medium == medium]
        return np.asarray(self.values[chosen].sum(axis=0))

    def names(self, by: str) -> tuple[str, ...]:
        """The sectors or regions of the table, in its order; empty where it is not told by them.

        Args:
            by: ``sector`` or ``region``.
        """
        return tuple(dict.fromkeys(name for column in self.columns if (name := getattr(column, by))))

    def to_frame(self) -> pd.DataFrame:
        """One row for each year and column."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "year": year, "medium": column.medium, "sector": column.sector, "region": column.region,
                    "species": column.species, "mg_per_year": value,
                }
                for column, row in zip(self.columns, self.values.tolist(), strict=True)
                for year, value in zip(self.years.tolist(), row, strict=True)
            ]
        )  # fmt: skip

    def summary(self) -> Text:
        """The table in one sentence."""
        return Text(
            "{file}: columns: {columns}; years: {count}, from {first} to {last}",
            file=self.file,
            columns=len(self.columns),
            count=len(self.years),
            first=f"{self.years[0]:g}",
            last=f"{self.years[-1]:g}",
        )
