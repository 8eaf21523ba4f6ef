"""Releases from products in the past, as others reckoned them, beside a run of the stock model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.record import Record, described
from almaden.sectors.products.result import StockResult
from almaden.wording import Text

#: Columns of a history, and the quantity of the model that each stands beside.
MEDIA: Final[Mapping[str, str]] = {"air": "air", "water": "water", "soil": "land", "landfilled": "landfilled"}
_KG_PER_MG: Final = 1000.0


class HistoryRecord(Record):
    """Releases from products in one year, in Mg of mercury."""

    year: int | None = described("Year; may be left out of the decades 1850 to 2000 and 2008.", "1970", default=None)
    air: float = described("Emitted to air.", "2049.4", "Mg")
    water: float = described("Released to water.", "1093.8", "Mg")
    soil: float = described("Released to soil.", "1846.7", "Mg")
    landfilled: float = described("Put into landfills.", "1927.2", "Mg")
    waste_streets: float | None = described("Column of the published file; not used.", "43.8", "Mg", default=None)
    air_including_streets_overlap: float | None = described(
        "Column of the published file; not used.", "2312.0", "Mg", default=None
    )


@dataclass(frozen=True)
class ProductHistory:
    """Releases from products in the past.

    Attributes:
        years: the years, rising.
        mg: Mg of mercury by column of :data:`MEDIA`, one for each year.
        notes: how the file was understood.
        sha256: of the file.
    """

    years: tuple[int, ...]
    mg: Mapping[str, tuple[float, ...]]
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""

    def total(self, year: int) -> float:
        """Mg in all four media in a year of the history."""
        place = self.years.index(year)
        return sum(values[place] for values in self.mg.values())


@dataclass(frozen=True)
class BesideYear:
    """One year of a history, and the same year of a run.

    Attributes:
        year: the year.
        history_mg: Mg by column of :data:`MEDIA`.
        run_mg: Mg of the run, of all its countries, with range; None where the run has not this year.
    """

    year: int
    history_mg: Mapping[str, float]
    run_mg: Mapping[str, Amount] | None


def beside(result: StockResult, history: ProductHistory) -> tuple[BesideYear, ...]:
    """A history year by year, with what the run gives for all its countries and products."""
    whole = result.sums[-1].amounts
    found = []
    for place, year in enumerate(history.years):
        told = {name: values[place] for name, values in history.mg.items()}
        run = None
        if year in result.years:
            at = result.years.index(year)
            run = {name: _mg(whole[quantity][at]) for name, quantity in MEDIA.items()}
        found.append(BesideYear(year, told, run))
    return tuple(found)


def _mg(kg: Amount) -> Amount:
    return Amount(kg.value / _KG_PER_MG, kg.low / _KG_PER_MG, kg.high / _KG_PER_MG)
