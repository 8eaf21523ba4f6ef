"""An inventory as users hold it: read it, run it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.inventory.activities import with_ids
from almaden.inventory.calculation import Progress
from almaden.inventory.records import ActivityRow, Header, InventoryData
from almaden.inventory.result import Result
from almaden.wording import n_

DRAWS = 10_000
SEED = 1


@dataclass(frozen=True)
class Inventory:
    """A national inventory: the activity rates of a country with their sources.

    >>> from almaden.inventory import Inventory
    >>> inventory = Inventory.of(header, rows)  # doctest: +SKIP
    """

    data: InventoryData

    @classmethod
    def read(cls, path: str | Path) -> Inventory:
        """Read a folder (``inventory.toml``, ``activity_rates.csv`` ...) or a workbook with the same tables.

        Raises:
            InputError: with every fault of the input, if there is any.
        """
        from almaden.inventory.readers import read_inventory

        return cls(read_inventory(Path(path)))

    @classmethod
    def of(cls, header: Header, rows: Sequence[ActivityRow]) -> Inventory:
        """An inventory from records that are already at hand."""
        return cls(InventoryData(header, with_ids(rows)))

    @property
    def years(self) -> tuple[int, ...]:
        """The reporting years, in order."""
        return tuple(sorted(self.data.header.years)) or (self.data.header.year,)

    def run(
        self,
        draws: int = DRAWS,
        seed: int = SEED,
        *,
        year: int | None = None,
        progress: Progress | None = None,
    ) -> Result:
        """Compute inputs and outputs with their ranges for one year.

        Args:
            draws: draws of the uncertain numbers.
            seed: of the draws; the same seed gives the same numbers.
            year: the reporting year, by default that of the header.
            progress: called with the rows done and the rows in all.

        Raises:
            InputError: the inventory is not for that year.
        """
        from almaden.inventory.run import run_year

        if year is not None and year not in {*self.years, self.data.header.year}:
            raise InputError(
                Fault(
                    n_("the inventory is not for this year"),
                    file=Path(self.data.path).name,
                    value=str(year),
                    accepted=", ".join(map(str, self.years)),
                    advice=n_("give one of these years, or add the year to years in the header"),
                )
            )
        return run_year(self.data, year or self.data.header.year, draws, seed, progress)

    def run_years(self, draws: int = DRAWS, seed: int = SEED) -> tuple[Result, ...]:
        """Results of all reporting years, recalculated with one set of factors and the same streams."""
        return tuple(self.run(draws, seed, year=year) for year in self.years)
